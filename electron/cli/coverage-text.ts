import { formatShare, type CoverageMeasures, type CoverageMonth, type Share } from '../../shared/coverage.js';
import { shareText } from './plan-text.js';
import { textTable, type Column } from './table.js';

function share(row: CoverageMeasures): Share {
  return { numerator: row.rowsWithValue, denominator: row.rowsWithFeature };
}

function meanText(mean: number | null): string {
  return mean === null ? '–' : mean.toFixed(2);
}

function signed(points: number | null): string {
  if (points === null) return '–';
  const text = points.toFixed(1);
  return text === '-0.0' ? '0.0' : `${points > 0 ? '+' : ''}${text}`;
}

function measureColumns<R extends CoverageMeasures>(): readonly Column<R>[] {
  return [
    { title: 'rows', align: 'right', text: (row) => String(row.rows) },
    { title: 'with value', align: 'right', text: (row) => String(row.rowsWithValue) },
    { title: 'share', align: 'right', text: (row) => shareText(share(row)) },
    { title: 'match rate', align: 'right', text: (row) => shareText(row.match) },
    { title: 'mean', align: 'right', text: (row) => meanText(row.mean) },
    { title: 'context', align: 'right', text: (row) => shareText(row.context) },
  ];
}

const MONTH_COLUMNS: readonly Column<CoverageMonth>[] = [
  { title: 'month', align: 'left', text: (row) => row.month },
  { title: 'dates', align: 'right', text: (row) => `${row.dates.numerator}/${row.dates.denominator}` },
  ...measureColumns<CoverageMonth>(),
  {
    title: 'last season',
    align: 'right',
    text: (row) => (row.lastSeason === null ? '–' : formatShare(row.lastSeason)),
  },
  { title: 'drift', align: 'right', text: (row) => signed(row.drift) },
];

/** Months as a table, with both sides of each share: what a run changed. */
export function monthsText(months: readonly CoverageMonth[]): string {
  return textTable(MONTH_COLUMNS, months);
}
