import { openDuckDbWarehouse } from '../warehouse/duckdb/open.js';
import type { Warehouse } from '../warehouse/port.js';
import type { WarehouseName } from './warehouse-name.js';

export interface OpenWarehouseOptions {
  readonly readOnly: boolean;
  /** Opens a file also when tables or columns are missing: for the report that names them. */
  readonly lenient?: boolean;
  /** Where credentials and proxies are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of each request that is made again. */
  readonly log?: ((message: string) => void) | undefined;
  /** Gives up waiting for a warehouse that does not answer. */
  readonly signal?: AbortSignal | undefined;
}

/** The one place that knows which engine a name means. @throws BacklineError as the engines' own ways to open. */
export async function openWarehouse(name: WarehouseName, options: OpenWarehouseOptions): Promise<Warehouse> {
  const { readOnly, lenient, env, log, signal } = options;
  if (name.kind === 'bigquery') {
    // The cloud client costs a tenth of a second to load; who works on a file does not wait for it.
    const { openBigQueryWarehouse } = await import('../warehouse/bigquery/open.js');
    return openBigQueryWarehouse({ settings: name.settings, env, log, signal });
  }
  return openDuckDbWarehouse({
    path: name.path,
    label: name.kind === 'demo' ? 'Demo season' : undefined,
    readOnly,
    lenient,
  });
}
