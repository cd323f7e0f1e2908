import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  forgetAnswers,
  KEPT_MS,
  keepingAnswers,
  KeptAnswers,
  MOST_ANSWERS,
  MOST_ROWS,
  rowsOf,
} from '../../../renderer/store/kept-answers.js';
import type { RunDelta } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { BridgeClient } from '../../../shared/ipc/types.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import type { GapReport } from '../../../shared/lines.js';
import { DEFAULT_SETTINGS } from '../../../shared/settings.js';
import { fakeBridge, type FakeBridge } from './support/fake-bridge.js';
import { makeRun, makeStatus, summaryOf } from './support/fixtures.js';

const RANGE = { from: '2026-01-01' as GameDate, to: '2026-01-31' as GameDate };
const run = makeRun('running', 5);
const delta: RunDelta = { runId: run.id, summary: summaryOf(run), dates: [], log: [] };

describe('answers kept for the next visit', () => {
  let bridge: FakeBridge;
  let client: BridgeClient;
  const asked = (): number => bridge.calls['gaps'] ?? 0;
  beforeEach(async () => {
    bridge = fakeBridge({}, { runs: [run] });
    client = keepingAnswers(bridge.client);
    await client.warehouse.status();
  });

  it('asks the same once, and is given the very same object', async () => {
    const first = await client.lines.gaps(RANGE);
    const second = await client.lines.gaps(RANGE);
    expect(asked()).toBe(1);
    expect(first.ok && second.ok && second.value === first.value).toBe(true);
    await client.lines.gaps({ ...RANGE, to: '2026-01-30' as GameDate });
    expect(asked()).toBe(2);
    await client.lines.diff(RANGE);
    expect(bridge.calls['diff']).toBe(1);
  });

  it.each<readonly [string, () => unknown]>([
    ['the warehouse changed', () => bridge.changed()],
    ['a run told of itself', () => bridge.delta(delta)],
    ['the services opened anew', () => bridge.services({ phase: 'ready', message: 'Ready', fraction: 1, error: null })],
    ['settings were saved', () => client.settings.set(DEFAULT_SETTINGS)],
    ['a date was put back', () => client.backfill.restore({ runId: run.id, date: null })],
    ['somebody asked for it anew', () => forgetAnswers(client)],
  ])('asks again after %s', async (_, happen) => {
    await client.lines.gaps(RANGE);
    await client.checks.rootCause(RANGE);
    await happen();
    await client.lines.gaps(RANGE);
    await client.checks.rootCause(RANGE);
    expect(asked()).toBe(2);
    expect(bridge.calls['rootCause']).toBe(2);
  });

  it('passes a change on to all who listen by one listener of the bridge, once all is forgotten', async () => {
    const changed = vi.spyOn(bridge.client.warehouse, 'changed');
    const own = keepingAnswers(bridge.client);
    await own.warehouse.status();
    await own.lines.gaps(RANGE);
    const hear = vi.fn(() => void own.lines.gaps(RANGE));
    const stops = Array.from({ length: 20 }, () => own.warehouse.changed(hear));
    expect(changed).toHaveBeenCalledTimes(1);
    stops[0]?.();
    bridge.changed();
    expect(hear).toHaveBeenCalledTimes(19);
    expect(asked()).toBe(20);
    for (const stop of stops) stop();
    bridge.changed();
    expect(hear).toHaveBeenCalledTimes(19);
  });

  it('does not keep what was asked before a change and came after it', async () => {
    let answer: (result: Result<GapReport>) => void = () => undefined;
    const slow = await bridge.client.lines.gaps(RANGE);
    const gaps = vi
      .fn<BridgeClient['lines']['gaps']>()
      .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
      .mockResolvedValue(slow);
    const late = keepingAnswers({ ...bridge.client, lines: { ...bridge.client.lines, gaps } });
    await late.warehouse.status();
    const first = late.lines.gaps(RANGE);
    bridge.delta(delta);
    answer(slow);
    await first;
    await late.lines.gaps(RANGE);
    await late.lines.gaps(RANGE);
    expect(gaps).toHaveBeenCalledTimes(2);
  });

  it('keeps nothing of a warehouse that others write, and no failure', async () => {
    const gaps = vi
      .fn<BridgeClient['lines']['gaps']>()
      .mockResolvedValue(failed({ code: 'warehouse_failed', message: 'it broke', retryable: true }));
    const broken = keepingAnswers({ ...bridge.client, lines: { ...bridge.client.lines, gaps } });
    await broken.warehouse.status();
    await broken.lines.gaps(RANGE);
    await broken.lines.gaps(RANGE);
    expect(gaps).toHaveBeenCalledTimes(2);

    const cloud = fakeBridge({
      warehouse: { status: () => Promise.resolve(ok({ ...makeStatus(), engine: 'bigquery' as const })) },
    });
    const over = keepingAnswers(cloud.client);
    await over.lines.gaps(RANGE);
    await over.warehouse.status();
    await over.lines.gaps(RANGE);
    await over.lines.gaps(RANGE);
    expect(cloud.calls['gaps']).toBe(3);
  });
});

describe('the bounds of what is kept', () => {
  const rows = (count: number): { readonly rows: readonly number[] } => ({
    rows: Array.from({ length: count - 1 }, Number),
  });

  it('holds no more rows and answers than it says, the one used longest ago goes', () => {
    const kept = new KeptAnswers();
    for (let i = 0; i < 5; i += 1) kept.keep(`q${i}`, rows(MOST_ROWS / 4), kept.age);
    expect(kept.rows).toBe(MOST_ROWS);
    expect(kept.find('q0')).toBeUndefined();
    expect(kept.find('q1')).toBeDefined();
    kept.keep('q5', rows(10), kept.age);
    expect(kept.find('q2')).toBeUndefined();
    expect(kept.find('q1')).toBeDefined();
    kept.keep('too large', rows(MOST_ROWS + 1), kept.age);
    expect(kept.find('too large')).toBeUndefined();
    for (let i = 0; i < 100; i += 1) kept.keep(`small ${i}`, rows(2), kept.age);
    expect(kept.size).toBe(MOST_ANSWERS);
    expect(kept.rows).toBe(MOST_ANSWERS * 2);
    kept.keep('small 99', rows(3), kept.age);
    expect(kept.rows).toBe(MOST_ANSWERS * 2 + 1);
    kept.forget();
    expect([kept.size, kept.rows]).toEqual([0, 0]);
  });

  it('counts the rows of lists, and what else there is as one', () => {
    expect(rowsOf({ rows: [1, 2, 3], funnel: { played: 4 }, from: 'x' })).toBe(4);
    expect(rowsOf([1, 2])).toBe(2);
    expect(rowsOf(null)).toBe(1);
  });

  it('believes no answer of another day, nor an old one', () => {
    let now = new Date('2026-01-12T04:59:00Z');
    const kept = new KeptAnswers(() => now);
    kept.keep('q', 1, kept.age);
    expect(kept.find('q')).toBe(1);
    now = new Date('2026-01-12T05:00:00Z');
    expect(kept.find('q')).toBeUndefined();
    kept.keep('q', 1, kept.age);
    now = new Date(now.getTime() + KEPT_MS);
    expect(kept.find('q')).toBe(1);
    now = new Date(now.getTime() + 1);
    expect(kept.find('q')).toBeUndefined();
    expect(kept.size).toBe(0);
  });
});
