import { describe, expect, it } from 'vitest';
import { causesByMonth, countDays, describeDay, lineSeries } from '../../../renderer/features/player/player-view.js';
import type { LinePoint, PlayerDay } from '../../../shared/lines.js';
import { day } from './support/fixtures.js';
import { makePlayerPage } from './support/gap-fixtures.js';

const page = makePlayerPage('michaelporter');
const [first] = page.days;
if (!first) throw new Error('no days');

function made(date: string, change: Partial<PlayerDay>): PlayerDay {
  return { ...(first as PlayerDay), date: day(date), ...change };
}

const point = (date: string, source: LinePoint['source'], line: number): LinePoint => ({
  date: day(date),
  source,
  line,
  book: 'draftkings',
  at: null,
  leak: false,
});

describe('a player’s season', () => {
  it('counts every day once', () => {
    expect(countDays(page.days).reduce((sum, count) => sum + count.days, 0)).toBe(page.days.length);
  });

  it('says a day by its line, or by why it has none', () => {
    const store = { current: 21.5, opening: 21, movement: 0.5 };
    expect(describeDay(made('2026-01-12', { state: 'line', cause: null, store, opponent: 'BOS' }))).toBe(
      'line 21.5 against BOS',
    );
    expect(describeDay(made('2025-10-22', { state: 'not_in_store', cause: null, store: null, opponent: 'SAC' }))).toBe(
      'not in store, not counted as a gap against SAC',
    );
    expect(
      describeDay(made('2026-01-12', { state: 'no_line', cause: 'game_id_format', store: null, opponent: null })),
    ).toBe('no line, game id format');
  });

  it('breaks a source’s curve on a day without its line, not on one he did not play', () => {
    const days = [
      made('2026-01-10', { played: true }),
      made('2026-01-11', { played: false }),
      made('2026-01-12', { played: true }),
      made('2026-01-13', { played: false }),
    ];
    const series = lineSeries(days, [
      point('2026-01-10', 'odds_api', 20.5),
      point('2026-01-12', 'context', 21.5),
      point('2026-01-13', 'odds_api', 22.5),
    ]);
    expect(series.map((one) => [one.id, one.points.map(({ x, y }) => [x, y])])).toEqual([
      [
        'context',
        [
          ['2026-01-10', null],
          ['2026-01-12', 21.5],
          ['2026-01-13', null],
        ],
      ],
      [
        'odds_api',
        [
          ['2026-01-10', 20.5],
          ['2026-01-12', null],
          ['2026-01-13', 22.5],
        ],
      ],
    ]);
  });

  it('marks a line captured after tip-off', () => {
    const series = lineSeries([made('2026-01-10', {})], [{ ...point('2026-01-10', 'odds_api', 20.5), leak: true }]);
    expect(series[0]?.points[0]?.note).toBe('DraftKings, captured after tip-off');
  });

  it('counts causes by month, most frequent first', () => {
    const days = [
      made('2025-12-30', { cause: 'not_in_context' }),
      made('2026-01-02', { cause: 'suffix_or_alias' }),
      made('2026-01-04', { cause: 'suffix_or_alias' }),
      made('2026-01-06', { cause: null }),
    ];
    expect(causesByMonth(days)).toEqual({
      months: ['2025-12', '2026-01'],
      causes: [
        { cause: 'suffix_or_alias', days: [0, 2], total: 2 },
        { cause: 'not_in_context', days: [1, 0], total: 1 },
      ],
    });
  });
});
