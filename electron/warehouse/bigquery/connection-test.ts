import { BacklineError } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type { ConnectionReport } from '../../../shared/warehouse-report.js';

/** Walks CONNECTION_STEPS in order and stops at the first that fails; never rejects for what it finds. */
export async function testConnection(
  settings: BigQuerySettings,
  _env: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionReport> {
  throw new BacklineError('internal', `${settings.project} cannot be tested yet`);
}
