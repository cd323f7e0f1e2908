import type { StoredFeature } from '../coverage.js';
import { FEATURES } from '../feature-catalogue.js';
import type { TableColumn } from './table.js';

/** Whether a stored value lies in the catalogue's range of its feature. */
export const RANGE_STATES = ['in_range', 'out_of_range', 'not_in_row'] as const;
export type RangeState = (typeof RANGE_STATES)[number];

export function rangeState({ value, outOfRange }: StoredFeature): RangeState {
  if (value === null) return 'not_in_row';
  return outOfRange ? 'out_of_range' : 'in_range';
}

/** The features of one store row, in the order of its array. */
export const STORED_FEATURE_COLUMNS: readonly TableColumn<StoredFeature>[] = [
  { id: 'index', header: 'No.', title: 'Position in the array', type: 'integer', value: (row) => row.index },
  { id: 'name', header: 'Feature', type: 'text', value: (row) => row.name },
  {
    id: 'value',
    header: 'Value',
    title: 'As stored; empty beyond the end of a shorter, older array',
    type: 'number',
    value: (row) => row.value,
  },
  {
    id: 'range',
    header: 'Range',
    title: 'The catalogue’s range of the feature',
    type: 'text',
    choices: RANGE_STATES,
    value: rangeState,
  },
  {
    id: 'expected_min',
    header: 'Least expected',
    type: 'number',
    value: (row) => FEATURES[row.index]?.range.min ?? null,
  },
  {
    id: 'expected_max',
    header: 'Most expected',
    type: 'number',
    value: (row) => FEATURES[row.index]?.range.max ?? null,
  },
  {
    id: 'source',
    header: 'Source',
    title: 'What the stored value can only have come from',
    type: 'text',
    value: (row) => row.source,
  },
  { id: 'meaning', header: 'Meaning', type: 'text', value: (row) => FEATURES[row.index]?.meaning ?? null },
];
