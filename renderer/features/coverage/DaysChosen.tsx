import type { ReactNode } from 'react';
import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { CoverageReport } from '../../../shared/coverage.js';
import { monthOf, type DateRange } from '../../../shared/game-date.js';
import type { Gap } from '../../../shared/lines.js';
import { shareOfRows } from '../../../shared/tables/coverage.js';
import { coverageRoute, gapsRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { Facts, type Fact } from '../../components/Facts.js';
import { ErrorNote, Loading } from '../../components/feedback.js';
import { MiniHead } from '../../components/MiniHead.js';
import { ShareFull } from '../../components/ShareText.js';
import { formatDay } from '../../format/dates.js';
import { counted, formatCount, formatDecimal } from '../../format/numbers.js';
import type { Answer } from '../../store/use-answer.js';
import { sumShares } from '../backfill/result/result-view.js';
import { countCauses } from '../gaps/gap-view.js';
import { datesBetween, planHref, type CoverageRoute } from './coverage-view.js';
import { faultsWithin, gapsOfCause, sourcesOf } from './missing-lines.js';

/** What the chosen days hold, and why lines are missing on them; the whole range as long as none is chosen. */
export function DaysChosen(props: {
  readonly report: CoverageReport;
  readonly route: CoverageRoute;
  /** Null: the whole range. */
  readonly within: DateRange | null;
  /** Gaps of the whole range; null where the feature is no line, or reading them was not agreed to. */
  readonly gaps: Answer<readonly Gap[]> | null;
}): ReactNode {
  const { report, route, within, gaps } = props;
  const span = within ?? { from: report.from, to: report.to };
  const dates = datesBetween(report, span.from, span.to);
  const only = within !== null && dates.length === 1 ? dates[0] : undefined;
  const sum = (count: (date: (typeof dates)[number]) => number): string =>
    formatCount(dates.reduce((all, date) => all + count(date), 0));
  const facts: readonly Fact[] = [
    ...(only ? [] : [{ name: 'Game dates', value: formatCount(dates.length) }]),
    { name: 'Games', value: sum((date) => date.games) },
    { name: 'Rows stored', value: sum((date) => date.rows) },
    { name: 'Match rate', value: <ShareFull share={sumShares(dates.map((date) => date.match))} /> },
    { name: 'Share', value: <ShareFull share={sumShares(dates.map(shareOfRows))} /> },
    { name: 'Context', value: <ShareFull share={sumShares(dates.map((date) => date.context))} /> },
    ...(only ? [{ name: 'Mean', value: formatDecimal(only.mean) }] : []),
  ];
  return (
    <aside className="details days-chosen" aria-label="Days chosen">
      <h2 className="nowrap" aria-live="polite">
        {span.from === span.to ? formatDay(span.from) : `${span.from} – ${span.to}`}
      </h2>
      {dates.length === 0 ? (
        <p className="muted">No games.</p>
      ) : (
        <>
          <div className="details-actions">
            <a className="button primary" href={planHref(span)}>
              Plan a backfill for {only ? only.date : within === null ? 'the range' : counted(dates.length, 'date')}
            </a>
            {only ? (
              <a
                className="button"
                href={formatRoute(coverageRoute({ ...route, month: monthOf(only.date), date: only.date }))}
              >
                Players
              </a>
            ) : null}
            <a className="button" href={formatRoute(gapsRoute(span))}>
              Gaps
            </a>
          </div>
          <Facts facts={facts} />
          {gaps === null ? null : <Causes gaps={gaps} span={span} />}
        </>
      )}
    </aside>
  );
}

/** Faults by cause, most frequent first, each leading to its gaps; and which feeds have the lines that are missing. */
function Causes(props: { readonly gaps: Answer<readonly Gap[]>; readonly span: DateRange }): ReactNode {
  const { value, error, again, stop } = props.gaps;
  const { span } = props;
  if (error !== null) return <ErrorNote error={error} retry={again} />;
  if (value === null) return <Loading what="Looking for causes…" since={null} rows={3} cancel={stop} />;
  const faults = faultsWithin(value, span);
  const causes = countCauses(faults);
  const most = causes[0]?.gaps ?? 1;
  if (causes.length === 0) return <p className="muted">No line is missing that a book posted.</p>;
  return (
    <>
      <table className="mini cause-table">
        <MiniHead
          columns={[
            'Missing lines by cause',
            { label: 'Gaps', end: true },
            { label: 'Closed by a rebuild', end: true },
          ]}
        />
        <tbody>
          {causes.map(({ cause, gaps, closable }) => (
            <tr key={cause}>
              <td>
                <a title={CAUSE_TEXTS[cause].meaning} href={formatRoute(gapsOfCause(span, cause, 'all'))}>
                  {CAUSE_TEXTS[cause].label}
                </a>
                <span className="cause-share" style={{ width: `${(gaps / most) * 100}%` }} aria-hidden="true" />
              </td>
              <td data-align="end" className="num">
                {formatCount(gaps)}
              </td>
              <td data-align="end" className="num">
                {closable === 0 ? (
                  '0'
                ) : (
                  <a
                    className="figure-link"
                    href={formatRoute(gapsOfCause(span, cause, 'closable'))}
                    aria-label={`${formatCount(closable)} of ${CAUSE_TEXTS[cause].label}, closed by a rebuild, show these rows`}
                  >
                    {formatCount(closable)}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">Raw lines for them: {sourcesOf(faults)}.</p>
    </>
  );
}
