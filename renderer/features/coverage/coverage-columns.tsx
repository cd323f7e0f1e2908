import type { ReactNode } from 'react';
import {
  ratioOf,
  type CoverageDate,
  type CoverageGroup,
  type CoverageGroupBy,
  type CoverageMeasures,
  type CoverageMonth,
  type CoveragePlayer,
  type Share,
} from '../../../shared/coverage.js';
import {
  coverageDateColumns,
  coverageGroupColumns,
  coverageMonthColumns,
  coveragePlayerColumns,
  shareOfRows,
} from '../../../shared/tables/coverage.js';
import { formatRoute } from '../../address/address.js';
import type { Route } from '../../address/routes.js';
import { BookText } from '../../components/BookText.js';
import { DayText } from '../../components/DayText.js';
import { Icon } from '../../components/Icon.js';
import { ShareText } from '../../components/ShareText.js';
import { withLooks, type Column, type ColumnLook } from '../../components/table-column.js';
import { bookName } from '../../format/books.js';
import { formatDay, formatMonth } from '../../format/dates.js';
import { formatCount, formatDecimal, formatPoints } from '../../format/numbers.js';
import { MATCH_ALERT } from '../../components/range/presets.js';
import { sumShares } from '../backfill/result/result-view.js';
import { meanOfAll } from './coverage-view.js';
import { linesPostedBy, type CountedDates } from './group-drill.js';

/** C3 alerts above this many percentage points (domain: vegas section 8). */
export const DRIFT_ALERT = -20;

const RAW_PLAYERS = 'players with a raw line';
const CONTEXT_PLAYERS = 'context players';

export function failsMatch(share: Share): boolean {
  const ratio = ratioOf(share);
  return ratio !== null && ratio < MATCH_ALERT;
}

function sum<T>(rows: readonly T[], count: (row: T) => number): string {
  return formatCount(rows.reduce((all, row) => all + count(row), 0));
}

type Looks<T> = Readonly<Record<string, ColumnLook<T>>>;

function matchLook<T extends CoverageMeasures>(): ColumnLook<T> {
  return {
    width: 104,
    cell: (row) => (
      <span className="tone flagged" data-tone={failsMatch(row.match) ? 'bad' : 'none'}>
        {failsMatch(row.match) ? <Icon name="warning" /> : null}
        <ShareText share={row.match} counts={RAW_PLAYERS} />
      </span>
    ),
    footer: (rows) => <ShareText share={sumShares(rows.map((row) => row.match))} counts={RAW_PLAYERS} />,
  };
}

function measureLooks<T extends CoverageMeasures>(): Looks<T> {
  return {
    rows: { width: 76, footer: (rows) => sum(rows, (row) => row.rows) },
    rows_with_value: { width: 92, footer: (rows) => sum(rows, (row) => row.rowsWithValue) },
    rows_with_feature: { width: 82, footer: (rows) => sum(rows, (row) => row.rowsWithFeature) },
    share_percent: {
      width: 82,
      cell: (row) => <ShareText share={shareOfRows(row)} counts="rows" />,
      footer: (rows) => <ShareText share={sumShares(rows.map(shareOfRows))} counts="rows" />,
    },
    match_percent: matchLook(),
    mean: { width: 74, cell: (row) => formatDecimal(row.mean), footer: (rows) => formatDecimal(meanOfAll(rows)) },
    context_percent: {
      header: 'Context',
      width: 88,
      cell: (row) => <ShareText share={row.context} counts={CONTEXT_PLAYERS} />,
      footer: (rows) => <ShareText share={sumShares(rows.map((row) => row.context))} counts={CONTEXT_PLAYERS} />,
    },
  };
}

export const MONTH_TABLE: readonly Column<CoverageMonth>[] = withLooks(coverageMonthColumns, {
  month: { width: 92, pinned: true, cell: (row: CoverageMonth) => formatMonth(row.month), footer: 'All' },
  dates_percent: {
    header: 'Dates',
    width: 84,
    cell: (row) => (
      <span className="num">
        {formatCount(row.dates.numerator)} / {formatCount(row.dates.denominator)}
      </span>
    ),
    footer: (rows) => `${sum(rows, (row) => row.dates.numerator)} / ${sum(rows, (row) => row.dates.denominator)}`,
  },
  ...measureLooks<CoverageMonth>(),
  last_season_percent: {
    width: 102,
    cell: (row) => <ShareText share={row.lastSeason} counts="rows" muted />,
    footer: (rows) => <ShareText share={sumShares(rows.map((row) => row.lastSeason))} counts="rows" />,
  },
  drift_points: {
    title:
      'This month’s share minus that of the same month last season, percentage points: − is a fall. C3 alerts below −20.',
    width: 98,
    cell: (row) => {
      const alert = row.drift !== null && row.drift < DRIFT_ALERT;
      return (
        <span className="num tone flagged" data-tone={alert ? 'bad' : 'none'}>
          {alert ? <Icon name="warning" /> : null}
          {formatPoints(row.drift)}
          {alert ? <span className="sr-only"> alert C3</span> : null}
        </span>
      );
    },
  },
});

