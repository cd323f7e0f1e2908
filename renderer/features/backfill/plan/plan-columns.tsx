import type { PlanDate, PlanTotals } from '../../../../shared/backfill.js';
import { ratioOf } from '../../../../shared/coverage.js';
import { Badge } from '../../../components/Badge.js';
import type { Column } from '../../../components/table-column.js';
import { Icon } from '../../../components/Icon.js';
import { ShareText } from '../../../components/ShareText.js';
import { ACTION_LOOKS, UPSTREAM_LOOKS } from '../../../components/states.js';
import { formatDay } from '../../../format/dates.js';
import { counted, formatBytes, formatCount } from '../../../format/numbers.js';
import { upstreamSummary } from './plan-view.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';

export function planColumns(totals: PlanTotals): readonly Column<PlanDate>[] {
  const billed = totals.bytes !== null;
  return [
    {
      id: 'date',
      header: 'Date',
      width: 118,
      sort: (row) => row.date,
      cell: (row) => <span className="num">{formatDay(row.date)}</span>,
      footer: counted(totals.dates, 'date'),
    },
    {
      id: 'action',
      header: 'Action',
      width: 84,
      sort: (row) => row.action,
      cell: (row) => <Badge look={ACTION_LOOKS[row.action]} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      width: 150,
      grow: true,
      sort: (row) => row.reasonText,
      cell: (row) => (
        <span className="clip" title={row.reasonText}>
          {row.reasonText}
        </span>
      ),
    },
    {
      id: 'games',
      header: 'Games',
      width: 58,
      align: 'end',
      sort: (row) => row.games,
      cell: (row) => formatCount(row.games),
      footer: formatCount(totals.games),
    },
    {
      id: 'listed',
      header: 'Players',
      title: 'Players the rebuild will list',
      width: 64,
      align: 'end',
      sort: (row) => row.listed,
      cell: (row) => formatCount(row.listed),
      footer: formatCount(totals.listed),
    },
    {
      id: 'stored',
      header: 'Stored',
      title: 'Rows in the store now',
      width: 62,
      align: 'end',
      sort: (row) => row.storedRows,
      cell: (row) => formatCount(row.storedRows),
      footer: formatCount(totals.storedRows),
    },
    {
      id: 'matchBefore',
      header: 'Match now',
      title: 'Players with a raw line who have one in the store / players with a raw line, now',
      width: 82,
      align: 'end',
      sort: (row) => ratioOf(row.matchBefore),
      cell: (row) => <ShareText share={row.matchBefore} counts={PLAYERS} />,
      footer: <ShareText share={totals.matchBefore} counts={PLAYERS} />,
    },
    {
      id: 'matchAfter',
      header: 'expected',
      title: 'Match rate expected after the rebuild',
      width: 76,
      align: 'end',
      sort: (row) => ratioOf(row.matchAfter),
      cell: (row) => <ShareText share={row.matchAfter} counts={PLAYERS} muted={row.action === 'skip'} />,
      footer: <ShareText share={totals.matchAfter} counts={PLAYERS} />,
    },
    {
      id: 'coverageBefore',
      header: 'Coverage now',
      title: 'Rows with a line / rows, now',
      width: 98,
      align: 'end',
      sort: (row) => ratioOf(row.coverageBefore),
      cell: (row) => <ShareText share={row.coverageBefore} counts={ROWS} />,
      footer: <ShareText share={totals.coverageBefore} counts={ROWS} />,
    },
    {
      id: 'coverageAfter',
      header: 'expected',
      title: 'Coverage expected after the rebuild',
      width: 76,
      align: 'end',
      sort: (row) => ratioOf(row.coverageAfter),
      cell: (row) => <ShareText share={row.coverageAfter} counts={ROWS} muted={row.action === 'skip'} />,
      footer: <ShareText share={totals.coverageAfter} counts={ROWS} />,
    },
    ...(billed
      ? [
          {
            id: 'bytes',
            header: 'Reads',
            title: 'Estimated bytes of the date’s reads',
            width: 76,
            align: 'end' as const,
            sort: (row: PlanDate) => row.bytes,
            cell: (row: PlanDate) => formatBytes(row.bytes),
            footer: formatBytes(totals.bytes),
          },
        ]
      : []),
    {
      id: 'upstream',
      header: 'Upstream',
      title: 'Readiness of the phase 4 tables',
      width: 92,
      sort: (row) => ['missing', 'expired', 'thin', 'ready'].indexOf(upstreamSummary(row).worst),
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
      width: 84,
      sort: (row) => row.blockers.length * 1000 + row.warnings.length,
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
