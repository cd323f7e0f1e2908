import { join, resolve } from 'node:path';
import { BacklineError } from '../../shared/errors.js';

/** Which warehouse is meant. */
export type WarehouseName =
  { readonly kind: 'demo'; readonly path: string } | { readonly kind: 'file'; readonly path: string };

export const DEMO_FILE = 'demo.duckdb';

/**
 * `FILE.duckdb`, `bigquery://PROJECT`, or nothing for the demo warehouse of the data folder.
 * @throws BacklineError `warehouse_missing` for BigQuery, which this build does not speak; `bad_input` for other schemes.
 */
export function parseWarehouse(text: string | undefined, dataDir: string): WarehouseName {
  const demo = join(resolve(dataDir), DEMO_FILE);
  if (text === undefined) return { kind: 'demo', path: demo };
  if (text.startsWith('bigquery://')) {
    throw new BacklineError(
      'warehouse_missing',
      `--warehouse: ${text} cannot be reached, this build has no BigQuery yet`,
      {
        subject: '--warehouse',
        remedy: 'Name a DuckDB file, or leave the flag out for the demo warehouse.',
      },
    );
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    throw new BacklineError('bad_input', `--warehouse: "${text}" is neither a DuckDB file nor bigquery://PROJECT`, {
      subject: '--warehouse',
    });
  }
  const path = resolve(text);
  return { kind: path === demo ? 'demo' : 'file', path };
}
