import { describe, expect, it } from 'vitest';
import { changePointsOf, type MeasuredDate } from '../../../electron/checks/root-cause/change-points.js';
import { addDays, type GameDate } from '../../../shared/game-date.js';

const FIRST = '2025-11-04' as GameDate;
const day = (index: number): GameDate => addDays(FIRST, index);

/** mulberry32. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A curve of `levels`, each for some dates, with scatter of ± `scatter`; weekends have three games as many players. */
function curve(
  levels: readonly (readonly [level: number, dates: number])[],
  scatter: number,
  seed = 7,
): MeasuredDate[] {
  const next = noise(seed);
  return levels
    .flatMap(([level, dates]) => Array.from({ length: dates }, () => level))
    .map((level, index) => {
      const players = index % 7 < 2 ? 300 : 90 + Math.floor(next() * 60);
      const ratio = Math.max(0, Math.min(1, level + (next() * 2 - 1) * scatter));
      return { date: day(index), share: { numerator: Math.round(ratio * players), denominator: players } };
    });
}

describe('a curve without a break', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))('has none in scatter of seed %i', (seed) => {
    expect(changePointsOf('match', curve([[0.9, 90]], 0.08, seed))).toEqual([]);
  });

  it('has hardly any in a thousand curves of scatter: dates that lie close together by chance are no level', () => {
    const found = Array.from({ length: 1000 }, (_, seed) => changePointsOf('match', curve([[0.8, 90]], 0.12, seed)));
    expect(found.filter((points) => points.length > 0).length).toBeLessThanOrEqual(1);
  });

  it('has none in a flat line, in a short one and in nothing', () => {
    expect(changePointsOf('match', curve([[0.43, 90]], 0))).toEqual([]);
    expect(
      changePointsOf(
        'match',
        curve(
          [
            [0.9, 4],
            [0.1, 4],
          ],
          0,
        ),
      ),
    ).toEqual([]);
    expect(changePointsOf('match', [])).toEqual([]);
  });

  it('has none where every weekend is lower', () => {
    const weekly = Array.from({ length: 84 }, (_, index) => ({
      date: day(index),
      share: { numerator: index % 7 < 2 ? 80 : 95, denominator: 100 },
    }));
    expect(changePointsOf('match', weekly)).toEqual([]);
  });

  it('has none where single dates failed', () => {
    const failed = curve([[0.9, 60]], 0.02).map((point, index) =>
      [20, 27, 45].includes(index) ? { ...point, share: { ...point.share, numerator: 0 } } : point,
    );
    expect(changePointsOf('match', failed)).toEqual([]);
  });

  it('has none where it rises', () => {
    expect(
      changePointsOf(
        'match',
        curve(
          [
            [0.4, 40],
            [0.9, 40],
          ],
          0.03,
        ),
      ),
    ).toEqual([]);
  });
});

describe('a break', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('is found to the day through scatter of seed %i', (seed) => {
    const [found, ...others] = changePointsOf(
      'match',
      curve(
        [
          [0.95, 50],
          [0.43, 40],
        ],
        0.06,
        seed,
      ),
    );
    expect(others).toEqual([]);
    expect(found?.date).toBe(day(50));
    expect(found?.before).toBeCloseTo(0.95, 1);
    expect(found?.after).toBeCloseTo(0.43, 1);
    expect(found?.strength).toBeGreaterThan(5);
  });

  it('is found with five dates on either side, not with four', () => {
    expect(
      changePointsOf(
        'match',
        curve(
          [
            [0.95, 30],
            [0.4, 5],
          ],
          0.02,
        ),
      ).map(({ date }) => date),
    ).toEqual([day(30)]);
    expect(
      changePointsOf(
        'match',
        curve(
          [
            [0.95, 30],
            [0.4, 4],
          ],
          0.02,
        ),
      ),
    ).toEqual([]);
  });

  it('is found beside a date that failed', () => {
    const series = curve(
      [
        [0.95, 30],
        [0.5, 30],
      ],
      0.02,
    );
    const broken = series.map((point, index) =>
      index === 12 ? { ...point, share: { ...point.share, numerator: 0 } } : point,
    );
    expect(changePointsOf('match', broken).map(({ date }) => date)).toEqual([day(30)]);
  });

  it('is one of two, the greater first, each with the levels next to it', () => {
    const found = changePointsOf(
      'share',
      curve(
        [
          [0.95, 30],
          [0.75, 30],
          [0.3, 30],
        ],
        0.04,
      ),
    );
    expect(found.map(({ measure, date }) => [measure, date])).toEqual([
      ['share', day(60)],
      ['share', day(30)],
    ]);
    expect(found[0]?.before).toBeCloseTo(0.75, 1);
    expect(found[1]?.after).toBeCloseTo(0.75, 1);
  });

  it('is found when the curve recovers, and the recovery is none', () => {
    const found = changePointsOf(
      'match',
      curve(
        [
          [0.9, 30],
          [0.4, 20],
          [0.9, 30],
        ],
        0.03,
      ),
    );
    expect(found.map(({ date }) => date)).toEqual([day(30)]);
  });

  it('passes over dates on which nothing was counted', () => {
    const series = curve(
      [
        [0.9, 30],
        [0.4, 30],
      ],
      0.03,
    ).map((point, index) => (index === 30 ? { ...point, share: { numerator: 0, denominator: 0 } } : point));
    expect(changePointsOf('match', series).map(({ date }) => date)).toEqual([day(31)]);
  });
});
