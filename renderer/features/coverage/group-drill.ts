import { NO_BOOK, NO_TEAM } from '../../../shared/coverage.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { EVERYTHING, type TableFilter, type TableQuery } from '../../../shared/tables/table.js';
import { diffRoute, gapsRoute, type Route } from '../../address/routes.js';

function only(...filters: readonly TableFilter[]): TableQuery {
  return { ...EVERYTHING, filters };
}

/** The dates that a group's match rate counts. */
export interface CountedDates extends DateRange {
  /** Dates within them that it leaves out, in order. */
  readonly uncounted: readonly GameDate[];
}

/** The lines of the dates that are counted, so that the table has as many rows as the figure says. */
function linesWith({ from, to, uncounted }: CountedDates, query: TableQuery): Route {
  const left: readonly TableFilter[] =
    uncounted.length === 0 ? [] : [{ column: 'game_date', op: 'isNot', values: uncounted }];
  const filters = [...query.filters, ...left];
  return diffRoute({ from, to, left: 'raw', right: 'store', query: { ...query, filters } });
}

/** Every player and date of these teams, raw against store. Null for none, or for keys without a team beside teams. */
export function linesOfTeams(dates: CountedDates, teams: readonly string[]): Route | null {
  if (teams.length === 0) return null;
  if (!teams.includes(NO_TEAM)) {
    return linesWith(dates, only({ column: 'team_abbr', op: 'is', values: teams }));
  }
  return teams.length === 1 ? linesWith(dates, only({ column: 'team_abbr', op: 'empty', values: [] })) : null;
}

/** The gaps of these teams; a key without a team has none of its own, it belongs to the gap of the player it stands for. */
export function gapsOfTeams({ from, to }: DateRange, teams: readonly string[]): Route | null {
  return teams.length === 0 || teams.includes(NO_TEAM)
    ? null
    : gapsRoute({ from, to, query: only({ column: 'team_abbr', op: 'is', values: teams }) });
}

/**
 * The players and dates that this book posted a points line for, in either feed, and of them those with a line in the
 * store: as many as the two figures of the book say.
 */
export function linesPostedBy(dates: CountedDates, book: string, of: 'all' | 'stored'): Route | null {
  if (book === NO_BOOK) return null;
  const posted: TableFilter = { column: 'books', op: 'is', values: [book.toLowerCase()] };
  return linesWith(
    dates,
    of === 'all' ? only(posted) : only(posted, { column: 'store_line', op: 'notEmpty', values: [] }),
  );
}

/**
 * The players and dates whose line a rebuild takes from this book in this feed: Odds API goes first, BettingPros is read
 * where it has none. `book` is told in BettingPros' spelling where both have it; Odds API writes the same in lower case.
 */
export function linesTakenFrom(dates: CountedDates, book: string, feed: 'odds_api' | 'bettingpros'): Route | null {
  if (book === NO_BOOK) return null;
  const values = [...new Set([book, book.toLowerCase()])];
  return linesWith(
    dates,
    feed === 'odds_api'
      ? only({ column: 'odds_api_book', op: 'is', values })
      : only({ column: 'odds_api_line', op: 'empty', values: [] }, { column: 'bettingpros_book', op: 'is', values }),
  );
}
