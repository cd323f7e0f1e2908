import { shareChange, type CoverageMeasures, type Share } from '../coverage.js';
import type { CoverageChange, DateChange, MonthChange } from '../coverage-compare.js';
import { shareOfRows } from './coverage.js';
import { shareColumns } from './share-columns.js';
import type { TableColumn } from './table.js';

type Columns<T> = readonly TableColumn<T>[];

function shareSteps<T extends CoverageChange>(
  id: string,
  name: string,
  title: string,
  of: (side: CoverageMeasures) => Share,
): Columns<T> {
  return [
    ...shareColumns<T>(`${id}_before`, `${name} before`, title, ({ before }) => before && of(before)),
    ...shareColumns<T>(`${id}_after`, `${name} after`, title, ({ after }) => after && of(after)),
    {
      id: `${id}_change`,
      header: `${name} change`,
      title: 'Percentage points, after minus before; empty when either side counted nothing.',
      type: 'number',
      value: ({ before, after }) => shareChange(before && of(before), after && of(after)),
    },
  ];
}

function changeColumns<T extends CoverageChange>(): Columns<T> {
  return [
    { id: 'rows_before', header: 'Rows before', type: 'integer', value: ({ before }) => before?.rows ?? null },
    { id: 'rows_after', header: 'Rows after', type: 'integer', value: ({ after }) => after?.rows ?? null },
    {
      id: 'rows_change',
      header: 'Rows change',
      title: 'After minus before; a side that does not have it counts as 0.',
      type: 'integer',
      value: ({ before, after }) => (after?.rows ?? 0) - (before?.rows ?? 0),
    },
    ...shareSteps<T>(
      'match',
      'Match',
      'Players with a raw line who have one in the store / players with a raw line',
      ({ match }) => match,
    ),
    ...shareSteps<T>('share', 'Share', 'Rows with a value / rows that have the feature', shareOfRows),
    {
      id: 'mean_before',
      header: 'Mean before',
      title: 'Mean of the values other than 0',
      type: 'number',
      value: ({ before }) => before?.mean ?? null,
    },
    {
      id: 'mean_after',
      header: 'Mean after',
      title: 'Mean of the values other than 0',
      type: 'number',
      value: ({ after }) => after?.mean ?? null,
    },
  ];
}

/** The months of two moments side by side. */
export const MONTH_CHANGE_COLUMNS: Columns<MonthChange> = [
  { id: 'month', header: 'Month', type: 'text', value: (row) => row.month },
  ...changeColumns<MonthChange>(),
  ...shareColumns<MonthChange>(
    'last_season',
    'Last season',
    'Share of the same month one year earlier',
    ({ before, after }) => after?.lastSeason ?? before?.lastSeason ?? null,
  ),
];

/** The dates on which two moments differ. */
export const DATE_CHANGE_COLUMNS: Columns<DateChange> = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date },
  ...changeColumns<DateChange>(),
];
