import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CoverageDate, CoverageMonth, CoverageReport } from '../../../shared/coverage.js';
import { monthOf } from '../../../shared/game-date.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { planAction, spanActions, spanOfDates } from '../../components/date-actions.js';
import { coverageRoute, type Route } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import type { RowAction } from '../../components/row-action.js';
import { formatMonth } from '../../format/dates.js';
import { counted } from '../../format/numbers.js';
import { DATE_TABLE, MONTH_TABLE } from './coverage-columns.js';
import { lastSeasonOf, planHref, planRoute, spanOf, type CoverageRoute } from './coverage-view.js';

const monthId = (row: CoverageMonth): string => row.month;
const dateId = (row: CoverageDate): string => row.date;

/** Months of the range, and the dates of the month that is chosen; a date opens its players. */
export function MonthsView(props: { readonly report: CoverageReport; readonly route: CoverageRoute }): ReactNode {
  const { report, route } = props;
  const { month } = route;
  const { feature, months } = report;
  const go = useNavigate();
  const dates = useMemo(
    () => (month === null ? report.dates : report.dates.filter((date) => monthOf(date.date) === month)),
    [report.dates, month],
  );
  const span = spanOf(report, month);
  // Whatever else an address asks of them could not be seen, nor taken away again.
  const order = useMemo(() => ({ ...EVERYTHING, sort: route.months.sort }), [route.months.sort]);
  return (
    <div className="coverage-body">
      <section className="coverage-months" aria-label="Months of the range">
        <DataTable
          label="Months"
          noun="month"
          rows={months}
          columns={MONTH_TABLE}
          rowId={monthId}
          selected={month}
          onSelect={(row) => {
            go(coverageRoute({ ...route, month: row.month }), month === null ? 'push' : 'replace');
          }}
          rowActions={(rows) => {
            const spans = rows.map((row) => spanOf(report, row.month));
            const dates = spanOfDates(spans.flatMap(({ from, to }) => [from, to]));
            const [alone] = rows.length === 1 ? rows : [];
            return [
              ...spanActions(dates, go).filter(({ id }) => id !== 'coverage'),
              ...(alone === undefined || alone.lastSeason === null ? [] : [lastSeason(alone.month, feature, go)]),
              ...planAction(dates, planRoute, go),
            ];
          }}
          query={order}
          onQuery={({ sort }) => {
            go({ ...route, months: { ...EVERYTHING, sort } }, 'replace');
          }}
          orderOnly
          initialSort={{ column: 'month', desc: false }}
          scope={{ table: 'coverage-months', from: report.from, to: report.to, feature }}
        />
      </section>
      <section
        className="coverage-dates"
        aria-label={month === null ? 'Dates of the range' : `Dates of ${formatMonth(month)}`}
      >
        <div className="toolbar">
          <h2>{month === null ? 'All dates of the range' : formatMonth(month)}</h2>
          <span className="hint">Enter or a double click opens a date’s players.</span>
          <span className="grow" />
          {month === null ? null : (
            <Button
              className="button quiet"
              onPress={() => {
                go(coverageRoute({ ...route, month: null }));
              }}
            >
              All months
            </Button>
          )}
        </div>
        <DataTable
          label="Dates"
          noun="date"
          rows={dates}
          columns={DATE_TABLE}
          rowId={dateId}
          query={route.query}
          onQuery={(query) => {
            go({ ...route, query }, 'replace');
          }}
          onOpen={(row) => {
            go(coverageRoute({ ...route, month: monthOf(row.date), date: row.date, query: EVERYTHING }));
          }}
          openBy="double"
          initialSort={{ column: 'date', desc: false }}
          scope={{ table: 'coverage-dates', ...span, feature }}
          rowActions={(rows) => {
            const dates = spanOfDates(rows.map(({ date }) => date));
            // One date's players are what Enter opens; of several this screen tells already.
            return [
              ...spanActions(dates, go).filter(({ id }) => id !== 'coverage'),
              ...planAction(dates, planRoute, go),
            ];
          }}
          actions={(rows) => <DateActions rows={rows} span={span} month={month} route={route} />}
          empty="No game dates of this month in the range."
        />
      </section>
    </div>
  );
}

/** The rows that the month's drift is measured against. */
function lastSeason(of: string, feature: string, go: (route: Route) => void): RowAction {
  const { month, range } = lastSeasonOf(of);
  return {
    id: 'last-season',
    label: `${formatMonth(month)}, last season`,
    act: () => go(coverageRoute({ ...range, feature, month })),
  };
}

function DateActions(props: {
  readonly rows: readonly CoverageDate[];
  readonly span: { readonly from: CoverageDate['date']; readonly to: CoverageDate['date'] };
  readonly month: string | null;
  readonly route: CoverageRoute;
}): ReactNode {
  const { rows, span, month } = props;
  const go = useNavigate();
  const picked = rows.map((row) => row.date).toSorted();
  const first = picked[0];
  const last = picked.at(-1);
  return (
    <>
      {first !== undefined && first === last ? (
        <Button
          className="button"
          onPress={() => {
            go(coverageRoute({ ...props.route, month: monthOf(first), date: first, query: EVERYTHING }));
          }}
        >
          Players of {first}
        </Button>
      ) : null}
      <a
        className="button"
        href={planHref(first !== undefined && last !== undefined ? { from: first, to: last } : span)}
      >
        Plan a backfill for{' '}
        {first === undefined
          ? month === null
            ? 'the range'
            : 'the month'
          : first === last
            ? first
            : `these ${counted(rows.length, 'date')}`}
      </a>
    </>
  );
}
