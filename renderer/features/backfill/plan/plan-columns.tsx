import type { ReactNode } from 'react';
import type { PlanDate, PlanIssue } from '../../../../shared/backfill.js';
import { formatShare } from '../../../../shared/coverage.js';
import { PLAN_DATE_COLUMNS } from '../../../../shared/tables/plan-dates.js';
import { Badge } from '../../../components/Badge.js';
import { DayText } from '../../../components/DayText.js';
import { withLooks, type Column } from '../../../components/table-column.js';
import type { IconName } from '../../../components/icon-name.js';
import { Icon } from '../../../components/Icon.js';
import { ShareStep } from '../../../components/ShareText.js';
import { ACTION_LOOKS, UPSTREAM_LOOKS, type Look } from '../../../components/states.js';
import { formatDay } from '../../../format/dates.js';
import { asSentence } from '../../../format/names.js';
import { formatBytes } from '../../../../shared/bytes.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { sumShares } from '../result/result-view.js';
import { REASON_WORDS, shortReason, upstreamSummary } from './plan-view.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';
const WORDS = ['now', 'expected'] as const;

export function planColumns(billed: boolean): readonly Column<PlanDate>[] {
  return withLooks(PLAN_DATE_COLUMNS, {
    date: {
      width: 93,
      text: (row: PlanDate) => formatDay(row.date),
      cell: (row: PlanDate) => (
        <span title={formatDay(row.date)}>
          <DayText text={row.date} />
        </span>
      ),
      footer: (rows) => counted(rows.length, 'date'),
    },
    action: {
      width: 72,
      cell: (row) => <Badge look={ACTION_LOOKS[row.action]} />,
      word: (value) => (ACTION_LOOKS as Readonly<Record<string, Look>>)[value]?.word ?? value,
    },
    reason: {
      header: 'Reason',
      width: 94,
      grow: true,
      text: (row) => row.reasonText,
      word: (value) => (REASON_WORDS as Readonly<Record<string, string>>)[value] ?? value,
      cell: (row) => (
        <span title={row.reasonText}>
          <span className="where-narrow">{shortReason(row)}</span>
          <span className="where-wide">{asSentence(row.reasonText)}</span>
        </span>
      ),
    },
    games: { width: 54, footer: (rows) => sum(rows, (row) => row.games) },
    listed: { width: 58, footer: (rows) => sum(rows, (row) => row.listed) },
    stored_rows: {
      header: 'Stored',
      title: 'Rows in the store now',
      width: 58,
      footer: (rows) => sum(rows, (row) => row.storedRows),
    },
    match_before_percent: {
      header: 'Match rate',
      title:
        'Players with a raw line who have one in the store / players with a raw line: now → expected after. Sorted and filtered by now.',
      width: 124,
      text: (row) => `${formatShare(row.matchBefore)} → ${formatShare(row.matchAfter)}`,
      cell: (row) => <ShareStep before={row.matchBefore} after={row.matchAfter} counts={PLAYERS} words={WORDS} />,
      footer: (rows) => (
        <ShareStep
          before={sumShares(rows.map((row) => row.matchBefore))}
          after={sumShares(rows.map((row) => row.matchAfter))}
          counts={PLAYERS}
          words={WORDS}
        />
      ),
    },
    coverage_before_percent: {
      header: 'Coverage',
      title: 'Rows with a line / rows: now → expected after. Sorted and filtered by now.',
      width: 108,
      text: (row) => `${formatShare(row.coverageBefore)} → ${formatShare(row.coverageAfter)}`,
      cell: (row) => <ShareStep before={row.coverageBefore} after={row.coverageAfter} counts={ROWS} words={WORDS} />,
      footer: (rows) => (
        <ShareStep
          before={sumShares(rows.map((row) => row.coverageBefore))}
          after={sumShares(rows.map((row) => row.coverageAfter))}
          counts={ROWS}
          words={WORDS}
        />
      ),
    },
    ...(billed
      ? {
          bytes: {
            header: 'Reads',
            title: 'Estimated bytes of the date’s reads',
            width: 76,
            cell: (row: PlanDate) => formatBytes(row.bytes),
            footer: (rows: readonly PlanDate[]) => formatBytes(rows.reduce((all, row) => all + (row.bytes ?? 0), 0)),
          },
        }
      : {}),
    blockers: {
      header: 'Block.',
      title: 'Blockers',
      width: 48,
      align: 'end',
      cell: (row) => <Issues issues={row.blockers} icon="blocked" tone="bad" />,
    },
    warnings: {
      header: 'Warn.',
      title: 'Warnings',
      width: 48,
      align: 'end',
      cell: (row) => <Issues issues={row.warnings} icon="warning" tone="warn" />,
    },
    upstream: {
      header: 'Upstream',
      title: 'Readiness of the phase 4 tables',
      width: 90,
      cell: (row) => {
        const { worst, count } = upstreamSummary(row);
        if (row.upstream.length === 0) return <span className="muted">–</span>;
        const look = UPSTREAM_LOOKS[worst];
        const said = row.upstream
          .map((table) => `${table.table}: ${table.state}, ${counted(table.rows, 'row')}`)
          .join('\n');
        return (
          <span className="badge" data-tone={look.tone} title={said}>
            <Icon name={look.icon} />
            {worst === 'ready' ? 'ready' : `${count} ${look.word}`}
          </span>
        );
      },
    },
  });
}

function sum(rows: readonly PlanDate[], count: (row: PlanDate) => number): string {
  return formatCount(rows.reduce((all, row) => all + count(row), 0));
}

function Issues(props: {
  readonly issues: readonly PlanIssue[];
  readonly icon: IconName;
  readonly tone: 'bad' | 'warn';
}): ReactNode {
  const { issues } = props;
  return issues.length === 0 ? (
    <span className="muted">0</span>
  ) : (
    <span className="badge" data-tone={props.tone} title={issues.map((issue) => issue.message).join('\n')}>
      <Icon name={props.icon} />
      {issues.length}
    </span>
  );
}
