import type { LineSource } from '../../shared/backfill.js';
import { assertNever } from '../../shared/assert-never.js';
import type { LineValues } from './features/inputs.js';
import type { DateTables } from './read/tables.js';

/** The line of one player, null without one. */
export function lineOf(tables: DateTables, player: string, source: LineSource): LineValues | null {
  switch (source) {
    case 'raw':
      return rawLine(tables, player);
    case 'context':
      return contextLine(tables, player);
    default:
      return assertNever(source, 'line source');
  }
}

/**
 * From the betting tables. The move is taken before an opening line of 0 is replaced, so that BettingPros' "opening 0"
 * gives opening = current but move = current - 0 (parity/quirks 3).
 */
function rawLine(tables: DateTables, player: string): LineValues | null {
  const row = tables.rawLines.get(player);
  const current = row?.current_line ?? null;
  if (!row || current === null) return null;
  const opening = row.opening_line ?? current;
  return { current, opening: opening === 0 ? current : opening, move: current - opening };
}

/** The corrected rule, not used in this version: without an opening line there is no move. */
export function moveCorrected(current: number, opening: number | null): number {
  return opening === null || opening === 0 ? 0 : current - opening;
}

/** As phase 3 stored it; the flag `has_prop_line` is not asked (parity/quirks 4). */
function contextLine(tables: DateTables, player: string): LineValues | null {
  const row = tables.contextLines.get(player);
  const current = row?.current_points_line ?? null;
  if (!row || current === null) return null;
  return { current, opening: row.opening_points_line || current, move: row.line_movement ?? 0 };
}
