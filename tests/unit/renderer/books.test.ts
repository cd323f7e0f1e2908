import { describe, expect, it } from 'vitest';
import {
  linesOfTeams,
  linesPostedBy,
  linesTakenFrom,
  gapsOfTeams,
} from '../../../renderer/features/coverage/group-drill.js';
import { bookName } from '../../../renderer/format/books.js';
import { NO_BOOK, NO_TEAM } from '../../../shared/coverage.js';
import { coverageGroupColumns } from '../../../shared/tables/coverage.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { GAP_COLUMNS } from '../../../shared/tables/gaps.js';
import { queryRows } from '../../../shared/tables/query.js';
import type { LineDiffRow } from '../../../shared/lines.js';
import { day, INCIDENT } from './support/fixtures.js';
import { makeGroups } from './support/coverage-fixtures.js';
import { makeGap } from './support/gap-fixtures.js';

const D1 = day('2026-01-12');
const COUNTED = { ...INCIDENT, uncounted: [] };
const rows: readonly LineDiffRow[] = [0, 1, 2].map((index) => ({
  ...makeGap(D1, index, 'not_in_context'),
  duplicates: 0,
}));
const [first] = rows;
if (!first?.pros || first.team === null) throw new Error('a row with a line of a team');
const line = first.pros;

describe('a book', () => {
  it('has one name, however the feeds spell it; one that is not known keeps its spelling', () => {
    expect(['draftkings', 'DraftKings', 'DRAFTKINGS'].map(bookName)).toEqual(Array(3).fill('DraftKings'));
    expect(bookName('pointsbetus')).toBe('PointsBet (US)');
    expect(bookName('BettingPros Consensus')).toBe('BettingPros Consensus');
    expect(bookName('Some New Book')).toBe('Some New Book');
  });

  it('stands in a table and its export as the feed spells it', () => {
    const column = coverageGroupColumns.find(({ id }) => id === 'group');
    const [group] = makeGroups(INCIDENT, 'vegas_points_line', 'book').groups;
    expect(column && group && column.value({ ...group, group: 'pointsbetus' })).toBe('pointsbetus');
    expect(
      GAP_COLUMNS.find(({ id }) => id === 'odds_api_book')?.value({
        ...makeGap(D1, 0, 'not_in_context'),
        odds: { ...line, book: 'pointsbetus' },
      }),
    ).toBe('pointsbetus');
  });
});

describe('a group of coverage leads to its rows', () => {
  const shown = (route: ReturnType<typeof linesOfTeams>) => {
    if (route?.screen !== 'diff') throw new Error('not the line diff');
    return queryRows(rows, diffColumns(route.left, route.right, 0.05), route.query);
  };

  it('a team to all its players and dates, keys without a team to themselves', () => {
    const team = first.team ?? '';
    const found = shown(linesOfTeams(COUNTED, [team]));
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(rows.filter((row) => row.team === team));
    const stranger = { ...first, team: null };
    const route = linesOfTeams(COUNTED, [NO_TEAM]);
    if (route?.screen !== 'diff') throw new Error('not the line diff');
    expect(queryRows([...rows, stranger], diffColumns('raw', 'store', 0.05), route.query)).toEqual([stranger]);
    expect(gapsOfTeams(INCIDENT, [NO_TEAM])).toBeNull();
    expect(linesOfTeams(COUNTED, [NO_TEAM, team])).toBeNull();
  });

  it('without the dates that its figures leave out', () => {
    const team = first.team ?? '';
    const early = { ...first, date: day('2025-11-04') };
    const route = linesOfTeams({ ...COUNTED, uncounted: [early.date] }, [team]);
    if (route?.screen !== 'diff') throw new Error('not the line diff');
    expect(queryRows([first, early], diffColumns('raw', 'store', 0.05), route.query)).toEqual([first]);
  });

  it('a book to all it posted a line for and to those of them in the store, not to one whose name holds its own', () => {
    const posted = { ...first, books: ['betmgm', 'fanduel'] };
    const stored = { ...posted, store: { current: 20.5, opening: 20.5, movement: 0 } };
    const other = { ...stored, books: ['betmgm_us', 'fanduel'] };
    const none = { ...stored, books: [] };
    const of = (which: 'all' | 'stored') => {
      const route = linesPostedBy(COUNTED, 'BetMGM', which);
      if (route?.screen !== 'diff') throw new Error('not the line diff');
      return queryRows([posted, stored, other, none], diffColumns('raw', 'store', 0.05), route.query);
    };
    expect(of('all')).toEqual([posted, stored]);
    expect(of('stored')).toEqual([stored]);
    expect(linesPostedBy(COUNTED, NO_BOOK, 'all')).toBeNull();
  });

  it('a book to the lines that a rebuild takes from it, in each feed; none to nothing', () => {
    const odds = { ...first, odds: { ...line, book: 'betmgm' }, pros: { ...line, book: 'BetMGM' } };
    const pros = { ...first, odds: null, pros: { ...line, book: 'BetMGM' } };
    const other = { ...first, odds: { ...line, book: 'fanduel' }, pros: { ...line, book: 'BetMGM' } };
    const of = (feed: 'odds_api' | 'bettingpros') => {
      const route = linesTakenFrom(COUNTED, 'BetMGM', feed);
      if (route?.screen !== 'diff') throw new Error('not the line diff');
      return queryRows([odds, pros, other], diffColumns('raw', 'store', 0.05), route.query);
    };
    expect(of('odds_api')).toEqual([odds]);
    expect(of('bettingpros')).toEqual([pros]);
    expect(linesTakenFrom(COUNTED, NO_BOOK, 'odds_api')).toBeNull();
  });
});
