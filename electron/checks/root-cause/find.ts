import type { RootCauseReport } from '../../../shared/checks.js';
import { BacklineError } from '../../../shared/errors.js';
import type { DateRange } from '../../../shared/game-date.js';
import type { Warehouse } from '../../warehouse/port.js';

export async function findRootCause(
  parts: { readonly warehouse: Warehouse },
  range: DateRange,
): Promise<RootCauseReport> {
  throw new BacklineError('internal', `root cause of ${range.from} ${parts.warehouse.info.location}`);
}
