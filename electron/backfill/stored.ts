import type { GameDate } from '../../shared/game-date.js';
import type { StoreRow } from '../feature-store/types.js';
import type { ReadOptions, Warehouse } from '../warehouse/port.js';
import { storedLines } from '../warehouse/statements/stored-lines.js';
import type { DateFigures } from './journal/records.js';

/** Index of the current line, and the shortest array that is counted (domain: vegas section 8). */
const LINE_INDEX = 25;
const SHORTEST_COUNTED = 33;

/** What stands in the store for one date. */
export interface StoredDate {
  readonly rows: number;
  readonly rowsWithFeature: number;
  readonly rowsWithLine: number;
  /** Whether each stored player has a line. */
  readonly players: ReadonlyMap<string, boolean>;
}

const NOTHING: StoredDate = { rows: 0, rowsWithFeature: 0, rowsWithLine: 0, players: new Map() };

/** One statement for all dates asked about; a date without rows is there with zeros. */
export async function readStored(
  warehouse: Warehouse,
  dates: readonly GameDate[],
  options?: ReadOptions,
): Promise<ReadonlyMap<GameDate, StoredDate>> {
  const sorted = [...dates].sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const stored = new Map<GameDate, StoredDate>(dates.map((date) => [date, { ...NOTHING, players: new Map() }]));
  for (const row of await warehouse.read(storedLines, { from, to }, options)) {
    const before = row.game_date === null ? undefined : stored.get(row.game_date);
    if (before === undefined || row.game_date === null) continue;
    const withLine = row.rows_with_line ?? 0;
    (before.players as Map<string, boolean>).set(row.player_lookup ?? '', withLine > 0);
    stored.set(row.game_date, {
      rows: before.rows + (row.row_count ?? 0),
      rowsWithFeature: before.rowsWithFeature + (row.rows_with_feature ?? 0),
      rowsWithLine: before.rowsWithLine + withLine,
      players: before.players,
    });
  }
  return stored;
}

export function storedFigures(stored: StoredDate, rawPlayers: ReadonlySet<string>): DateFigures {
  let matched = 0;
  for (const player of rawPlayers) if (stored.players.get(player) === true) matched += 1;
  return {
    rows: stored.rows,
    coverage: { numerator: stored.rowsWithLine, denominator: stored.rowsWithFeature },
    match: { numerator: matched, denominator: rawPlayers.size },
  };
}

/** The same figures of rows that are about to be written. */
export function rowFigures(rows: readonly StoreRow[], rawPlayers: ReadonlySet<string>): DateFigures {
  const counted = rows.filter(({ features }) => features.length >= SHORTEST_COUNTED);
  const withLine = counted.filter(({ features }) => (features[LINE_INDEX] ?? 0) > 0);
  return {
    rows: rows.length,
    coverage: { numerator: withLine.length, denominator: counted.length },
    match: {
      numerator: withLine.filter((row) => rawPlayers.has(row.player_lookup)).length,
      denominator: rawPlayers.size,
    },
  };
}
