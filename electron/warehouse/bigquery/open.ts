import { BacklineError } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type { Warehouse } from '../port.js';

export interface OpenBigQueryOptions {
  readonly settings: BigQuerySettings;
  /** Where credentials and proxies are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of each request that is made again: what failed, why, and how long the wait is. */
  readonly log?: ((message: string) => void) | undefined;
}

/** @throws BacklineError `bad_input`, `credentials`, `warehouse_missing`, `permission_denied`, `unreachable`, ... */
export async function openBigQueryWarehouse(options: OpenBigQueryOptions): Promise<Warehouse> {
  throw new BacklineError('internal', `${options.settings.project} cannot be opened yet`);
}
