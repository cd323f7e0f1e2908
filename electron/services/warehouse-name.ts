import { join, resolve } from 'node:path';
import { assertNever } from '../../shared/assert-never.js';
import { BacklineError } from '../../shared/errors.js';
import type { BigQuerySettings, Settings } from '../../shared/settings.js';
import { isProjectId } from '../settings/check-settings.js';

export interface FileWarehouse {
  readonly kind: 'demo' | 'file';
  readonly path: string;
}

/** Which warehouse is meant. */
export type WarehouseName = FileWarehouse | { readonly kind: 'bigquery'; readonly settings: BigQuerySettings };

export const DEMO_FILE = 'demo.duckdb';
const BIGQUERY = 'bigquery://';

export function demoWarehouse(dataDir: string): FileWarehouse {
  return { kind: 'demo', path: join(resolve(dataDir), DEMO_FILE) };
}

/** A file by its path; the demo's own file is the demo also when it is named. */
export function fileWarehouse(path: string, dataDir: string): FileWarehouse {
  const demo = demoWarehouse(dataDir);
  return resolve(path) === demo.path ? demo : { kind: 'file', path: resolve(path) };
}

function isBigQuery(text: string): boolean {
  return text.startsWith(BIGQUERY);
}

/**
 * `FILE.duckdb` as it is named on a command line.
 * @throws BacklineError `bad_input` for BigQuery, where `purpose` asks for a file, and for other schemes.
 */
export function parseFileWarehouse(text: string, dataDir: string, purpose: string): FileWarehouse {
  if (isBigQuery(text)) throw wantsFile(text, purpose);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    throw new BacklineError('bad_input', `--warehouse: "${text}" is neither a DuckDB file nor bigquery://PROJECT`, {
      subject: '--warehouse',
    });
  }
  return fileWarehouse(text, dataDir);
}

function wantsFile(location: string, purpose: string): BacklineError {
  return new BacklineError('bad_input', `--warehouse: ${purpose} a DuckDB file, ${location} is none`, {
    subject: '--warehouse',
    remedy: 'Name a file with --warehouse FILE.duckdb.',
  });
}

/** The warehouse that stands in the settings. */
export function warehouseOfSettings({ warehouse, bigquery }: Settings, dataDir: string): WarehouseName {
  switch (warehouse.kind) {
    case 'demo':
      return demoWarehouse(dataDir);
    case 'file':
      return warehouse.file === null ? demoWarehouse(dataDir) : fileWarehouse(warehouse.file, dataDir);
    case 'bigquery':
      return { kind: 'bigquery', settings: bigquery };
    default:
      return assertNever(warehouse.kind, 'kind of warehouse');
  }
}

/**
 * The warehouse that is meant: what the command line names (`FILE.duckdb` or `bigquery://PROJECT`, whose other settings
 * are those that are set), else what is set. The settings are asked for only where they count.
 * @throws BacklineError `bad_input` naming the flag; what `settings` throws.
 */
export async function chosenWarehouse(
  text: string | undefined,
  dataDir: string,
  settings: () => Promise<Settings>,
): Promise<WarehouseName> {
  if (text === undefined) return warehouseOfSettings(await settings(), dataDir);
  if (!isBigQuery(text)) return parseFileWarehouse(text, dataDir, 'a warehouse is');
  const project = text.slice(BIGQUERY.length);
  if (!isProjectId(project)) {
    throw new BacklineError('bad_input', `--warehouse: "${project}" is not a project id, as in bigquery://my-project`, {
      subject: '--warehouse',
    });
  }
  return { kind: 'bigquery', settings: { ...(await settings()).bigquery, project } };
}

/** @throws BacklineError `bad_input` when it is no file: for what only a file can be asked, such as an import. */
export function requireFile(name: WarehouseName, purpose: string): FileWarehouse {
  if (name.kind === 'bigquery') throw wantsFile(`${BIGQUERY}${name.settings.project}`, purpose);
  return name;
}

/** All that settings say about the warehouse of a session; when it is equal, the one that is open may stay open. */
export function warehouseInUse({ warehouse, bigquery }: Settings, named: string | undefined): unknown {
  if (named !== undefined) return isBigQuery(named) ? { ...bigquery, project: named } : named;
  if (warehouse.kind === 'bigquery') return bigquery;
  return warehouse.kind === 'file' ? warehouse.file : warehouse.kind;
}
