import { CAUSES, type Cause } from '../causes.js';
import { RAW_SOURCES, type LineTriple, type PlayerDateLines, type RawLine } from '../lines.js';
import type { TableColumn } from './table.js';

type Columns<T> = readonly TableColumn<T>[];

/** Who, when, against whom. */
export function gameColumns<T extends PlayerDateLines>(): Columns<T> {
  return [
    { id: 'game_date', header: 'Date', type: 'date', value: (row) => row.date },
    { id: 'player_lookup', header: 'Key', type: 'text', value: (row) => row.playerLookup },
    { id: 'player_name', header: 'Player', type: 'text', value: (row) => row.playerName },
    { id: 'team_abbr', header: 'Team', type: 'text', value: (row) => row.team },
    { id: 'opponent_team_abbr', header: 'Opponent', type: 'text', value: (row) => row.opponent },
    {
      id: 'minutes_played',
      header: 'Minutes',
      title: 'Minutes of the box score; empty when it has none.',
      type: 'number',
      value: (row) => row.minutes,
    },
  ];
}

/** Why the store has no line, where that can be told. */
export function causeColumn<T extends { readonly cause: Cause | null }>(): TableColumn<T> {
  return {
    id: 'cause',
    header: 'Cause',
    title: 'Why the store has no line; empty when it has one.',
    type: 'text',
    choices: CAUSES,
    value: (row) => row.cause,
  };
}

function triple<T>(id: string, header: string, title: string, of: (row: T) => LineTriple | null): Columns<T> {
  return [
    { id: `${id}_line`, header, title, type: 'number', value: (row) => of(row)?.current ?? null },
    { id: `${id}_opening`, header: `${header} opening`, type: 'number', value: (row) => of(row)?.opening ?? null },
    { id: `${id}_movement`, header: `${header} movement`, type: 'number', value: (row) => of(row)?.movement ?? null },
  ];
}

function feed<T>(id: string, header: string, title: string, of: (row: T) => RawLine | null): Columns<T> {
  return [
    ...triple(id, header, title, of),
    { id: `${id}_book`, header: `${header} book`, type: 'text', value: (row) => of(row)?.book ?? null },
    { id: `${id}_at`, header: `${header} time`, type: 'timestamp', value: (row) => of(row)?.at ?? null },
    {
      id: `${id}_rows`,
      header: `${header} rows`,
      title: 'Raw rows of the player and date, whatever their market, side or value.',
      type: 'integer',
      value: (row) => of(row)?.rows ?? 0,
    },
  ];
}

/** The line in the context, each feed, raw as a rebuild takes it, and the store. */
export function sourceColumns<T extends PlayerDateLines>(): Columns<T> {
  return [
    ...triple<T>('context', 'Context', 'The newest context row; a line of 0 is no line.', (row) => row.context),
    ...feed<T>('odds_api', 'Odds API', 'DraftKings if it has him, else any book; newest snapshot.', (row) => row.odds),
    ...feed<T>('bettingpros', 'BettingPros', 'The newest row of the points market.', (row) => row.pros),
    ...triple<T>('raw', 'Raw', 'What a rebuild from raw lines stores: Odds API, else BettingPros.', (row) => row.raw),
    {
      id: 'raw_source',
      header: 'Raw source',
      title: 'Which feeds have a points line above 0.',
      type: 'text',
      choices: RAW_SOURCES,
      value: (row) => row.rawSource,
    },
    {
      id: 'leak',
      header: 'Leak',
      title: 'The raw line was captured after tip-off and leaks the result.',
      type: 'boolean',
      value: (row) => row.leak,
    },
    ...triple<T>('store', 'Store', 'Features 25 to 27 of the store row; a line of 0 is no line.', (row) => row.store),
  ];
}

/** Which tables have a row for the player and date, and since when. */
export function presenceColumns<T extends PlayerDateLines>(): Columns<T> {
  return [
    { id: 'in_context', header: 'In context', type: 'boolean', value: (row) => row.inContext },
    { id: 'context_rows', header: 'Context rows', type: 'integer', value: (row) => row.contextRows },
    {
      id: 'context_line_rows',
      header: 'Context rows with a line',
      title: 'Context rows with a line above 0, whichever is read.',
      type: 'integer',
      value: (row) => row.contextLineRows,
    },
    {
      id: 'context_lines',
      header: 'Context lines',
      title: 'Different lines of the context rows, "no line" among them; above 1 they disagree.',
      type: 'integer',
      value: (row) => row.contextLines,
    },
    { id: 'context_at', header: 'Context time', type: 'timestamp', value: (row) => row.contextProcessedAt },
    { id: 'in_store', header: 'In store', type: 'boolean', value: (row) => row.inStore },
    { id: 'store_at', header: 'Store time', type: 'timestamp', value: (row) => row.storeWrittenAt },
    { id: 'game_id', header: 'Game', type: 'text', value: (row) => row.gameId },
  ];
}
