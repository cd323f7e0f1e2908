import {
  formatShare,
  type CoverageDate,
  type CoverageMeasures,
  type CoverageMonth,
  type CoverageReport,
  type Share,
} from '../../shared/coverage.js';
import { shareText } from './plan-text.js';
import { csvTable, textTable, type Column, type CsvColumn } from './table.js';

function share(row: CoverageMeasures): Share {
  return { numerator: row.rowsWithValue, denominator: row.rowsWithFeature };
}

function meanText(mean: number | null): string {
  return mean === null ? '–' : mean.toFixed(2);
}

function signed(points: number | null): string {
  return points === null ? '–' : `${points > 0 ? '+' : ''}${points.toFixed(1)}`;
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

const DATE_COLUMNS: readonly Column<CoverageDate>[] = [
  { title: 'date', align: 'left', text: (row) => row.date },
  { title: 'games', align: 'right', text: (row) => String(row.games) },
  ...measureColumns<CoverageDate>(),
];

/** Months as a table, for a coverage report and for what a run changed. */
export function monthsText(months: readonly CoverageMonth[]): string {
  return textTable(MONTH_COLUMNS, months);
}

export function coverageText(report: CoverageReport, by: 'month' | 'date'): string {
  const heading = `Coverage of ${report.feature}, ${report.from} to ${report.to}\n\n`;
  const rows = by === 'month' ? report.months.length : report.dates.length;
  if (rows === 0) return `${heading}no game dates and no rows in this range\n`;
  return heading + (by === 'month' ? monthsText(report.months) : textTable(DATE_COLUMNS, report.dates));
}

function shareCsv<R>(name: string, of: (row: R) => Share | null): readonly CsvColumn<R>[] {
  return [
    { title: `${name}_numerator`, value: (row) => of(row)?.numerator },
    { title: `${name}_denominator`, value: (row) => of(row)?.denominator },
  ];
}

function measureCsv<R extends CoverageMeasures>(): readonly CsvColumn<R>[] {
  return [
    { title: 'rows', value: (row) => row.rows },
    { title: 'rows_with_feature', value: (row) => row.rowsWithFeature },
    { title: 'rows_with_value', value: (row) => row.rowsWithValue },
    { title: 'mean', value: (row) => row.mean },
    ...shareCsv<R>('match', (row) => row.match),
    ...shareCsv<R>('context', (row) => row.context),
  ];
}

/** Counts rather than percents, so that a reader can add months up. */
export function coverageCsv(report: CoverageReport, by: 'month' | 'date'): string {
  if (by === 'date') {
    const columns: readonly CsvColumn<CoverageDate>[] = [
      { title: 'date', value: (row) => row.date },
      { title: 'games', value: (row) => row.games },
      ...measureCsv<CoverageDate>(),
    ];
    return csvTable(columns, report.dates);
  }
  const columns: readonly CsvColumn<CoverageMonth>[] = [
    { title: 'month', value: (row) => row.month },
    ...shareCsv<CoverageMonth>('dates', (row) => row.dates),
    ...measureCsv<CoverageMonth>(),
    ...shareCsv<CoverageMonth>('last_season', (row) => row.lastSeason),
    { title: 'drift_points', value: (row) => row.drift },
  ];
  return csvTable(columns, report.months);
}
