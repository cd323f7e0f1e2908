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
import { formatCount, formatPoints, percentOf } from '../../format/numbers.js';
import { MATCH_ALERT } from '../backfill/range/presets.js';
import { sumShares } from '../backfill/result/result-view.js';

/** C3 alerts above this many percentage points (domain: vegas section 8). */
export const DRIFT_ALERT = 20;

export function shareOf(measures: CoverageMeasures): Share {
  return { numerator: measures.rowsWithValue, denominator: measures.rowsWithFeature };
}

export function failsMatch(share: Share): boolean {
  const ratio = ratioOf(share);
  return ratio !== null && ratio < MATCH_ALERT;
}

function sum<T>(rows: readonly T[], count: (row: T) => number): string {
  return formatCount(rows.reduce((all, row) => all + count(row), 0));
}

function measureColumns<T extends CoverageMeasures>(feature: string): readonly Column<T>[] {
  return [
    {
      id: 'rows',
      header: 'Rows',
      title: 'Rows in the store',
      type: 'integer',
      value: (row) => row.rows,
      width: 84,
      footer: (rows) => sum(rows, (row) => row.rows),
    },
    {
      id: 'rows_with_value',
      header: 'With value',
      title: `Rows in which ${feature} is not 0`,
      type: 'integer',
      value: (row) => row.rowsWithValue,
      width: 88,
      footer: (rows) => sum(rows, (row) => row.rowsWithValue),
    },
    {
      id: 'share',
      header: 'Share',
      title: 'Rows with a value / rows whose array has the feature',
      type: 'percent',
      value: (row) => percentOf(shareOf(row)),
      width: 82,
      cell: (row) => <ShareText share={shareOf(row)} counts="rows" />,
      footer: (rows) => <ShareText share={sumShares(rows.map(shareOf))} counts="rows" />,
    },
    {
      id: 'match',
      header: 'Match rate',
      title:
        'C5: players with a raw points line who have a line in the store / players with a raw points line; alerts below 80 %',
      type: 'percent',
      value: (row) => percentOf(row.match),
      width: 96,
      cell: (row) => (
        <span className="tone flagged" data-tone={failsMatch(row.match) ? 'bad' : 'none'}>
          {failsMatch(row.match) ? <Icon name="warning" /> : null}
          <ShareText share={row.match} counts="players with a raw line" />
        </span>
      ),
      footer: (rows) => <ShareText share={sumShares(rows.map((row) => row.match))} counts="players with a raw line" />,
    },
    {
      id: 'mean',
      header: 'Mean',
      title: 'Mean of the values that are not 0',
      type: 'number',
      value: (row) => row.mean,
      width: 74,
    },
    {
      id: 'context',
      header: 'Context',
      title: 'Distinct context players with a line / distinct context players',
      type: 'percent',
      value: (row) => percentOf(row.context),
      width: 82,
      cell: (row) => <ShareText share={row.context} counts="context players" />,
      footer: (rows) => <ShareText share={sumShares(rows.map((row) => row.context))} counts="context players" />,
    },
  ];
}

export function monthColumns(feature: string): readonly Column<CoverageMonth>[] {
  return [
    {
      id: 'month',
      header: 'Month',
      type: 'text',
      value: (row) => row.month,
      width: 96,
      cell: (row) => formatMonth(row.month),
      footer: 'All',
    },
    {
      id: 'dates',
      header: 'Dates',
      title: 'Game dates with store rows / game dates',
      type: 'integer',
      value: (row) => row.dates.numerator,
      width: 82,
      cell: (row) => (
        <span className="num">
          {formatCount(row.dates.numerator)} / {formatCount(row.dates.denominator)}
        </span>
      ),
    },
    ...measureColumns<CoverageMonth>(feature),
    {
      id: 'last_season',
      header: 'Last season',
      title: 'The share of the same month one year earlier',
      type: 'percent',
      value: (row) => percentOf(row.lastSeason),
      width: 94,
      cell: (row) => <ShareText share={row.lastSeason} counts="rows" muted />,
    },
    {
      id: 'drift',
      header: 'vs last season',
      title:
        'Share minus the share of the same month one year earlier, in percentage points: − is a drop. The opposite sign of C3’s drift, which alerts when it is more than 20 (−20 pp here)',
      type: 'number',
      value: (row) => (row.drift === null ? null : -row.drift),
      width: 104,
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

export function dateColumns(feature: string): readonly Column<CoverageDate>[] {
  return [
    {
      id: 'date',
      header: 'Date',
      type: 'date',
      value: (row) => row.date,
      width: 118,
      cell: (row) => <span className="num">{formatDay(row.date)}</span>,
      footer: 'All',
    },
    {
      id: 'games',
      header: 'Games',
      type: 'integer',
      value: (row) => row.games,
      width: 64,
      footer: (rows) => sum(rows, (row) => row.games),
    },
    ...measureColumns<CoverageDate>(feature),
  ];
}
