import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BEAT_MS, DELTA_GAP_MS, DeltaFeed, type Followed } from '../../../electron/backfill/delta-feed.js';
import type { RunDelta } from '../../../shared/backfill.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A run that changes when told to, and whose deltas tell how many changes they hold. */
function changing(name: string): { readonly run: Followed; readonly change: () => void } {
  let listener: () => void = () => undefined;
  let changes = 0;
  return {
    run: {
      isWorking: false,
      onChange: (wanted) => {
        listener = wanted;
      },
      takeDelta: () => {
        const delta = { runId: name, changes };
        changes = 0;
        return delta as unknown as RunDelta;
      },
    },
    change: () => {
      changes += 1;
      listener();
    },
  };
}

function listening(): { readonly feed: DeltaFeed; readonly sent: [number, unknown][] } {
  const sent: [number, unknown][] = [];
  const began = performance.now();
  return { feed: new DeltaFeed((delta) => sent.push([performance.now() - began, delta])), sent };
}

it('sends at most ten deltas a second, with all that changed between them, the last change included', () => {
  vi.advanceTimersByTime(DELTA_GAP_MS);
  const { feed, sent } = listening();
  const { run, change } = changing('a');
  feed.follow(run);
  for (let ms = 0; ms < 1000; ms += 10) {
    change();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(10 * DELTA_GAP_MS);
  const at = sent.map(([ms]) => ms);
  expect(at).toHaveLength(11);
  for (let i = 1; i < at.length; i += 1) expect((at[i] ?? 0) - (at[i - 1] ?? 0)).toBeGreaterThanOrEqual(DELTA_GAP_MS);
  expect(sent.reduce((sum, [, delta]) => sum + (delta as { changes: number }).changes, 0)).toBe(100);
});

it('sends a change after a rest at once, one for each run that changed, and nothing without a change', () => {
  vi.advanceTimersByTime(DELTA_GAP_MS);
  const { feed, sent } = listening();
  const [a, b, c] = [changing('a'), changing('b'), changing('c')];
  for (const { run } of [a, b, c]) feed.follow(run);
  a.change();
  b.change();
  vi.advanceTimersByTime(0);
  expect(sent).toEqual([
    [0, { runId: 'a', changes: 1 }],
    [0, { runId: 'b', changes: 1 }],
  ]);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

it('flushed, sends what waits now and no second time', () => {
  vi.advanceTimersByTime(DELTA_GAP_MS);
  const { feed, sent } = listening();
  const { run, change } = changing('a');
  feed.follow(run);
  change();
  vi.advanceTimersByTime(0);
  change();
  feed.flush();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([
    [0, { runId: 'a', changes: 1 }],
    [0, { runId: 'a', changes: 1 }],
  ]);
});

it('tells a run at work once a second though nothing changes, until it is not at work any more', () => {
  vi.advanceTimersByTime(DELTA_GAP_MS);
  const { feed, sent } = listening();
  const { run, change } = changing('a');
  let isWorking = true;
  feed.follow(Object.defineProperty({ ...run }, 'isWorking', { get: () => isWorking }));
  change();
  vi.advanceTimersByTime(3 * BEAT_MS + DELTA_GAP_MS);
  expect(sent.map(([, delta]) => (delta as { changes: number }).changes)).toEqual([1, 0, 0, 0]);
  isWorking = false;
  vi.advanceTimersByTime(10 * BEAT_MS);
  expect(sent).toHaveLength(4);
});
