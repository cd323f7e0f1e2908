import { PLAYER_DAY_STATES, type PlayerDay } from '../lines.js';
import { causeColumn, gameColumns, presenceColumns, sourceColumns } from './line-columns.js';
import type { TableColumn } from './table.js';

/** One row per date of a player's season. */
export const PLAYER_DAY_COLUMNS: readonly TableColumn<PlayerDay>[] = [
  ...gameColumns<PlayerDay>(),
  { id: 'state', header: 'State', type: 'text', choices: PLAYER_DAY_STATES, value: (row) => row.state },
  causeColumn<PlayerDay>(),
  { id: 'evidence', header: 'Evidence', type: 'text', value: (row) => row.evidence },
  ...sourceColumns<PlayerDay>(),
  ...presenceColumns<PlayerDay>(),
];
