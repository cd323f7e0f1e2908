import { describe, expect, test } from 'vitest';
import { choiceOf, closeQuestion } from '../../../electron/app/close-question.js';
import { progressOf, RunWatch } from '../../../electron/app/run-watch.js';
import { RUN_STATES } from '../../../shared/backfill.js';
import { runOf } from './support.js';

describe('RunWatch', () => {
  test('is at work exactly while dates are', () => {
    const atWork = RUN_STATES.filter((state) => {
      const watch = new RunWatch();
      watch.update(runOf(state));
      return watch.atWork.length > 0;
    });
    expect(atWork).toEqual(['running', 'pausing', 'stopping', 'cancelling']);
  });

  test('asks for a paused run too before the window goes, and names the one at work first', () => {
    const asked = RUN_STATES.filter((state) => {
      const watch = new RunWatch();
      watch.update(runOf(state));
      return watch.unfinished.length > 0;
    });
    expect(asked).toEqual(['running', 'pausing', 'paused', 'stopping', 'cancelling']);
    const watch = new RunWatch();
    watch.reset([runOf('paused', { id: 'waits' }), runOf('running', { id: 'works' })]);
    expect(watch.unfinished.map(({ id }) => id)).toEqual(['works', 'waits']);
  });

  test('forgets what the services do not list any more', () => {
    const watch = new RunWatch();
    watch.update(runOf('running'));
    watch.reset([runOf('interrupted')]);
    expect(watch.atWork).toEqual([]);
    expect(watch.progress.fraction).toBe(-1);
  });

  test('shows the newest of several', () => {
    const watch = new RunWatch();
    watch.reset([
      runOf('running', { id: 'new', startedAt: '2026-02-02T12:00:00Z' }),
      runOf('paused', { id: 'old', startedAt: '2026-02-02T09:00:00Z' }),
    ]);
    expect(watch.progress.mode).toBe('normal');
  });
});

describe('a failure that nobody saw', () => {
  test('stays until somebody looks or another run is at work', () => {
    const watch = new RunWatch();
    watch.reset([runOf('failed')]);
    expect(watch.progress.fraction).toBe(-1);
    watch.endedUnseen('failed');
    expect(watch.progress).toEqual({ fraction: 1, mode: 'error' });
    watch.looked();
    expect(watch.progress.fraction).toBe(-1);
    watch.endedUnseen('interrupted');
    watch.update(runOf('running', { id: 'again' }));
    expect(watch.progress.mode).toBe('normal');
    watch.update(runOf('succeeded', { id: 'again' }));
    expect(watch.progress.fraction).toBe(-1);
  });

  test('is no failure where the run was ended by hand or well', () => {
    for (const state of ['succeeded', 'stopped', 'cancelled', 'paused'] as const) {
      const watch = new RunWatch();
      watch.endedUnseen(state);
      expect(watch.progress.fraction).toBe(-1);
    }
  });
});

describe('progressOf', () => {
  test('counts finished dates among those that are worked on; skipped ones are not', () => {
    expect(progressOf(runOf('running'))).toEqual({ fraction: 3 / 9, mode: 'normal' });
  });

  test('a failed date shows at once', () => {
    const run = runOf('running');
    expect(progressOf({ ...run, counts: { ...run.counts, done: 2, failed: 1 } }).mode).toBe('error');
  });

  test('is unknown while nothing can be counted, and gone at the end', () => {
    const run = runOf('running');
    expect(progressOf({ ...run, counts: { ...run.counts, total: 1, skipped: 1 } }).fraction).toBe(2);
    const reading = { ...run.counts, total: 9, skipped: 0, pending: 7, running: 2, done: 0 };
    expect(progressOf({ ...run, counts: reading })).toEqual({ fraction: 2, mode: 'normal' });
    expect(progressOf({ ...run, state: 'paused', counts: reading })).toEqual({ fraction: 0, mode: 'paused' });
    expect(progressOf(runOf('succeeded')).fraction).toBe(-1);
  });
});

describe('the question at closing', () => {
  test('names the range and what is left', () => {
    const question = closeQuestion([runOf('running')]);
    expect(question.message).toContain('2025-11-04 to 2026-02-01');
    expect(question.detail).toMatch(/^6 dates are left/);
  });

  test('of a paused run offers to resume it in the background or to stop it', () => {
    const { message, buttons } = closeQuestion([runOf('paused')]);
    expect(message).toMatch(/ is paused$/);
    expect(buttons).toEqual(['Resume in the background', 'Stop the run', 'Stay']);
  });

  test('Escape and unknown buttons keep the window', () => {
    const { cancelId, buttons } = closeQuestion([runOf('running')]);
    expect(choiceOf(cancelId ?? -1)).toBe('stay');
    expect(choiceOf(99)).toBe('stay');
    expect(buttons?.map((_, index) => choiceOf(index))).toEqual(['background', 'stop', 'stay']);
  });
});
