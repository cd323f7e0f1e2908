import type { LineSource } from '../../../shared/backfill.js';
import { addDays, type GameDate } from '../../../shared/game-date.js';
import { compareInstants } from '../../feature-store/instants.js';
import type { RowOf } from '../../warehouse/statement.js';
import type { planFreshness } from '../../warehouse/statements/plan-freshness.js';

/** Days of box scores before a date from which its last-10 window is taken (domain: processor section 6). */
export const WINDOW_DAYS = 60;

export interface StaleInput {
  readonly input: string;
  /** The date whose rows were loaded late; a box score of an earlier date counts too. */
  readonly date: GameDate;
  /** UTC instants. */
  readonly loadedAt: string;
  readonly writtenAt: string;
}

const LINE_INPUTS: Readonly<Record<LineSource, readonly string[]>> = {
  raw: ['Odds API lines', 'BettingPros lines'],
  context: [],
};

/** A date's own box score says who is listed, those of the days before feed the windows. */
const BOX_SCORES = 'box scores';

/**
 * The newest input of each date that was loaded after the oldest row of the date was written; dates without rows or
 * without such an input are absent. Only the inputs that the chosen line source reads count.
 */
export function staleInputs(
  rows: readonly RowOf<(typeof planFreshness)['columns']>[],
  lines: LineSource,
): ReadonlyMap<GameDate, StaleInput> {
  const written = new Map<GameDate, string>();
  const loads: { readonly date: GameDate; readonly input: string; readonly at: string }[] = [];
  for (const row of rows) {
    if (row.game_date === null || row.input === null) continue;
    if (row.input === 'store' && row.oldest_write !== null) written.set(row.game_date, row.oldest_write);
    const isLine = LINE_INPUTS.raw.includes(row.input);
    if (row.newest_load !== null && (!isLine || LINE_INPUTS[lines].includes(row.input))) {
      loads.push({ date: row.game_date, input: row.input, at: row.newest_load });
    }
  }
  const stale = new Map<GameDate, StaleInput>();
  for (const [date, writtenAt] of written) {
    const windowStart = addDays(date, -WINDOW_DAYS);
    for (const load of loads) {
      const isOwn = load.date === date;
      const isWindow = load.input === BOX_SCORES && load.date < date && load.date >= windowStart;
      if (!isOwn && !isWindow) continue;
      if (compareInstants(load.at, writtenAt) <= 0) continue;
      const known = stale.get(date);
      if (known === undefined || compareInstants(known.loadedAt, load.at) < 0) {
        stale.set(date, { input: load.input, date: load.date, loadedAt: load.at, writtenAt });
      }
    }
  }
  return stale;
}
