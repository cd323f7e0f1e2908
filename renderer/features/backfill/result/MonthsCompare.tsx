import { useMemo, type ReactNode } from 'react';
import type { RunDetail } from '../../../../shared/backfill.js';
import type { CoverageMonth } from '../../../../shared/coverage.js';
import { DataTable } from '../../../components/DataTable.js';
import type { Column } from '../../../components/table-column.js';
import { Change, ShareText } from '../../../components/ShareText.js';
import { formatMonth } from '../../../format/dates.js';
import { formatCount, formatDecimal, percentOf, shareChange } from '../../../format/numbers.js';
import { coverageOf, pairMonths, sumRows, sumShares, type MonthChange } from './result-view.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';

function columnsFor(changes: readonly MonthChange[]): readonly Column<MonthChange>[] {
  const total = {
    before: sumShares(changes.map(({ before }) => coverageOf(before))),
    after: sumShares(changes.map(({ after }) => coverageOf(after))),
    matchBefore: sumShares(changes.map(({ before }) => before?.match ?? null)),
    matchAfter: sumShares(changes.map(({ after }) => after?.match ?? null)),
  };
  return [
    {
      id: 'month',
      header: 'Month',
      width: 92,
      type: 'text',
      value: (row) => row.month,
      cell: (row) => formatMonth(row.month),
      footer: 'All',
    },
    {
      id: 'rowsBefore',
      header: 'Rows before',
      width: 92,
      align: 'end',
      type: 'integer',
      value: (row) => row.before?.rows ?? null,
      cell: (row) => (row.before ? formatCount(row.before.rows) : '–'),
      footer: formatCount(sumRows(changes.map(({ before }) => before))),
    },
    {
      id: 'rowsAfter',
      header: 'after',
      width: 72,
      align: 'end',
      type: 'integer',
      value: (row) => row.after?.rows ?? null,
      cell: (row) => (row.after ? formatCount(row.after.rows) : '–'),
      footer: formatCount(sumRows(changes.map(({ after }) => after))),
    },
    {
      id: 'matchBefore',
      header: 'Match before',
      width: 98,
      align: 'end',
      title: 'Players with a raw line who have one in the store / players with a raw line',
      type: 'percent',
      value: (row) => percentOf(row.before?.match ?? null),
      cell: (row) => <ShareText share={row.before?.match ?? null} counts={PLAYERS} />,
      footer: <ShareText share={total.matchBefore} counts={PLAYERS} />,
    },
    {
      id: 'matchAfter',
      header: 'after',
      width: 72,
      align: 'end',
      type: 'percent',
      value: (row) => percentOf(row.after?.match ?? null),
      cell: (row) => <ShareText share={row.after?.match ?? null} counts={PLAYERS} />,
      footer: <ShareText share={total.matchAfter} counts={PLAYERS} />,
    },
    {
      id: 'matchChange',
      header: 'change',
      width: 82,
      align: 'end',
      type: 'number',
      value: (row) => shareChange(row.before?.match ?? null, row.after?.match ?? null),
      cell: (row) => <Change before={row.before?.match ?? null} after={row.after?.match ?? null} />,
      footer: <Change before={total.matchBefore} after={total.matchAfter} />,
    },
    {
      id: 'before',
      header: 'Coverage before',
      width: 116,
      align: 'end',
      title: 'Rows with a line / rows that have the feature',
      type: 'percent',
      value: (row) => percentOf(coverageOf(row.before)),
      cell: (row) => <ShareText share={coverageOf(row.before)} counts={ROWS} />,
      footer: <ShareText share={total.before} counts={ROWS} />,
    },
    {
      id: 'after',
      header: 'after',
      width: 72,
      align: 'end',
      type: 'percent',
      value: (row) => percentOf(coverageOf(row.after)),
      cell: (row) => <ShareText share={coverageOf(row.after)} counts={ROWS} />,
      footer: <ShareText share={total.after} counts={ROWS} />,
    },
    {
      id: 'change',
      header: 'change',
      width: 82,
      align: 'end',
      type: 'number',
      value: (row) => shareChange(coverageOf(row.before), coverageOf(row.after)),
      cell: (row) => <Change before={coverageOf(row.before)} after={coverageOf(row.after)} />,
      footer: <Change before={total.before} after={total.after} />,
    },
    {
      id: 'meanBefore',
      header: 'Mean before',
      width: 92,
      align: 'end',
      title: 'Mean of the lines stored',
      type: 'number',
      value: (row) => row.before?.mean ?? null,
      cell: (row) => formatDecimal(row.before?.mean ?? null),
    },
    {
      id: 'meanAfter',
      header: 'after',
      width: 64,
      align: 'end',
      type: 'number',
      value: (row) => row.after?.mean ?? null,
      cell: (row) => formatDecimal(row.after?.mean ?? null),
    },
    {
      id: 'lastSeason',
      header: 'Last season',
      width: 92,
      align: 'end',
      title: 'Coverage of the same month one year earlier',
      type: 'percent',
      value: (row) => percentOf(row.after?.lastSeason ?? null),
      cell: (row) => <ShareText share={row.after?.lastSeason ?? row.before?.lastSeason ?? null} counts={ROWS} muted />,
    },
  ];
}

const rowId = (row: MonthChange): string => row.month;

/** Months of two moments side by side. */
export function MonthChanges(props: {
  readonly before: readonly CoverageMonth[];
  readonly after: readonly CoverageMonth[];
  readonly empty: string;
}): ReactNode {
  const { before, after } = props;
  const changes = useMemo(() => pairMonths(before, after), [before, after]);
  const columns = useMemo(() => columnsFor(changes), [changes]);
  return (
    <DataTable
      label="Months"
      rows={changes}
      columns={columns}
      rowId={rowId}
      initialSort={{ column: 'month', desc: false }}
      empty={props.empty}
    />
  );
}

export function MonthsCompare(props: { readonly run: RunDetail }): ReactNode {
  return (
    <MonthChanges
      before={props.run.monthsBefore}
      after={props.run.monthsAfter}
      empty="The months are counted when the run starts and again when it ends."
    />
  );
}
