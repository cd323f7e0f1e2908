import type { PlanDate, PlanTotals } from '../../../../shared/backfill.js';
import { formatShare } from '../../../../shared/coverage.js';
import { Badge } from '../../../components/Badge.js';
import type { Column } from '../../../components/table-column.js';
import { Icon } from '../../../components/Icon.js';
import { ShareStep } from '../../../components/ShareText.js';
import { ACTION_LOOKS, UPSTREAM_LOOKS } from '../../../components/states.js';
import { formatDay } from '../../../format/dates.js';
import { counted, formatBytes, formatCount, percentOf } from '../../../format/numbers.js';
import { reasonOrder, shortReason, upstreamSummary } from './plan-view.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';
const WORDS = ['now', 'expected'] as const;

export function planColumns(totals: PlanTotals): readonly Column<PlanDate>[] {
  const billed = totals.bytes !== null;
  return [
    {
      id: 'date',
      header: 'Date',
      width: 122,
      type: 'date',
      value: (row) => row.date,
      cell: (row) => <span className="num">{formatDay(row.date)}</span>,
      footer: counted(totals.dates, 'date'),
    },
    {
      id: 'action',
      header: 'Action',
      width: 72,
      type: 'text',
      value: (row) => row.action,
      cell: (row) => <Badge look={ACTION_LOOKS[row.action]} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      width: 110,
      grow: true,
      type: 'number',
      align: 'start',
      value: (row) => reasonOrder(row),
      text: (row) => row.reasonText,
      cell: (row) => (
        <span title={row.reasonText}>
          <span className="where-narrow">{shortReason(row)}</span>
          <span className="where-wide">{row.reasonText}</span>
        </span>
      ),
    },
    {
      id: 'games',
      header: 'Games',
      width: 48,
      align: 'end',
      type: 'integer',
      value: (row) => row.games,
      cell: (row) => formatCount(row.games),
      footer: formatCount(totals.games),
    },
    {
      id: 'listed',
      header: 'Players',
      title: 'Players the rebuild will list',
      width: 60,
      align: 'end',
      type: 'integer',
      value: (row) => row.listed,
      cell: (row) => formatCount(row.listed),
      footer: formatCount(totals.listed),
    },
    {
      id: 'stored',
      header: 'Stored',
      title: 'Rows in the store now',
      width: 60,
      align: 'end',
      type: 'integer',
      value: (row) => row.storedRows,
      cell: (row) => formatCount(row.storedRows),
      footer: formatCount(totals.storedRows),
    },
    {
      id: 'match',
      header: 'Match rate',
      title: 'Players with a raw line who have one in the store / players with a raw line: now → expected after',
      width: 112,
      align: 'end',
      type: 'percent',
      value: (row) => percentOf(row.matchBefore),
      text: (row) => `${formatShare(row.matchBefore)} → ${formatShare(row.matchAfter)}`,
      cell: (row) => <ShareStep before={row.matchBefore} after={row.matchAfter} counts={PLAYERS} words={WORDS} />,
      footer: <ShareStep before={totals.matchBefore} after={totals.matchAfter} counts={PLAYERS} words={WORDS} />,
    },
    {
      id: 'coverage',
      header: 'Coverage',
      title: 'Rows with a line / rows: now → expected after',
      width: 112,
      align: 'end',
      type: 'percent',
      value: (row) => percentOf(row.coverageBefore),
      text: (row) => `${formatShare(row.coverageBefore)} → ${formatShare(row.coverageAfter)}`,
      cell: (row) => <ShareStep before={row.coverageBefore} after={row.coverageAfter} counts={ROWS} words={WORDS} />,
      footer: <ShareStep before={totals.coverageBefore} after={totals.coverageAfter} counts={ROWS} words={WORDS} />,
    },
    ...(billed
      ? [
          {
            id: 'bytes',
            header: 'Reads',
            title: 'Estimated bytes of the date’s reads',
            width: 76,
            align: 'end' as const,
            type: 'integer' as const,
            value: (row: PlanDate) => row.bytes,
            cell: (row: PlanDate) => formatBytes(row.bytes),
            footer: formatBytes(totals.bytes),
          },
        ]
      : []),
    {
      id: 'upstream',
      header: 'Upstream',
      title: 'Readiness of the phase 4 tables',
      width: 88,
      type: 'number',
      align: 'start',
      value: (row) => ['missing', 'expired', 'thin', 'ready'].indexOf(upstreamSummary(row).worst),
      text: (row) => `${upstreamSummary(row).count} ${upstreamSummary(row).worst}`,
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
    {
      id: 'issues',
      header: 'Issues',
      title: 'Blockers and warnings',
      width: 64,
      type: 'number',
      align: 'start',
      value: (row) => row.blockers.length * 1000 + row.warnings.length,
      text: (row) => [...row.blockers, ...row.warnings].map((issue) => issue.message).join('; '),
      cell: (row) => (
        <span
          className="issue-counts"
          title={[...row.blockers, ...row.warnings].map((issue) => issue.message).join('\n')}
        >
          {row.blockers.length > 0 ? (
            <span className="badge" data-tone="bad">
              <Icon name="blocked" />
              {row.blockers.length}
              <span className="sr-only"> {row.blockers.length === 1 ? 'blocker' : 'blockers'}</span>
            </span>
          ) : null}
          {row.warnings.length > 0 ? (
            <span className="badge" data-tone="warn">
              <Icon name="warning" />
              {row.warnings.length}
              <span className="sr-only"> {row.warnings.length === 1 ? 'warning' : 'warnings'}</span>
            </span>
          ) : null}
        </span>
      ),
    },
  ];
}
