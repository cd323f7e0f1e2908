import { CAUSES } from '../causes.js';
import { GAP_FIXES, type Gap } from '../lines.js';
import { gameColumns, presenceColumns, sourceColumns } from './line-columns.js';
import type { TableColumn } from './table.js';

/** One row per player and date without a line in the store. */
export const GAP_COLUMNS: readonly TableColumn<Gap>[] = [
  ...gameColumns<Gap>(),
  {
    id: 'cause',
    header: 'Cause',
    title: 'Why the store has no line: the first of the ordered tests that holds.',
    type: 'text',
    choices: CAUSES,
    value: (row) => row.cause,
  },
  { id: 'fix', header: 'Fix', type: 'text', choices: GAP_FIXES, value: (row) => row.fix },
  {
    id: 'closed_by_rebuild',
    header: 'Rebuild closes',
    title: 'A rebuild from raw lines would give the store a line.',
    type: 'boolean',
    value: (row) => row.closedByRebuild,
  },
  {
    id: 'name_match',
    header: 'Other spelling',
    title: 'Another key that most likely is the same player.',
    type: 'text',
    value: (row) => row.nameMatch?.playerLookup ?? null,
  },
  {
    id: 'name_match_rule',
    header: 'Matched by',
    type: 'text',
    choices: ['suffix', 'alias', 'normalised', 'nickname'],
    value: (row) => row.nameMatch?.rule ?? null,
  },
  { id: 'name_match_line', header: 'Line there', type: 'number', value: (row) => row.nameMatch?.line ?? null },
  ...sourceColumns<Gap>(),
  { id: 'evidence', header: 'Evidence', type: 'text', value: (row) => row.evidence },
  ...presenceColumns<Gap>(),
];
