import type { RawRow } from '../lines.js';
import type { TableColumn } from './table.js';

/** Every raw row of one player and date, with the chosen one marked. */
export const RAW_ROW_COLUMNS: readonly TableColumn<RawRow>[] = [
  { id: 'source', header: 'Feed', type: 'text', choices: ['odds_api', 'bettingpros'], value: (row) => row.source },
  { id: 'player_lookup', header: 'Key', type: 'text', value: (row) => row.playerLookup },
  { id: 'game_id', header: 'Game', type: 'text', value: (row) => row.gameId },
  { id: 'bookmaker', header: 'Book', type: 'text', value: (row) => row.book },
  { id: 'market_type', header: 'Market', type: 'text', value: (row) => row.market },
  { id: 'bet_side', header: 'Side', type: 'text', value: (row) => row.side },
  { id: 'line', header: 'Line', type: 'number', value: (row) => row.line },
  { id: 'opening_line', header: 'Opening', type: 'number', value: (row) => row.opening },
  { id: 'is_active', header: 'Open offer', type: 'boolean', value: (row) => row.active },
  {
    id: 'captured_at',
    header: 'Time',
    title: 'Odds API: snapshot; BettingPros: load time.',
    type: 'timestamp',
    value: (row) => row.at,
  },
  {
    id: 'minutes_before_tipoff',
    header: 'Minutes before tip-off',
    type: 'integer',
    value: (row) => row.minutesBeforeTipoff,
  },
  {
    id: 'leak',
    header: 'Leak',
    title: 'Captured after tip-off: an in-game line leaks the result.',
    type: 'boolean',
    value: (row) => row.leak,
  },
  {
    id: 'chosen',
    header: 'Chosen',
    title: 'What a rebuild from raw lines takes from this row.',
    type: 'text',
    choices: ['current', 'opening', 'both'],
    value: (row) => row.chosen,
  },
];
