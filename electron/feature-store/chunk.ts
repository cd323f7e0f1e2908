import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Season } from './read/season-reader.js';
import type { DateTables } from './read/tables.js';
import type { ListedPlayer } from './player-list.js';
import { seasonYearOf } from './season-calendar.js';
import type { History } from './windows/history.js';
import type { TeamRecords } from './windows/team-records.js';

/** Everything the dates of one chunk need, read once. Immutable: later chunks of the same processor do not change it. */
export interface Chunk {
  readonly dates: readonly GameDate[];
  /** Distinct players with a raw points line > 0, whatever the line source: the match rate's denominator. */
  rawPlayers(date: GameDate): ReadonlySet<string>;
  /** Distinct players with a context row. */
  contextPlayers(date: GameDate): ReadonlySet<string>;
  /** Players the rows are built for, in order. */
  listedPlayers(date: GameDate): readonly string[];
  /** @throws BacklineError `internal` for a date that is not of this chunk, like the methods above. */
  inputs(date: GameDate): DateInputs;
}

export interface DateInputs {
  readonly tables: DateTables;
  readonly list: readonly ListedPlayer[];
  readonly season: Season;
  readonly history: History;
  readonly teams: TeamRecords;
}

export interface ChunkParts {
  readonly dates: readonly GameDate[];
  readonly tables: ReadonlyMap<GameDate, DateTables>;
  readonly seasons: ReadonlyMap<number, Season>;
  readonly history: History;
  readonly teams: TeamRecords;
  readonly list: (tables: DateTables) => readonly ListedPlayer[];
}

export function chunkOf(parts: ChunkParts): Chunk {
  const inputs = new Map(
    parts.dates.map((date): [GameDate, DateInputs] => {
      const tables = found(parts.tables.get(date), date);
      const season = found(parts.seasons.get(seasonYearOf(date)), date);
      return [date, { tables, season, list: parts.list(tables), history: parts.history, teams: parts.teams }];
    }),
  );
  const of = (date: GameDate): DateInputs => found(inputs.get(date), date);
  return {
    dates: parts.dates,
    rawPlayers: (date) => new Set(of(date).tables.rawLines.keys()),
    contextPlayers: (date) => new Set(of(date).tables.context.keys()),
    listedPlayers: (date) => of(date).list.map((player) => player.playerLookup),
    inputs: of,
  };
}

function found<T>(value: T | undefined, date: GameDate): T {
  if (value === undefined) throw new BacklineError('internal', `${date} is not in this chunk`);
  return value;
}
