import { useMemo, type ReactNode } from 'react';
import type { RunDetail } from '../../../../shared/backfill.js';
import type { CoverageMonth } from '../../../../shared/coverage.js';
import { pairMonths, type MonthChange } from '../../../../shared/coverage-compare.js';
import { MONTH_CHANGE_COLUMNS } from '../../../../shared/tables/coverage-changes.js';
import type { DateRange } from '../../../../shared/game-date.js';
import { EVERYTHING, type TableQuery, type TableSort } from '../../../../shared/tables/table.js';
import type { TableScope } from '../../../../shared/tables/scope.js';
import { spanActions, spanOfDates } from '../../../components/date-actions.js';
import { useNavigate } from '../../../address/use-route.js';
import { DataTable } from '../../../components/DataTable.js';
import { withLooks, type Column } from '../../../components/table-column.js';
import { Change, ShareText } from '../../../components/ShareText.js';
import { formatMonth } from '../../../format/dates.js';
import { formatCount } from '../../../format/numbers.js';
import { spanOf } from '../../coverage/coverage-view.js';
import { coverageOf, sumRows, sumShares } from './result-view.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';

function countOrDash(count: number | null): string {
  return count === null ? '–' : formatCount(count);
}

function columnsFor(changes: readonly MonthChange[]): readonly Column<MonthChange>[] {
  const total = {
    before: sumShares(changes.map(({ before }) => coverageOf(before))),
    after: sumShares(changes.map(({ after }) => coverageOf(after))),
    matchBefore: sumShares(changes.map(({ before }) => before?.match ?? null)),
    matchAfter: sumShares(changes.map(({ after }) => after?.match ?? null)),
  };
  return withLooks<MonthChange>(MONTH_CHANGE_COLUMNS, {
    month: { width: 92, cell: (row) => formatMonth(row.month), footer: 'All' },
    rows_before: { width: 92, footer: countOrDash(sumRows(changes.map(({ before }) => before))) },
    rows_after: { header: 'after', width: 72, footer: countOrDash(sumRows(changes.map(({ after }) => after))) },
    match_before_percent: {
      width: 98,
      cell: (row) => <ShareText share={row.before?.match ?? null} counts={PLAYERS} />,
      footer: <ShareText share={total.matchBefore} counts={PLAYERS} />,
    },
    match_after_percent: {
      header: 'after',
      width: 72,
      cell: (row) => <ShareText share={row.after?.match ?? null} counts={PLAYERS} />,
      footer: <ShareText share={total.matchAfter} counts={PLAYERS} />,
    },
    match_change: {
      header: 'change',
      width: 82,
      cell: (row) => <Change before={row.before?.match ?? null} after={row.after?.match ?? null} />,
      footer: <Change before={total.matchBefore} after={total.matchAfter} />,
    },
    share_before_percent: {
      header: 'Coverage before',
      width: 116,
      cell: (row) => <ShareText share={coverageOf(row.before)} counts={ROWS} />,
      footer: <ShareText share={total.before} counts={ROWS} />,
    },
    share_after_percent: {
      header: 'after',
      width: 72,
      cell: (row) => <ShareText share={coverageOf(row.after)} counts={ROWS} />,
      footer: <ShareText share={total.after} counts={ROWS} />,
    },
    share_change: {
      header: 'change',
      width: 82,
      cell: (row) => <Change before={coverageOf(row.before)} after={coverageOf(row.after)} />,
      footer: <Change before={total.before} after={total.after} />,
    },
    mean_before: { width: 92 },
    mean_after: { header: 'after', width: 64 },
    last_season_percent: {
      width: 92,
      cell: (row) => <ShareText share={row.after?.lastSeason ?? row.before?.lastSeason ?? null} counts={ROWS} muted />,
    },
  });
}

const rowId = (row: MonthChange): string => row.month;

/** Months of two moments side by side. */
export function MonthChanges(props: {
  readonly before: readonly CoverageMonth[];
  readonly after: readonly CoverageMonth[];
  readonly empty: string;
  /** The dates that were counted: a month leads to those of its dates. */
  readonly range: DateRange;
  /** How an export asks for them, where they can be asked for. */
  readonly scope?: TableScope;
  /** Where the address keeps the order; else the table does. */
  readonly order?: { readonly sort: readonly TableSort[]; readonly change: (sort: readonly TableSort[]) => void };
}): ReactNode {
  const { before, after, range, order } = props;
  const go = useNavigate();
  const changes = useMemo(() => pairMonths(before, after), [before, after]);
  const columns = useMemo(() => columnsFor(changes), [changes]);
  const sort = order?.sort;
  const query = useMemo(() => ({ ...EVERYTHING, sort: sort ?? [] }), [sort]);
  return (
    <DataTable
      label="Months"
      noun="month"
      rows={changes}
      columns={columns}
      rowId={rowId}
      initialSort={{ column: 'month', desc: false }}
      rowActions={(rows) => {
        const spans = rows.map(({ month }) => spanOf(range, month));
        return spanActions(spanOfDates(spans.flatMap(({ from, to }) => [from, to])), go);
      }}
      empty={props.empty}
      {...(props.scope === undefined ? {} : { scope: props.scope })}
      {...(order === undefined
        ? {}
        : {
            orderOnly: true,
            query,
            onQuery: ({ sort }: TableQuery) => {
              order.change(sort);
            },
          })}
    />
  );
}

export function MonthsCompare(props: { readonly run: RunDetail }): ReactNode {
  const { id } = props.run;
  const scope = useMemo(() => ({ table: 'run-months', runId: id }) as const, [id]);
  return (
    <MonthChanges
      range={props.run.options}
      before={props.run.monthsBefore}
      after={props.run.monthsAfter}
      empty="The months are counted when the run starts and again when it ends."
      scope={scope}
    />
  );
}
