import { describe, expect, it } from 'vitest';
import { failsMatchCheck, presetsFor } from '../../../renderer/components/range/presets.js';
import { checkRange } from '../../../renderer/components/range/range-check.js';
import type { CalendarDay } from '../../../shared/console.js';
import { addDays } from '../../../shared/game-date.js';
import { day, makeCalendar, TODAY } from './support/fixtures.js';

const calendar = makeCalendar();
/** The demo’s today: the day after the last games of the calendar. */
const TOMORROW = addDays(TODAY, 1);
const preset = (id: string, days: readonly CalendarDay[] = calendar) =>
  presetsFor(days, TOMORROW).find((one) => one.id === id)?.range;

describe('presets', () => {
  it('spans the incident from the first date after the bootstrap days to the last game', () => {
    expect(preset('incident')).toEqual({ from: '2025-11-04', to: '2026-02-01' });
  });

  it('ends the incident at the end of February and starts it no earlier than November', () => {
    const long = makeCalendar({ from: day('2025-10-21'), to: day('2026-04-12') }).map((one) => ({
      ...one,
      bootstrap: false,
    }));
    const incident = presetsFor(long, day('2026-04-13')).find((one) => one.id === 'incident');
    expect(incident?.range).toEqual({ from: '2025-11-01', to: '2026-02-28' });
  });

  it('takes every game date played for the season, and nothing after today', () => {
    const days = makeCalendar({ from: day('2025-10-21'), to: day('2026-03-01') });
    expect(preset('season', days)).toEqual({ from: '2025-10-21', to: '2026-02-01' });
  });

  it('counts the seven days before today and this month from its first', () => {
    expect(preset('week')).toEqual({ from: '2026-01-26', to: '2026-02-01' });
    expect(preset('month')).toEqual({ from: '2026-02-01', to: '2026-02-01' });
  });

  it('leaves today’s games out of every preset: nobody has played them', () => {
    const last = calendar.at(-1)?.date ?? '';
    for (const { id, range } of presetsFor(calendar, day(last))) {
      expect([id, range === null || range.to < last]).toEqual([id, true]);
    }
  });

  it('spans the dates below 80 % of matched players, and is off when there are none', () => {
    const failing = calendar.filter(failsMatchCheck);
    expect(preset('failing')).toEqual({ from: failing[0]?.date, to: failing.at(-1)?.date });
    const good = calendar.map((one) => ({ ...one, match: { numerator: 8, denominator: 10 } }));
    expect(preset('failing', good)).toBeNull();
  });

  it('does not fail a day without games, without raw lines, or in the bootstrap days', () => {
    const bad = {
      ...calendar[30],
      games: 5,
      bootstrap: false,
      match: { numerator: 79, denominator: 100 },
    } as CalendarDay;
    expect(failsMatchCheck(bad)).toBe(true);
    expect(failsMatchCheck({ ...bad, match: { numerator: 80, denominator: 100 } })).toBe(false);
    expect(failsMatchCheck({ ...bad, games: 0 })).toBe(false);
    expect(failsMatchCheck({ ...bad, bootstrap: true })).toBe(false);
    expect(failsMatchCheck({ ...bad, match: { numerator: 0, denominator: 0 } })).toBe(false);
  });

  it('offers nothing on an empty schedule', () => {
    expect(presetsFor([], TODAY).every((one) => one.range === null)).toBe(true);
    expect(
      presetsFor([], TODAY)
        .map(({ label }) => label)
        .join(),
    ).not.toMatch(/\(0\)/);
  });
});

describe('a typed range', () => {
  const check = (from: string | null, to: string | null) =>
    checkRange(from === null ? null : day(from), to === null ? null : day(to), TODAY, calendar);
  const message = (from: string | null, to: string | null): string => {
    const verdict = check(from, to);
    return verdict.kind === 'wrong' ? verdict.message : verdict.kind;
  };

  it('names what is wrong', () => {
    expect(message('2026-01-05', '2025-12-01')).toBe('The range is reversed: 2026-01-05 is after 2025-12-01.');
    expect(message('2026-01-05', '2026-02-02')).toContain('2026-02-02 is in the future');
    expect(message('2025-11-27', '2025-11-27')).toBe('There is no game on 2025-11-27.');
    expect(message('2025-11-05', null)).toBe('The end date is missing.');
    expect(message(null, '2025-11-05')).toBe('The start date is missing.');
    expect(message(null, null)).toBe('empty');
  });

  it('counts days where games are not known', () => {
    const known = (days: typeof calendar | null) => checkRange(day('2024-01-01'), day('2024-01-31'), TODAY, days);
    expect(known(null)).toMatchObject({ kind: 'good', summary: '31 days' });
    expect(known(calendar)).toMatchObject({ kind: 'good', summary: '31 days' });
  });

  it('says what a good range covers and how much of it will be skipped', () => {
    const verdict = check('2025-11-03', '2025-11-04');
    const games = calendar
      .filter(({ date }) => date === '2025-11-03' || date === '2025-11-04')
      .reduce((sum, one) => sum + one.games, 0);
    expect(verdict).toMatchObject({
      kind: 'good',
      summary: `2 game dates · ${games} games · 1 date in the season’s first 14 days will be skipped`,
    });
  });

  it('leaves ranges outside the known calendar to the plan', () => {
    expect(message('2023-11-27', '2023-11-28')).toBe('good');
    expect(checkRange(day('2025-11-27'), day('2025-11-27'), TODAY, null).kind).toBe('good');
  });
});
