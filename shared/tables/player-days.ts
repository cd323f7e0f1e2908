import { CAUSES } from '../causes.js';
import { PLAYER_DAY_STATES, type PlayerDay } from '../lines.js';
import { gameColumns, presenceColumns, sourceColumns } from './line-columns.js';
import type { TableColumn } from './table.js';

/** One row per date of a player's season. */
export const PLAYER_DAY_COLUMNS: readonly TableColumn<PlayerDay>[] = [
  ...gameColumns<PlayerDay>(),
  { id: 'state', header: 'State', type: 'text', choices: PLAYER_DAY_STATES, value: (row) => row.state },
  {
    id: 'cause',
    header: 'Cause',
    title: 'Why the store has no line; empty when it has one.',
    type: 'text',
    choices: CAUSES,
    value: (row) => row.cause,
  },
  { id: 'evidence', header: 'Evidence', type: 'text', value: (row) => row.evidence },
  ...sourceColumns<PlayerDay>(),
  ...presenceColumns<PlayerDay>(),
];
