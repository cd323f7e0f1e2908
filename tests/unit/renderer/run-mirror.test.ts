import { describe, expect, it } from 'vitest';
import { NO_LOG } from '../../../renderer/store/run-log.js';
import { applyDelta, fromSnapshot, isLater, type RunMirror } from '../../../renderer/store/run-mirror.js';
import type { RunDelta, RunLogEntry } from '../../../shared/backfill.js';
import { makeLog, makePlanDate, makeProgress, makeRun, summaryOf, day } from './support/fixtures.js';

const run = makeRun('running', 5);
const mirror: RunMirror = { detail: run, log: { ...NO_LOG, entries: makeLog(run) }, heardAt: 0 };
const entry = (seq: number): RunLogEntry => ({ seq, at: '', level: 'info', date: null, message: `entry ${seq}` });
const last = mirror.log.entries.at(-1)?.seq ?? 0;
const running =
  run.dates.find((date) => date.state === 'running') ?? makeProgress(makePlanDate(day('2025-11-05')), 'running');
const done = { ...makeProgress(makePlanDate(running.date), 'done') };

function delta(change: Partial<RunDelta> = {}): RunDelta {
  return { runId: run.id, summary: summaryOf(run), dates: [], log: [], ...change };
}

describe('a delta', () => {
  it('replaces the dates it names, the summary and nothing else', () => {
    const summary = { ...summaryOf(run), rowsWritten: 999 };
    const { mirror: next, unknownDate, logGap } = applyDelta(mirror, delta({ summary, dates: [done] }), 7);
    expect(next.detail.rowsWritten).toBe(999);
    expect(next.detail.dates.find((date) => date.date === done.date)).toBe(done);
    expect(next.detail.dates.filter((date, index) => date !== run.dates[index])).toEqual([done]);
    expect(next.detail.plan).toBe(run.plan);
    expect(next.heardAt).toBe(7);
    expect({ unknownDate, logGap }).toEqual({ unknownDate: false, logGap: false });
  });

  it('takes its dates, but not its state, from a delta that what a command answered has overtaken', () => {
    const answered = { ...mirror, detail: { ...mirror.detail, state: 'cancelling' as const, activeMs: 5_000 } };
    const stale = delta({ summary: { ...summaryOf(run), state: 'running', activeMs: 4_900 }, dates: [done] });
    const { mirror: next } = applyDelta(answered, stale, 7);
    expect(next.detail.state).toBe('cancelling');
    expect(next.detail.dates).toContain(done);
    const later = delta({ summary: { ...summaryOf(run), state: 'cancelled', activeMs: 5_000 } });
    expect(applyDelta(answered, later, 7).mirror.detail.state).toBe('cancelled');
  });

  it('tells of a date the snapshot does not have', () => {
    const stranger = { ...done, date: day('2026-03-01') };
    expect(applyDelta(mirror, delta({ dates: [stranger] }), 0).unknownDate).toBe(true);
  });

  it('adds log entries in order and drops repeated ones', () => {
    const next = applyDelta(mirror, delta({ log: [entry(last), entry(last + 1), entry(last + 2)] }), 0);
    expect(next.mirror.log.entries.slice(-2).map(({ seq }) => seq)).toEqual([last + 1, last + 2]);
    expect(next.mirror.log.entries).toHaveLength(mirror.log.entries.length + 2);
  });

  it('tells of missing log entries and adds nothing after the hole', () => {
    const next = applyDelta(mirror, delta({ log: [entry(last + 2)] }), 0);
    expect(next.logGap).toBe(true);
    expect(next.mirror.log).toBe(mirror.log);
  });
});

describe('a snapshot with deltas heard on the way', () => {
  it('moves a date forward but never back', () => {
    const finished = {
      ...run,
      dates: run.dates.map((date) => (date.date === done.date ? done : date)),
      activeMs: 20_000,
    };
    const older = delta({ dates: [running], summary: { ...summaryOf(run), activeMs: 9_000, rowsWritten: 1 } });
    const kept = fromSnapshot(finished, NO_LOG, [older], 0);
    expect(kept.detail.dates.find((date) => date.date === done.date)).toBe(done);
    expect(kept.detail.rowsWritten).toBe(finished.rowsWritten);

    const newer = delta({ dates: [done], summary: { ...summaryOf(run), activeMs: 30_000, rowsWritten: 5_000 } });
    const moved = fromSnapshot(run, NO_LOG, [newer], 0);
    expect(moved.detail.dates.find((date) => date.date === done.date)).toBe(done);
    expect(moved.detail.rowsWritten).toBe(5_000);
  });

  it('knows the order of a date’s moments', () => {
    expect(isLater(done, running)).toBe(true);
    expect(isLater(running, done)).toBe(false);
    expect(isLater({ ...running, attempt: 2 }, done)).toBe(true);
    expect(isLater({ ...done, state: 'restored' }, done)).toBe(true);
    expect(isLater({ ...running, steps: [...running.steps, { step: 'write', ms: 1 }] }, running)).toBe(true);
  });
});
