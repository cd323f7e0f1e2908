import { useMemo, useState, type ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { DIFF_STATUSES, type LineDiffReport } from '../../../shared/lines.js';
import type { TableFilter, TableQuery } from '../../../shared/tables/table.js';
import { Badge } from '../../components/Badge.js';
import { Choice } from '../../components/Choice.js';
import { formatCount } from '../../format/numbers.js';
import {
  countStatuses,
  funnelSteps,
  groupCounts,
  GROUPING_WORDS,
  GROUPINGS,
  statusesOf,
  statusFilter,
  statusLook,
  withStatuses,
  type Grouping,
  type Sides,
} from './line-diff-view.js';

/** A figure that leaves the rows it counts in the table; no button where there are none. */
function Figure(props: {
  readonly count: number;
  /** What is counted, for those who hear it without its row and column. */
  readonly of: string;
  readonly onShow: () => void;
}): ReactNode {
  if (props.count === 0) return '0';
  return (
    <Button
      className="link num"
      aria-label={`${formatCount(props.count)} ${props.of}, show these rows`}
      onPress={props.onShow}
    >
      {formatCount(props.count)}
    </Button>
  );
}

/** From players who played to lines stored, every step with its figure, which leads to its rows, and its share of the first. */
export function Funnel(props: {
  readonly report: LineDiffReport;
  readonly onRows: (filters: readonly TableFilter[]) => void;
}): ReactNode {
  return (
    <section className="funnel" aria-label="From players who played to lines stored">
      <ol>
        {funnelSteps(props.report.funnel).map((step) => (
          <li key={step.id} title={step.hint}>
            <span className="funnel-label">{step.label}</span>
            <span className="funnel-bar" aria-hidden="true">
              <span style={{ width: `${(step.ofPlayed ?? 0) * 100}%` }} />
            </span>
            <span className="num funnel-count">
              <Figure
                count={step.count}
                of={step.label}
                onShow={() => {
                  props.onRows(step.filters);
                }}
              />
            </span>
            <span className="num muted funnel-share">
              {step.ofPlayed === null ? '–' : `${(step.ofPlayed * 100).toFixed(1)} %`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Statuses with their counts; pressing one leaves only its rows in the table. */
export function StatusChips(props: {
  readonly report: LineDiffReport;
  readonly sides: Sides;
  readonly tolerance: number;
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
}): ReactNode {
  const { report, sides, tolerance, query } = props;
  const counts = useMemo(() => countStatuses(report.rows, sides, tolerance), [report.rows, sides, tolerance]);
  const chosen = statusesOf(query, sides);
  return (
    <div className="status-chips" role="group" aria-label="Statuses">
      {DIFF_STATUSES.map((status) => (
        <ToggleButton
          key={status}
          className="button status-chip"
          isSelected={chosen.includes(status)}
          onChange={(selected) => {
            const next = selected ? [...chosen, status] : chosen.filter((one) => one !== status);
            props.onQuery(withStatuses(query, next, sides));
          }}
        >
          <Badge look={statusLook(status, sides)} />
          <span className="num">{formatCount(counts[status])}</span>
        </ToggleButton>
      ))}
    </div>
  );
}

/** Statuses counted by month, cause or book; every figure leaves its rows in the table. */
export function DiffGroups(props: {
  readonly report: LineDiffReport;
  readonly sides: Sides;
  readonly tolerance: number;
  readonly onRows: (filters: readonly TableFilter[]) => void;
}): ReactNode {
  const { report, sides, tolerance } = props;
  const [by, setBy] = useState<Grouping>('month');
  const groups = useMemo(() => groupCounts(report.rows, sides, tolerance, by), [report.rows, sides, tolerance, by]);
  return (
    <section className="diff-groups" aria-label="Counts">
      <Choice
        compact
        label="Counts by"
        value={by}
        onChange={setBy}
        items={GROUPINGS.map((value) => ({ value, label: GROUPING_WORDS[value], hint: '' }))}
      />
      <div className="diff-groups-scroll" role="region" aria-label={`Counts ${by}`} tabIndex={0}>
        <table className="mini">
          <thead>
            <tr>
              <th scope="col">{GROUPING_WORDS[by].slice(3).replace(/^./, (letter) => letter.toUpperCase())}</th>
              <th scope="col" data-align="end">
                Rows
              </th>
              {DIFF_STATUSES.map((status) => (
                <th scope="col" data-align="end" key={status}>
                  {statusLook(status, sides).word.replace(/^./, (letter) => letter.toUpperCase())}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{group.label}</th>
                <td data-align="end" className="num">
                  <Figure
                    count={group.rows}
                    of={group.label}
                    onShow={() => {
                      props.onRows(group.filters);
                    }}
                  />
                </td>
                {DIFF_STATUSES.map((status) => (
                  <td
                    key={status}
                    data-align="end"
                    className={group.counts[status] === 0 ? 'num muted' : 'num'}
                    title={`${statusLook(status, sides).word}: ${formatCount(group.counts[status])} of ${formatCount(group.rows)} players and dates`}
                  >
                    <Figure
                      count={group.counts[status]}
                      of={`${group.label}, ${statusLook(status, sides).word}`}
                      onShow={() => {
                        props.onRows([...group.filters, statusFilter(status, sides)]);
                      }}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
