import type { DateRange } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import { readDistributions } from '../checks/parity.js';
import { LINE_FEATURE } from '../coverage/features.js';
import { CoverageService } from '../coverage/service.js';
import type { Warehouse } from '../warehouse/port.js';

/** What a run reads around its work: coverage before and after, and the distributions that are kept before. */
export async function readAround(warehouse: Warehouse, clock: Clock, range: DateRange): Promise<void> {
  const coverage = new CoverageService(warehouse, clock);
  await coverage.report(range, LINE_FEATURE);
  await readDistributions(warehouse, range);
  await coverage.report(range, LINE_FEATURE);
}
