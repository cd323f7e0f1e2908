import { describe, expect, it } from 'vitest';
import { addDays, type GameDate } from '../../../shared/game-date.js';
import { silencesOf, sourceStates, type SourceDay } from '../../../electron/checks/silent-sources.js';

const day = (index: number): GameDate => addDays('2025-11-04' as GameDate, index);

function days(rows: readonly number[], games: readonly number[] = []): readonly SourceDay[] {
  return rows.map((count, index) => ({ date: day(index), games: games[index] ?? 5, rows: count }));
}

const states = (rows: readonly number[], games?: readonly number[]) =>
  sourceStates(days(rows, games)).map(({ state }) => state);

describe('a source', () => {
  it('speaks, falls silent and speaks again', () => {
    expect(states([100, 100, 0, 0, 100])).toEqual(['speaks', 'speaks', 'silent', 'silent', 'speaks']);
  });

  it('stays silent however long it says nothing', () => {
    expect(states([100, ...Array.from({ length: 30 }, () => 0)]).at(-1)).toBe('silent');
  });

  it('is unknown until it first spoke', () => {
    expect(states([0, 0, 80])).toEqual(['unknown', 'unknown', 'speaks']);
  });

  it('is thin below half of its level, and not at half', () => {
    expect(states([100, 100, 100, 49]).at(-1)).toBe('thin');
    expect(states([100, 100, 100, 50]).at(-1)).toBe('speaks');
  });

  it('is held against rows a game: a date of two games may have fewer', () => {
    expect(states([200, 200, 40], [10, 10, 2]).at(-1)).toBe('speaks');
    expect(states([200, 200, 40], [10, 10, 10]).at(-1)).toBe('thin');
  });

  it('has its level from the dates before, without the silent ones', () => {
    const found = sourceStates(days([100, 0, 0, 100, 30]));
    expect(found.at(-1)).toMatchObject({ level: 20, state: 'thin' });
  });
});

describe('silences', () => {
  it('are the stretches without a row, told apart by whether it had spoken', () => {
    const found = silencesOf('odds_api', sourceStates(days([0, 0, 90, 0, 90, 0, 0])));
    expect(found).toEqual([
      { source: 'odds_api', from: day(0), to: day(1), dates: 2, hadSpoken: false },
      { source: 'odds_api', from: day(3), to: day(3), dates: 1, hadSpoken: true },
      { source: 'odds_api', from: day(5), to: day(6), dates: 2, hadSpoken: true },
    ]);
  });
});
