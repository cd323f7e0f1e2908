import type { Share } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { FlowRow } from '../readings.js';

export type ListedBy = 'box score' | 'context';
export type LinesFrom = 'raw tables' | 'context';

/** What a date's store rows give away of their writer; null where they do not tell. */
export interface WriterTraces {
  readonly date: GameDate;
  readonly listedBy: ListedBy | null;
  readonly linesFrom: LinesFrom | null;
  /** Stored players with a raw line and none in the context who have a line in the store / such players. */
  readonly rawOnly: Share;
}

/** Fewer players are no evidence. */
const MIN_PLAYERS = 5;
/** Part of the rows that must lie outside a list to say that it was not the writer's. */
const OUTSIDE = 0.02;

function listOf(row: FlowRow): ListedBy | null {
  const stored = row.stored ?? 0;
  if (stored < MIN_PLAYERS) return null;
  // Nobody outside the context can be written from the context, and nobody outside the box score from the box score.
  if ((row.stored_outside_context ?? 0) > stored * OUTSIDE) return 'box score';
  return (row.stored_outside_list ?? 0) > stored * OUTSIDE || (row.listed_not_stored ?? 0) > stored * OUTSIDE
    ? 'context'
    : null;
}

/**
 * The store keeps neither the mode nor the line source of its writer, but its rows show both: a player whom only the
 * raw tables give a line has one in the store exactly when they were read.
 */
export function tracesOf(row: FlowRow): WriterTraces | null {
  if (row.game_date === null) return null;
  const rawOnly = { numerator: row.raw_only_with_store_line ?? 0, denominator: row.raw_only_stored ?? 0 };
  const linesFrom =
    rawOnly.denominator < MIN_PLAYERS ? null : rawOnly.numerator * 2 >= rawOnly.denominator ? 'raw tables' : 'context';
  return { date: row.game_date, listedBy: listOf(row), linesFrom, rawOnly };
}
