import { useMemo, type ReactNode } from 'react';
import type { GuardOverride, Plan, PlanDate } from '../../../../shared/backfill.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import type { GameDate } from '../../../../shared/game-date.js';
import type { TableFilter, TableQuery } from '../../../../shared/tables/table.js';
import { planAction, spanActions, spanOfDates, spanWords } from '../../../components/date-actions.js';
import { backfillRoute, PLAN_FILTERS, type PlanFilter } from '../../../address/routes.js';
import { useNavigate } from '../../../address/use-route.js';
import { Choice } from '../../../components/Choice.js';
import { DataTable } from '../../../components/DataTable.js';
import { Note } from '../../../components/feedback.js';
import { MiniHead } from '../../../components/MiniHead.js';
import { Change, ShareFull } from '../../../components/ShareText.js';
import { formatBytes } from '../../../../shared/bytes.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { LaunchBar, type Planning } from './LaunchBar.js';
import { planColumns } from './plan-columns.js';
import { PlanDateDetails } from './PlanDateDetails.js';
import { countDates, dateToShow, filterDates, readsByStatement, shortHash } from './plan-view.js';

const FILTER_WORDS: Readonly<Record<PlanFilter, string>> = {
  all: 'All',
  warnings: 'With warnings',
  blocked: 'Blocked',
  work: 'To write',
  skipped: 'Skipped',
};

/** What `Show` leaves, as filters, so that an export leaves the same. */
const SHOWN_BY: Readonly<Record<PlanFilter, readonly TableFilter[]>> = {
  all: [],
  warnings: [{ column: 'warnings', op: 'isNot', values: [''] }],
  blocked: [{ column: 'blockers', op: 'isNot', values: [''] }],
  work: [{ column: 'action', op: 'isNot', values: ['skip'] }],
  skipped: [{ column: 'action', op: 'is', values: ['skip'] }],
};

const BY_DATE = { column: 'date', desc: false } as const;
const rowId = (row: PlanDate): string => row.date;
const rowTone = (row: PlanDate): string | undefined =>
  row.blockers.length > 0 ? 'bad' : row.action === 'skip' ? 'idle' : undefined;

