import { describe, expect, it } from 'vitest';
import {
  commandsFor,
  describeProgress,
  filterLog,
  progressOf,
  segmentsOf,
  statesPresent,
  stepStates,
} from '../../../renderer/features/backfill/live/run-view.js';
import { pairMonths, sumShares, unfinished } from '../../../renderer/features/backfill/result/result-view.js';
import { type RUN_STATES } from '../../../shared/backfill.js';
import { countStates, day, makeLog, makePlanDate, makeProgress, makeRun } from './support/fixtures.js';

const live = makeRun('running', 40);
const ended = makeRun('failed', 999);
const date = makePlanDate(day('2025-12-02'));

describe('progress', () => {
  it('counts every ended date, also failed and skipped ones', () => {
    const { ended: count, total, fraction } = progressOf(live.counts);
    expect(total).toBe(live.dates.length);
    expect(count).toBe(live.dates.filter(({ state }) => state !== 'pending' && state !== 'running').length);
    expect(fraction).toBeCloseTo(count / total);
    expect(progressOf(countStates([])).fraction).toBe(0);
  });

  it('draws parts that add up to all dates', () => {
    expect(segmentsOf(live.counts).reduce((sum, part) => sum + part.count, 0)).toBe(live.counts.total);
    expect(statesPresent(live.dates)).toEqual(['pending', 'running', 'done', 'blocked']);
  });
});

describe('commands', () => {
  it('offers what fits the state and nothing else', () => {
    const on = (state: (typeof RUN_STATES)[number], counts = live.counts): string =>
      Object.entries(commandsFor(state, counts))
        .filter(([, fits]) => fits)
        .map(([name]) => name)
        .join(' ');
    expect(on('running')).toBe('pause stop cancel');
    expect(on('pausing')).toBe('stop cancel');
    expect(on('paused')).toBe('resume stop cancel');
    expect(on('stopping')).toBe('cancel');
    expect(on('cancelling')).toBe('');
    expect(on('interrupted')).toBe('resume retryFailed');
    expect(on('stopped')).toBe('resume retryFailed');
    expect(on('failed', ended.counts)).toBe('retryFailed');
    expect(on('succeeded', { ...ended.counts, failed: 0, blocked: 0, cancelled: 0 })).toBe('');
  });
});

describe('a date', () => {
  it('shows the seven steps up to the one that failed', () => {
    expect(stepStates(makeProgress(date, 'failed', 'guard')).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'failed',
      'todo',
      'todo',
      'todo',
    ]);
    expect(stepStates(makeProgress(date, 'blocked', 'guard'))[3]?.state).toBe('blocked');
    expect(stepStates(makeProgress(date, 'running', 'read'))[0]?.state).toBe('now');
    expect(stepStates(makeProgress(date, 'done')).every(({ state }) => state === 'done')).toBe(true);
    expect(stepStates(makeProgress(date, 'pending')).every(({ state }) => state === 'todo')).toBe(true);
  });

  it('says why it failed', () => {
    expect(describeProgress(makeProgress(date, 'failed', 'read'))).toMatch(/^failed at read: .*16384 bytes/);
    expect(describeProgress(makeProgress(date, 'restored'))).toBe('put back as it was');
  });
});

describe('the log', () => {
  const log = makeLog(ended);
  it('is filtered by level, date and text together', () => {
    expect(filterLog(log, { text: '', level: 'all', date: null })).toBe(log);
    expect(filterLog(log, { text: '', level: 'error', date: null }).every(({ level }) => level === 'error')).toBe(true);
    const warnings = filterLog(log, { text: '', level: 'warning', date: null });
    expect(new Set(warnings.map(({ level }) => level))).toEqual(new Set(['warning', 'error']));
    const found = filterLog(log, { text: ' 16384 BYTES', level: 'error', date: day('2025-12-18') });
    expect(found.map((entry) => entry.date)).toEqual(['2025-12-18']);
    expect(filterLog(log, { text: '16384', level: 'all', date: day('2025-12-19') })).toEqual([]);
  });
});

describe('the result', () => {
  it('lists failed dates before blocked ones', () => {
    expect(unfinished(ended.dates).map(({ state, date: one }) => `${state} ${one}`)).toEqual([
      'failed 2025-12-18',
      'blocked 2025-11-20',
      'blocked 2026-01-05',
    ]);
  });

  it('pairs months of both sides, also those only one has', () => {
    const pairs = pairMonths(ended.monthsBefore.slice(1), ended.monthsAfter);
    expect(pairs.map(({ month }) => month)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(pairs[0]?.before).toBeNull();
    expect(pairs[1]?.before?.month).toBe('2025-12');
  });

  it('adds numerators and denominators, never percentages', () => {
    expect(sumShares([{ numerator: 1, denominator: 2 }, null, { numerator: 9, denominator: 98 }])).toEqual({
      numerator: 10,
      denominator: 100,
    });
    expect(sumShares([null])).toBeNull();
  });
});
