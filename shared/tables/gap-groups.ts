import type { GapGroup } from '../gap-groups.js';
import type { TableColumn } from './table.js';

/** One row per cause, player, team or date with gaps. */
export const GAP_GROUP_COLUMNS: readonly TableColumn<GapGroup>[] = [
  { id: 'key', header: 'Key', title: 'What the gaps share, as they hold it.', type: 'text', value: (row) => row.key },
  { id: 'group', header: 'Group', type: 'text', value: (row) => row.label },
  {
    id: 'gaps',
    header: 'Gaps',
    title: 'Players and dates without a line.',
    type: 'integer',
    value: (row) => row.gaps,
  },
  {
    id: 'closable',
    header: 'Rebuild',
    title: 'Of these, closed by a rebuild from raw lines.',
    type: 'integer',
    value: (row) => row.closable,
  },
  { id: 'players', header: 'Players', title: 'Different players.', type: 'integer', value: (row) => row.players },
  { id: 'dates', header: 'Dates', title: 'Different dates.', type: 'integer', value: (row) => row.dates },
];
