import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { CoverageDate, CoverageReport } from '../../../shared/coverage.js';
import { monthOf } from '../../../shared/game-date.js';
import type { Gap } from '../../../shared/lines.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { ok } from '../../../shared/result.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { planAction, playerDateActions, spanActions, spanOfDates } from '../../components/date-actions.js';
import { coverageRoute, gapsRoute, type HeatMeasure } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { Choice } from '../../components/Choice.js';
import { DataTable } from '../../components/DataTable.js';
import { Heatmap } from '../../components/Heatmap.js';
import { useAskFirst } from '../../components/read-cost.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useCalendarRead } from '../../store/calendar-read.js';
import { useClient, useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { useAnswer } from '../../store/use-answer.js';
import { GAP_TABLE } from '../gaps/gap-columns.js';
import { WITHOUT_NORMAL } from '../gaps/gap-view.js';
import { DATE_TABLE } from './coverage-columns.js';
import {
  datesBetween,
  describeHeat,
  HEAT_LOOKS,
  heatLook,
  planRoute,
  spanOf,
  type CoverageRoute,
} from './coverage-view.js';
import { DaysChosen } from './DaysChosen.js';
import { faultsWithin } from './missing-lines.js';

const LINES: readonly ReadKind[] = ['lines'];
/** One day's gaps need no column that says the day. */
const DAY_TABLE = GAP_TABLE.filter(({ id }) => id !== 'game_date');
const gapId = (row: Gap): string => `${row.date} ${row.playerLookup}`;
const dateId = (row: CoverageDate): string => row.date;

/**
 * The range as a calendar: each day by what it has. A day or a range of them is told beside it and, below, listed: one day by
 * the players whose line is missing, several by the date.
 */
export function HeatmapView(props: {
  readonly report: CoverageReport;
  readonly route: CoverageRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { report, route } = props;
  const client = useClient();
  const billed = useBilledRead(props.warehouse, { screen: 'gaps', kinds: LINES, range: report });
  const vegas = report.feature.startsWith('vegas') || report.feature === 'has_vegas_line';
  const go = useNavigate();
  const measure: HeatMeasure = route.measure ?? (vegas ? 'match' : 'share');
  const picked = route.days;
  const byDate = useMemo(() => new Map(report.dates.map((date) => [date.date, date])), [report.dates]);
  const calendarRead = useCalendarRead(props.warehouse);
  const calendarAsk = useAskFirst(calendarRead, 'the schedule and what the store holds of each date');
  const days = useConsole((state) => valueOf(state.calendar));
  const bootstrap = useMemo(() => new Set((days ?? []).flatMap((day) => (day.bootstrap ? [day.date] : []))), [days]);
  const first = report.dates[0]?.date ?? report.from;
  const last = report.dates.at(-1)?.date ?? report.to;
  const within = picked === null ? null : picked.from <= picked.to ? picked : { from: picked.to, to: picked.from };
  const asked = vegas && billed.agreed;
  const gaps = useAnswer(asked ? `gaps ${report.from}..${report.to}` : null, async (ticket) => {
    const answer = await client.lines.gaps({ from: report.from, to: report.to }, ticket);
    return answer.ok ? ok(answer.value.gaps) : answer;
  });
  const span = within ?? { from: report.from, to: report.to };
  const dates = useMemo(() => datesBetween(report, span.from, span.to), [report, span.from, span.to]);
  const only = within !== null && within.from === within.to ? within.from : undefined;
  const faults = useMemo(
    () => (only === undefined || gaps.value === null ? null : faultsWithin(gaps.value, { from: only, to: only })),
    [gaps.value, only],
  );
  return (
    <div className="coverage-heat">
      <section className="panel" aria-label="Calendar">
        <div className="toolbar">
          <Choice
            compact
            label="What is shown"
            value={measure}
            onChange={(next) => {
              go({ ...route, measure: next }, 'replace');
            }}
            items={[
              { value: 'match', label: 'Match rate', hint: '' },
              { value: 'share', label: 'Share with a value', hint: '' },
            ]}
          />
          <span className="hint">
            Drag over days for a range, or Shift with a click or the arrow keys; a month’s name chooses all of it.
          </span>
          {days === null && calendarRead.asks ? (
            <Button
              className="button"
              onPress={() => {
                calendarAsk.ask(() => undefined);
              }}
            >
              Mark the first 14 days…
            </Button>
          ) : null}
          {calendarAsk.dialog}
        </div>
        <Heatmap
          label={measure === 'match' ? 'Match rate by day' : `Share of rows with ${report.feature} by day`}
          large
          range={{ from: first, to: last }}
          lookOf={(date) => heatLook(byDate.get(date), measure, bootstrap.has(date))}
          describe={(date) => describeHeat(byDate.get(date))}
          selected={picked?.from ?? null}
          within={within}
          onSelect={(date, anchor) => {
            go({ ...route, days: { from: anchor, to: date } }, 'replace');
          }}
          onMonth={(month) => {
            go({ ...route, days: spanOf({ from: first, to: last }, month) }, 'replace');
          }}
          legend={Object.values(HEAT_LOOKS)}
        />
      </section>
      <DaysChosen report={report} route={route} within={within} gaps={asked ? gaps : null} />
      <section className="coverage-days" aria-label="What the days hold">
        {only !== undefined && faults !== null && faults.length > 0 ? (
          <DataTable
            label={`Missing lines of ${only}`}
            noun="missing line"
            rows={faults}
            columns={DAY_TABLE}
            rowId={gapId}
            scope={{ table: 'gaps', from: only, to: only }}
            always={WITHOUT_NORMAL}
            query={route.lines}
            onQuery={(lines) => {
              go({ ...route, lines }, 'replace');
            }}
            onOpen={({ date, playerLookup }) => {
              go(gapsRoute({ from: date, to: date, selected: { date, playerLookup } }));
            }}
            rowActions={(rows) => playerDateActions(rows, go)}
          />
        ) : (
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
            initialSort={{ column: 'date', desc: false }}
            scope={{ table: 'coverage-dates', ...span, feature: report.feature }}
            onOpen={(row) => {
              go(coverageRoute({ ...route, month: monthOf(row.date), date: row.date, query: EVERYTHING }));
            }}
            openBy="double"
            rowActions={(rows) => {
              const chosen = spanOfDates(rows.map(({ date }) => date));
              return [...spanActions(chosen, go), ...planAction(chosen, planRoute, go)];
            }}
            empty="No games on the days chosen."
          />
        )}
      </section>
    </div>
  );
}
