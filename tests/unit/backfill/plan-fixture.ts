import { DEFAULT_OPTIONS, type BackfillOptions, type Plan, type PlanDate } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';

export function day(text: string): GameDate {
  return text as GameDate;
}

export function planDate(date: GameDate, more: Partial<PlanDate> = {}): PlanDate {
  return {
    date,
    action: 'rebuild',
    reason: 'requested',
    reasonText: 'in the range',
    games: 1,
    listed: 4,
    storedRows: 2,
    coverageBefore: { numerator: 0, denominator: 2 },
    coverageAfter: { numerator: 2, denominator: 4 },
    matchBefore: { numerator: 0, denominator: 2 },
    matchAfter: { numerator: 2, denominator: 2 },
    upstream: [],
    bytes: null,
    warnings: [],
    blockers: [],
    partitionVersion: 'v0',
    ...more,
  };
}

export function planOf(dates: readonly PlanDate[], options: Partial<BackfillOptions> = {}): Plan {
  const first = dates[0]?.date ?? day('2026-01-01');
  const last = dates.at(-1)?.date ?? first;
  const none = { numerator: 0, denominator: 0 };
  return {
    hash: 'a'.repeat(64),
    createdAt: '2026-02-02T10:00:00.000Z',
    today: day('2026-02-02'),
    warehouse: 'Test',
    options: { ...DEFAULT_OPTIONS, from: first, to: last, ...options },
    dates,
    totals: {
      dates: dates.length,
      rebuild: dates.filter(({ action }) => action === 'rebuild').length,
      create: dates.filter(({ action }) => action === 'create').length,
      skip: dates.filter(({ action }) => action === 'skip').length,
      blocked: 0,
      games: dates.length,
      listed: 0,
      storedRows: 0,
      coverageBefore: none,
      coverageAfter: none,
      matchBefore: none,
      matchAfter: none,
      bytes: null,
    },
    warnings: [],
    blockers: [],
    downstream: [],
  };
}
