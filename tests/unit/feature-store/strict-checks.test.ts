import { describe, expect, it } from 'vitest';
import type { DateInputs } from '../../../electron/feature-store/chunk.js';
import { ownCompleteness } from '../../../electron/feature-store/own-completeness.js';
import type { ListedPlayer } from '../../../electron/feature-store/player-list.js';
import { checksPlayers, gapOf, missingDependency } from '../../../electron/feature-store/strict-checks.js';
import { dateTables } from '../../../electron/feature-store/read/date-tables.js';
import type { DateTables } from '../../../electron/feature-store/read/tables.js';
import { newHistory } from '../../../electron/feature-store/windows/history.js';
import { TeamRecords } from '../../../electron/feature-store/windows/team-records.js';
import { fromDayNumber, toDayNumber, type GameDate } from '../../../shared/game-date.js';

const DATE = '2025-12-20' as GameDate;
const DAY = toDayNumber(DATE);
const ANN: ListedPlayer = {
  playerLookup: 'ann',
  universalPlayerId: null,
  gameId: 'g',
  team: 'BOS',
  opponent: 'LAL',
  isHome: true,
};

function emptyTables(date: GameDate): DateTables {
  const rows = {
    boxScore: [],
    context: [],
    dailyCache: [],
    composite: [],
    shotZones: [],
    teamDefense: [],
    rawLines: [],
    attempts: [],
  };
  const tables = dateTables([date], rows).get(date);
  if (!tables) throw new Error('no tables');
  return tables;
}

/** Team games and player games on the given days before the date. */
function inputs(date: GameDate, teamDays: readonly number[], playerDays: readonly number[]): DateInputs {
  const day = toDayNumber(date);
  const game = (ago: number) => ({
    date: fromDayNumber(day - ago),
    day: day - ago,
    seasonYear: 2025,
    opponent: 'LAL',
    points: 1,
    minutes: 1,
    ftMakes: 0,
    isDnp: null,
  });
  const past = { from: fromDayNumber(day - 100), to: fromDayNumber(day - 1) };
  return {
    tables: emptyTables(date),
    list: [ANN],
    season: {
      year: 2025,
      firstDay: '2025-10-21' as GameDate,
      finalDays: new Map([['BOS', teamDays.map((ago) => day - ago).sort((a, b) => a - b)]]),
    },
    history: newHistory(past, new Map([['ann', playerDays.map(game)]]), new Map()),
    teams: new TeamRecords([]),
  };
}

const ago = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('own completeness', () => {
  it('expects the games of the team, at most 10, and is ready from 70 percent', () => {
    expect(ownCompleteness(inputs(DATE, ago(25), ago(7)), ANN)).toMatchObject({
      expected: 10,
      actual: 7,
      percent: 70,
      isReady: true,
    });
    expect(ownCompleteness(inputs(DATE, ago(25), ago(6)), ANN)).toMatchObject({ percent: 60, isReady: false });
    expect(ownCompleteness(inputs(DATE, ago(4), ago(3)), ANN)).toMatchObject({ expected: 4, actual: 3, percent: 75 });
  });

  it('leaves out games of the date itself and of the season before', () => {
    expect(ownCompleteness(inputs(DATE, [0, 1, 2, 90], [0, 1, 90]), ANN)).toMatchObject({ expected: 2, actual: 1 });
  });

  it('knows the first 30 days and the months at a season’s edge', () => {
    const early = ownCompleteness(inputs('2025-10-30' as GameDate, ago(9), []), ANN);
    expect(early).toMatchObject({ isBootstrap: true, isSeasonBoundary: true, isReady: false });
    expect(ownCompleteness(inputs('2025-10-31' as GameDate, ago(9), []), ANN).isBootstrap).toBe(false);
    expect(ownCompleteness(inputs(DATE, ago(9), []), ANN).isSeasonBoundary).toBe(false);
  });
});

describe('gaps', () => {
  const own = ownCompleteness(inputs(DATE, ago(25), ago(6)), ANN);

  it('of his own data come first, those upstream next', () => {
    expect(gapOf(own, ['x'])).toEqual({
      category: 'INCOMPLETE_DATA_SKIPPED',
      reason: 'Own data 60.0% complete: 6 of 10 games',
    });
    expect(gapOf({ ...own, isReady: true }, ['x'])?.category).toBe('UPSTREAM_INCOMPLETE');
    expect(gapOf({ ...own, isBootstrap: true }, [])).toBeNull();
  });

  it('are looked for on past dates of strict production only', () => {
    const tables = emptyTables(DATE);
    const strict = { mode: 'production', lines: 'context', today: fromDayNumber(DAY + 1), strict: true } as const;
    expect(checksPlayers(tables, strict)).toBe(true);
    expect(checksPlayers(tables, { ...strict, today: DATE })).toBe(false);
    expect(checksPlayers(tables, { ...strict, mode: 'backfill' })).toBe(false);
    expect(checksPlayers(tables, { ...strict, strict: false })).toBe(false);
  });
});

it('a date without phase 4 rows names all four tables', () => {
  expect(missingDependency(emptyTables(DATE))?.match(/has 0 rows/g)).toHaveLength(4);
});
