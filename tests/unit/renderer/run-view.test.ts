import { describe, expect, it } from 'vitest';
import {
  describeCost,
  commandsFor,
  dateToShow,
  describeProgress,
  filterLog,
  progressOf,
  segmentsOf,
  stageOf,
  stagesPresent,
  stepStates,
} from '../../../renderer/features/backfill/live/run-view.js';
import { anyBilled, billedText } from '../../../renderer/features/backfill/history/billed.js';
import { withoutDate } from '../../../renderer/format/dates.js';
import {
  describeUnwritten,
  standOf,
  sumRows,
  sumShares,
  unfinished,
} from '../../../renderer/features/backfill/result/result-view.js';
import { pairMonths } from '../../../shared/coverage-compare.js';
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
    expect(segmentsOf(live.dates).reduce((sum, part) => sum + part.count, 0)).toBe(live.counts.total);
    expect(stagesPresent(live.dates)).toEqual(['pending', 'running', 'done', 'blocked']);
  });
});

describe('a date that is written and not counted back', () => {
  const waiting = makeProgress(date, 'running', 'verify');
  const dates = [makeProgress(makePlanDate(day('2025-12-01')), 'done'), waiting];

  it('is told apart from one under way, in the bar, the legend and the words', () => {
    expect(stageOf(waiting)).toBe('written');
    expect(stageOf(makeProgress(date, 'running', 'write'))).toBe('running');
    expect(stageOf(makeProgress(date, 'failed', 'verify'))).toBe('failed');
    expect(segmentsOf(dates)).toEqual([
      { stage: 'done', count: 1 },
      { stage: 'written', count: 1 },
    ]);
    expect(stagesPresent(dates)).toEqual(['written', 'done']);
    expect(describeProgress(waiting)).toContain('counted back');
  });
});

describe('the date shown until one is picked', () => {
  const at = (text: string, ...state: [Parameters<typeof makeProgress>[1], Parameters<typeof makeProgress>[2]?]) =>
    makeProgress(makePlanDate(day(text)), ...state);

  it('is the newest under way, else what went wrong, else the newest ended, else the first', () => {
    const first = at('2025-12-01', 'done');
    const failed = at('2025-12-02', 'failed', 'read');
    const done = at('2025-12-03', 'done');
    const running = at('2025-12-04', 'running', 'compute');
    const written = at('2025-12-05', 'running', 'verify');
    const pending = at('2025-12-06', 'pending');
    expect(dateToShow([first, failed, done, running, written, pending])).toBe('2025-12-04');
    expect(dateToShow([first, failed, done, written, pending])).toBe('2025-12-02');
    expect(dateToShow([first, done, pending])).toBe('2025-12-03');
    expect(dateToShow([pending])).toBe('2025-12-06');
    expect(dateToShow([])).toBeNull();
  });
});

describe('a log message', () => {
  it('leaves out the date that is shown beside it', () => {
    const beside = day('2025-12-02');
    expect(withoutDate('2025-12-02: a table is thin', beside)).toBe('a table is thin');
    expect(withoutDate('2025-12-03: a table is thin', beside)).toBe('2025-12-03: a table is thin');
    expect(withoutDate('read 2025-12-02: done', beside)).toBe('read 2025-12-02: done');
    expect(withoutDate('2025-12-02: whole run', null)).toBe('2025-12-02: whole run');
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

  it('passes over neither what is left nor what was put back', () => {
    const run = makeRun('succeeded', 999);
    const counts = { ...run.counts, pending: 0, failed: 0, blocked: 0, cancelled: 0, restored: 0 };
    const told = (state: typeof run.state, more: Partial<typeof counts>): string => {
      const { tone, text } = describeUnwritten({ state, counts: { ...counts, ...more } });
      return `${tone}: ${text}`;
    };
    expect(told('succeeded', {})).toBe('ok: Every date of the plan that was to be written is written.');
    expect(told('running', { pending: 9 })).toMatch(/^ok: No date has failed .* so far/);
    expect(told('cancelled', { pending: 49 })).toBe(
      'idle: No date failed. 49 dates not started; Resume goes on with them.',
    );
    expect(told('cancelled', { pending: 49, restored: 38 })).toMatch(
      /^idle: .*goes on with them\. 38 dates were put back and stand as before\.$/,
    );
    expect(told('succeeded', { restored: 1 })).toBe('idle: No date failed. 1 date was put back and stands as before.');
  });

  it('stands otherwise once a date is put back, so that gaps are counted anew', () => {
    const run = makeRun('succeeded', 999);
    const back = { ...run.counts, done: run.counts.done - 1, restored: run.counts.restored + 1 };
    expect(standOf({ ...run, counts: back })).not.toBe(standOf(run));
    expect(standOf({ ...run })).toBe(standOf(run));
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

  it('has no rows to tell of months that have not been counted', () => {
    const [month] = ended.monthsAfter;
    expect(sumRows([null, null])).toBeNull();
    expect(sumRows([null, month ?? null])).toBe(month?.rows);
  });
});

it('the list of runs tells what was billed where anything was, and not where nothing can be', () => {
  const billed = makeRun('succeeded', 999, { bytesEstimated: 608e6, bytesBilled: 598e6 });
  expect([anyBilled([ended, live]), anyBilled([ended, billed])]).toEqual([false, true]);
  expect([billed, ended].map(billedText)).toEqual(['598 MB of 608 MB', '–']);
});

it('tells what the reads of a run cost beside the estimate and the cap', () => {
  const run = makeRun('running', 3, { bytesEstimated: 1.9e9 });
  expect(describeCost(run)).toBe('about 1.90 GB to read');
  expect(describeCost({ ...run, bytesBilled: 1.2e9 })).toBe('1.20 GB billed of about 1.90 GB');
  expect(describeCost({ ...run, bytesBilled: 0, bytesEstimated: null })).toBe('0 B billed');
  expect(describeCost({ ...run, options: { ...run.options, maxBytes: 5e10 } })).toBe(
    'about 1.90 GB to read, cap 50.0 GB',
  );
});
