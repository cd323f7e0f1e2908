import type { WarehouseStatus } from '../../../shared/console.js';
import { seasonYearOf, type DateRange, type GameDate } from '../../../shared/game-date.js';

/** From the season's first of October, or the first game known, to today. */
export function seasonToDate(warehouse: WarehouseStatus): DateRange {
  const start = `${seasonYearOf(warehouse.today)}-10-01` as GameDate;
  const { firstGame, today } = warehouse;
  return { from: firstGame !== null && firstGame > start && firstGame <= today ? firstGame : start, to: today };
}