export const DATE_TABLE: readonly Column<CoverageDate>[] = withLooks(coverageDateColumns, {
  date: { width: 134, cell: (row: CoverageDate) => <DayText text={formatDay(row.date)} />, footer: 'All' },
  games: { width: 72, footer: (rows) => sum(rows, (row) => row.games) },
  ...measureLooks<CoverageDate>(),
});

function figureOf(count: number, book: string, posted: Route | null, what: string): ReactNode {
  const shown = formatCount(count);
  return posted === null || count === 0 ? (
    shown
  ) : (
    <a
      className="figure-link"
      tabIndex={-1}
      href={formatRoute(posted)}
      aria-label={`${shown} of ${bookName(book)}, ${what}, show these rows`}
    >
      {shown}
    </a>
  );
}

/**
 * A book has no rows of its own: of it, the players it posted a line for are counted, each figure leading to them by the
 * dates that are counted.
 */
export function groupTable(by: CoverageGroupBy, dates: CountedDates): readonly Column<CoverageGroup>[] {
  const name: Looks<CoverageGroup> = {
    group: {
      header: by === 'team' ? 'Team' : 'Book',
      width: 180,
      footer: 'All',
      ...(by === 'team' ? {} : { word: bookName, cell: (row) => <BookText book={row.group} /> }),
    },
  };
  if (by === 'team') return withLooks(coverageGroupColumns, { ...name, ...measureLooks<CoverageGroup>() });
  return withLooks(coverageGroupColumns, {
    ...name,
    match_denominator: {
      header: 'Players',
      title: 'Players and dates it posted a points line for',
      width: 100,
      cell: (row) =>
        figureOf(
          row.match.denominator,
          row.group,
          linesPostedBy(dates, row.group, 'all'),
          'players it posted a line for',
        ),
      footer: (rows) => sum(rows, (row) => row.match.denominator),
    },
    match_numerator: {
      header: 'In the store',
      title: 'Of these, with a line in the store',
      width: 110,
      cell: (row) =>
        figureOf(row.match.numerator, row.group, linesPostedBy(dates, row.group, 'stored'), 'of them in the store'),
      footer: (rows) => sum(rows, (row) => row.match.numerator),
    },
    match_percent: {
      ...matchLook<CoverageGroup>(),
      title: 'Players it posted a line for that have a line in the store',
    },
    chosen: { width: 90, footer: (rows) => sum(rows, (row) => row.chosen ?? 0) },
  });
}

/** What a stored value can have come from, as the services name it, in plain words. */
export function sourceWord(source: string): string {
  if (source === 'missing') return 'no value';
  if (source === 'vegas') return 'betting line';
  return source.replaceAll(/phase(?=\d)/g, 'phase ').replaceAll('_', ' ');
}

export const PLAYER_TABLE: readonly Column<CoveragePlayer>[] = withLooks(coveragePlayerColumns, {
  player_name: {
    width: 170,
    grow: true,
    cell: (row: CoveragePlayer) => (
      <span title={row.playerLookup}>
        <bdi>{row.playerName}</bdi>
      </span>
    ),
  },
  team: { width: 56 },
  opponent: { width: 80 },
  value: {
    width: 72,
    cell: (row) =>
      row.hasValue ? (
        formatDecimal(row.value)
      ) : (
        <span className="muted">{row.value === null ? 'short row' : 'none'}</span>
      ),
  },
  has_value: { width: 84 },
  source: { width: 130, word: sourceWord, cell: (row) => (row.source === null ? '–' : sourceWord(row.source)) },
  raw_line: { width: 78, cell: (row) => formatDecimal(row.rawLine, 1) },
  context_line: { width: 98, cell: (row) => formatDecimal(row.contextLine, 1) },
  quality: { width: 70, cell: (row) => formatDecimal(row.quality, 1) },
  quality_tier: { width: 64 },
  player_lookup: {
    width: 168,
    cell: (row) => <span title={row.playerLookup}>{row.playerLookup}</span>,
  },
});
