import type { CalendarDay, WarehouseStatus } from '../../shared/console.js';
import { seasonYearOf, type DateRange, type GameDate } from '../../shared/game-date.js';

/** The whole season of a date, its playoffs included: asked for where the schedule's own ends are not known. */
export function seasonSpan(today: GameDate): DateRange {
  const year = seasonYearOf(today);
  const end = `${year + 1}-06-30`;
  return { from: `${year}-10-01` as GameDate, to: (end > today ? end : today) as GameDate };
}

/**
 * From the season's first game to its last, or to today; null without a schedule. Earlier seasons are there for history;
 * the picker and the heatmap show the season under way.
 */
export function gameSpan({ firstGame, lastGame, today }: WarehouseStatus): DateRange | null {
  if (firstGame === null || lastGame === null) return null;
  const { from } = seasonSpan(today);
  return { from: firstGame > from ? firstGame : from, to: lastGame > today ? lastGame : today };
}

/** Without the days after the last game that is scheduled; to today at the least. */
export function untilLastGame(days: readonly CalendarDay[], today: GameDate): readonly CalendarDay[] {
  const last = days.findLast(({ games, date }) => games > 0 || date <= today);
  return last === undefined ? [] : days.filter(({ date }) => date <= last.date);
}
