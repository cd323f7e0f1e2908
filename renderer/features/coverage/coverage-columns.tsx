import {
  ratioOf,
  type CoverageDate,
  type CoverageMeasures,
  type CoverageMonth,
  type Share,
} from '../../../shared/coverage.js';
import type { Column } from '../../components/table-column.js';
import { Icon } from '../../components/Icon.js';
import { ShareText } from '../../components/ShareText.js';
import { formatDay, formatMonth } from '../../format/dates.js';
import { formatCount, formatDecimal, formatPoints } from '../../format/numbers.js';
import { MATCH_ALERT } from '../backfill/range/presets.js';
import { sumShares } from '../backfill/result/result-view.js';

/** C3 alerts above this many percentage points (domain: vegas section 8). */
export const DRIFT_ALERT = 20;

export function shareOf(measures: CoverageMeasures): Share {
  return { numerator: measures.rowsWithValue, denominator: measures.rowsWithFeature };
}

function failsMatch(share: Share): boolean {
  const ratio = ratioOf(share);
  return ratio !== null && ratio < MATCH_ALERT;
}

function measureColumns<T extends CoverageMeasures>(rows: readonly T[], feature: string): readonly Column<T>[] {
  const total = sumShares(rows.map(shareOf));
  const match = sumShares(rows.map((row) => row.match));
  const context = sumShares(rows.map((row) => row.context));
  const sum = (count: (row: T) => number): string => formatCount(rows.reduce((all, row) => all + count(row), 0));
  return [
    {
      id: 'rows',
      header: 'Rows',
      title: 'Rows in the store',
      width: 84,
      align: 'end',
      sort: (row) => row.rows,
      cell: (row) => formatCount(row.rows),
      footer: sum((row) => row.rows),
    },
    {
      id: 'withValue',
      header: 'With value',
      title: `Rows in which ${feature} is not 0`,
      width: 88,
      align: 'end',
      sort: (row) => row.rowsWithValue,
      cell: (row) => formatCount(row.rowsWithValue),
      footer: sum((row) => row.rowsWithValue),
    },
    {
      id: 'share',
      header: 'Share',
      title: 'Rows with a value / rows whose array has the feature',
      width: 82,
      align: 'end',
      sort: (row) => ratioOf(shareOf(row)),
      cell: (row) => <ShareText share={shareOf(row)} counts="rows" />,
      footer: <ShareText share={total} counts="rows" />,
    },
    {
      id: 'of',
      header: 'num. / den.',
      title: 'Numerator and denominator of the share',
      width: 116,
      align: 'end',
      cell: (row) => (
        <span className="num muted">
          {formatCount(row.rowsWithValue)} / {formatCount(row.rowsWithFeature)}
        </span>
      ),
      footer: total ? (
        <span className="num">
          {formatCount(total.numerator)} / {formatCount(total.denominator)}
        </span>
      ) : null,
    },
    {
      id: 'match',
      header: 'Match rate',
      title:
        'C5: players with a raw points line who have a line in the store / players with a raw points line; alerts below 80 %',
      width: 96,
      align: 'end',
      sort: (row) => ratioOf(row.match),
      cell: (row) => (
        <span className="tone flagged" data-tone={failsMatch(row.match) ? 'bad' : 'none'}>
          {failsMatch(row.match) ? <Icon name="warning" /> : null}
          <ShareText share={row.match} counts="players with a raw line" />
        </span>
      ),
      footer: <ShareText share={match} counts="players with a raw line" />,
    },
    {
      id: 'mean',
      header: 'Mean',
      title: 'Mean of the values that are not 0',
      width: 74,
      align: 'end',
      sort: (row) => row.mean,
      cell: (row) => formatDecimal(row.mean),
    },
    {
      id: 'context',
      header: 'Context',
      title: 'Distinct context players with a line / distinct context players',
      width: 82,
      align: 'end',
      sort: (row) => ratioOf(row.context),
      cell: (row) => <ShareText share={row.context} counts="context players" />,
      footer: <ShareText share={context} counts="context players" />,
    },
  ];
}

export function monthColumns(rows: readonly CoverageMonth[], feature: string): readonly Column<CoverageMonth>[] {
  return [
    {
      id: 'month',
      header: 'Month',
      width: 96,
      sort: (row) => row.month,
      cell: (row) => formatMonth(row.month),
      footer: 'All',
    },
    {
      id: 'dates',
      header: 'Dates',
      title: 'Game dates with store rows / game dates',
      width: 82,
      align: 'end',
      sort: (row) => row.dates.numerator,
      cell: (row) => (
        <span className="num">
          {formatCount(row.dates.numerator)} / {formatCount(row.dates.denominator)}
        </span>
      ),
    },
    ...measureColumns(rows, feature),
    {
      id: 'lastSeason',
      header: 'Last season',
      title: 'The share of the same month one year earlier',
      width: 94,
      align: 'end',
      sort: (row) => row.lastSeason && ratioOf(row.lastSeason),
      cell: (row) => <ShareText share={row.lastSeason} counts="rows" muted />,
    },
    {
      id: 'drift',
      header: 'vs last season',
      title:
        'Share minus the share of the same month one year earlier, in percentage points: − is a drop. The opposite sign of C3’s drift, which alerts when it is more than 20 (−20 pp here)',
      width: 104,
      align: 'end',
      sort: (row) => (row.drift === null ? null : -row.drift),
      cell: (row) => {
        const alert = row.drift !== null && row.drift > DRIFT_ALERT;
        return (
          <span className="num tone flagged" data-tone={alert ? 'bad' : 'none'}>
            {alert ? <Icon name="warning" /> : null}
            {formatPoints(row.drift === null ? null : -row.drift)}
            {alert ? <span className="sr-only"> alert C3</span> : null}
          </span>
        );
      },
    },
  ];
}

export function dateColumns(rows: readonly CoverageDate[], feature: string): readonly Column<CoverageDate>[] {
  return [
    {
      id: 'date',
      header: 'Date',
      width: 118,
      sort: (row) => row.date,
      cell: (row) => <span className="num">{formatDay(row.date)}</span>,
      footer: 'All',
    },
    {
      id: 'games',
      header: 'Games',
      width: 64,
      align: 'end',
      sort: (row) => row.games,
      cell: (row) => formatCount(row.games),
      footer: formatCount(rows.reduce((sum, row) => sum + row.games, 0)),
    },
    ...measureColumns(rows, feature),
  ];
}
