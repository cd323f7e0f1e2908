import { useMemo, type ReactNode } from 'react';
import type { CoverageReport } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import { monthOf } from '../../../shared/game-date.js';
import { shareOfRows } from '../../../shared/tables/coverage.js';
import { coverageRoute, formatRoute, type HeatMeasure } from '../../app/routes.js';
import { useNavigate } from '../../app/use-route.js';
import { Choice } from '../../components/Choice.js';
import { Facts } from '../../components/Facts.js';
import { Heatmap } from '../../components/Heatmap.js';
import { ShareFull } from '../../components/ShareText.js';
import { formatDay } from '../../format/dates.js';
import { counted, formatCount, formatDecimal } from '../../format/numbers.js';
import { useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { sumShares } from '../backfill/result/result-view.js';
import { datesBetween, describeHeat, HEAT_LOOKS, heatLook, planHref, type CoverageRoute } from './coverage-view.js';

/** The range as a calendar: each day by what it has, a day or a range of them leads to the players or to a plan. */
export function HeatmapView(props: { readonly report: CoverageReport; readonly route: CoverageRoute }): ReactNode {
  const { report, route } = props;
  const vegas = report.feature.startsWith('vegas') || report.feature === 'has_vegas_line';
  const go = useNavigate();
  const measure: HeatMeasure = route.measure ?? (vegas ? 'match' : 'share');
  const picked = route.days;
  const byDate = useMemo(() => new Map(report.dates.map((date) => [date.date, date])), [report.dates]);
  const days = useConsole((state) => valueOf(state.calendar));
  const bootstrap = useMemo(() => new Set((days ?? []).flatMap((day) => (day.bootstrap ? [day.date] : []))), [days]);
  const first = report.dates[0]?.date ?? report.from;
  const last = report.dates.at(-1)?.date ?? report.to;
  const within = picked === null ? null : picked.from <= picked.to ? picked : { from: picked.to, to: picked.from };
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
            Drag over days for a range, or Shift with a click or the arrow keys; Page Up and Down go by the month.
          </span>
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
          legend={Object.values(HEAT_LOOKS)}
        />
      </section>
      <Picked report={report} route={route} within={within} />
    </div>
  );
}

function Picked(props: {
  readonly report: CoverageReport;
  readonly route: CoverageRoute;
  readonly within: { readonly from: GameDate; readonly to: GameDate } | null;
}): ReactNode {
  const { report, route, within } = props;
  if (within === null) {
    return (
      <aside className="details" aria-label="Days chosen">
        <p className="muted">Choose a day to see what it holds, or a range of days to plan a backfill for.</p>
      </aside>
    );
  }
  const dates = datesBetween(report, within.from, within.to);
  const only = dates.length === 1 ? dates[0] : undefined;
  const mean = only?.mean;
  return (
    <aside className="details" aria-label="Days chosen">
      <h2 className="num" aria-live="polite">
        {within.from === within.to ? formatDay(within.from) : `${within.from} – ${within.to}`}
      </h2>
      {dates.length === 0 ? (
        <p className="muted">No games.</p>
      ) : (
        <>
          <Facts
            facts={[
              { name: 'Game dates', value: formatCount(dates.length) },
              { name: 'Games', value: formatCount(dates.reduce((sum, date) => sum + date.games, 0)) },
              { name: 'Rows stored', value: formatCount(dates.reduce((sum, date) => sum + date.rows, 0)) },
              { name: 'Share with a value', value: <ShareFull share={sumShares(dates.map(shareOfRows))} /> },
              { name: 'Match rate', value: <ShareFull share={sumShares(dates.map((date) => date.match))} /> },
              { name: 'Context share', value: <ShareFull share={sumShares(dates.map((date) => date.context))} /> },
              ...(mean === undefined ? [] : [{ name: 'Mean', value: formatDecimal(mean) }]),
            ]}
          />
          <div className="details-actions">
            <a className="button primary" href={planHref({ from: within.from, to: within.to })}>
              Plan a backfill for {only ? only.date : counted(dates.length, 'date')}
            </a>
            {only ? (
              <a
                className="button"
                href={formatRoute(coverageRoute({ ...route, month: monthOf(only.date), date: only.date }))}
              >
                Players
              </a>
            ) : null}
          </div>
        </>
      )}
    </aside>
  );
}