export function PlanView(props: {
  readonly plan: Plan;
  readonly filter: PlanFilter;
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
  readonly selected: GameDate | null;
  readonly allow: readonly GuardOverride[];
  readonly busy: boolean;
  readonly planning: Planning | null;
  readonly error: ErrorInfo | null;
  readonly onFilter: (filter: PlanFilter) => void;
  readonly onSelect: (date: GameDate) => void;
  readonly onAllow: (override: GuardOverride, allowed: boolean) => void;
  readonly onLaunch: () => void;
  readonly onPlanAgain: () => void;
}): ReactNode {
  const { plan, filter, selected, onSelect } = props;
  const { totals } = plan;
  const billed = totals.bytes !== null;
  const columns = useMemo(() => planColumns(billed), [billed]);
  const rows = useMemo(() => filterDates(plan.dates, filter), [plan.dates, filter]);
  const scope = useMemo(
    () => ({ table: 'plan-dates', options: { ...plan.options, allow: [...plan.options.allow] } }) as const,
    [plan.options],
  );
  const chosen = dateToShow(rows, plan.dates, selected);
  const go = useNavigate();
  return (
    <section className="plan" aria-label="Plan of the range">
      <div className="strip">
        <Figure label="Dates" value={formatCount(totals.dates)}>
          {[
            totals.rebuild > 0 ? `${formatCount(totals.rebuild)} rebuild` : '',
            totals.create > 0 ? `${formatCount(totals.create)} create` : '',
            totals.skip > 0 ? `${formatCount(totals.skip)} skip` : '',
            totals.blocked > 0 ? `${formatCount(totals.blocked)} blocked` : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Figure>
        <Figure label="Players listed" value={formatCount(totals.listed)}>
          {counted(totals.games, 'game')}
        </Figure>
        <Figure label="Match rate expected" value={<ShareFull share={totals.matchAfter} />}>
          now <ShareFull share={totals.matchBefore} /> <Change before={totals.matchBefore} after={totals.matchAfter} />
        </Figure>
        <Figure label="Coverage expected" value={<ShareFull share={totals.coverageAfter} />}>
          now <ShareFull share={totals.coverageBefore} />{' '}
          <Change before={totals.coverageBefore} after={totals.coverageAfter} />
        </Figure>
        {totals.bytes === null ? null : (
          <Figure label="Estimated reads" value={formatBytes(totals.bytes)}>
            {plan.options.maxBytes === null ? 'no cap on this run' : `cap ${formatBytes(plan.options.maxBytes)}`}
          </Figure>
        )}
        <Figure label="Plan" value={<code title={plan.hash}>{shortHash(plan.hash)}</code>}>
          checked again at launch
        </Figure>
      </div>
      <LaunchBar
        plan={plan}
        allow={props.allow}
        busy={props.busy}
        planning={props.planning}
        error={props.error}
        onAllow={props.onAllow}
        onLaunch={props.onLaunch}
        onPlanAgain={props.onPlanAgain}
      />
      {plan.warnings.map((issue) => (
        <Note tone="warn" key={issue.code + issue.message}>
          {issue.message}
        </Note>
      ))}
      {plan.downstream.length > 0 ? (
        <details className="downstream">
          <summary>Made stale elsewhere ({formatCount(plan.downstream.length)})</summary>
          <ul>
            {plan.downstream.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {plan.reads === undefined || plan.reads.length === 0 ? null : (
        <details className="downstream">
          <summary>
            What is read ({counted(plan.reads.length, 'query', 'queries')}, {formatBytes(totals.bytes)})
          </summary>
          <div className="reads" tabIndex={0} role="region" aria-label="Reads of the run">
            <table className="mini" aria-label="Reads">
              <MiniHead columns={['Statement', { label: 'Queries', end: true }, { label: 'Estimated', end: true }]} />
              <tbody>
                {readsByStatement(plan.reads).map((read) => (
                  <tr key={read.statement}>
                    <th scope="row">{read.statement}</th>
                    <td data-align="end" className="num">
                      {formatCount(read.queries)}
                    </td>
                    <td data-align="end" className="num">
                      {formatBytes(read.bytes)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      <div className="toolbar">
        <Choice
          compact
          label="Show"
          value={filter}
          onChange={props.onFilter}
          items={PLAN_FILTERS.map((value) => ({
            value,
            label: `${FILTER_WORDS[value]} ${formatCount(countDates(plan.dates, value))}`,
            hint: '',
          }))}
        />
      </div>
      <div className="split">
        <DataTable
          label="Plan"
          noun="date"
          rows={plan.dates}
          columns={columns}
          rowId={rowId}
          query={props.query}
          onQuery={props.onQuery}
          always={SHOWN_BY[filter]}
          scope={scope}
          rowTone={rowTone}
          selected={chosen?.date ?? null}
          onSelect={(row) => {
            onSelect(row.date);
          }}
          rowActions={(chosenRows) => {
            const span = spanOfDates(chosenRows.map(({ date }) => date));
            const only = planAction(span, (dates) => backfillRoute({ ...plan.options, ...dates }, true), go);
            return [
              ...spanActions(span, go),
              ...only.map((action) => ({ ...action, label: span === null ? '' : `Plan only ${spanWords(span)}` })),
            ];
          }}
          initialSort={BY_DATE}
          empty={`No date is ${FILTER_WORDS[filter].toLowerCase()}.`}
        />
        <PlanDateDetails date={chosen} />
      </div>
    </section>
  );
}

export function Figure(props: {
  readonly label: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="figure">
      <p className="figure-label">{props.label}</p>
      <p className="figure-value">{props.value}</p>
      <p className="figure-more">{props.children ?? '\u00a0'}</p>
    </div>
  );
}
