import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createConsoleStore, type ConsoleStore } from '../../../renderer/store/console-store.js';
import { planKey } from '../../../renderer/store/plan-slice.js';
import { withSummary } from '../../../renderer/store/runs-slice.js';
import type { RunDetail, RunLogEntry } from '../../../shared/backfill.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { valueOf } from '../../../renderer/store/resource.js';
import { DEFAULT_SETTINGS } from '../../../shared/settings.js';
import { makeCheckReport } from './support/check-fixtures.js';
import { fakeBridge, type FakeBridge } from './support/fake-bridge.js';
import {
  makeLog,
  makeOptions,
  makePlan,
  makeProgress,
  makeReport,
  makeRun,
  makeStatus,
  summaryOf,
} from './support/fixtures.js';

const run = makeRun('running', 5);
const ERROR = { code: 'warehouse_failed', message: 'it broke', retryable: true } as const;

/** Lets every promise that can settle do so. */
async function settle(): Promise<void> {
  await vi.waitFor(() => undefined);
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

function detailOf(store: ConsoleStore): RunDetail | null {
  const entry = store.getState().open[run.id];
  return entry?.state === 'ready' ? entry.mirror.detail : null;
}

function logOf(store: ConsoleStore): readonly number[] {
  const entry = store.getState().open[run.id];
  return entry?.state === 'ready' ? entry.mirror.log.entries.map(({ seq }) => seq) : [];
}

describe('the store as a mirror', () => {
  let bridge: FakeBridge;
  let store: ConsoleStore;
  beforeEach(async () => {
    bridge = fakeBridge({}, { runs: [run] });
    store = createConsoleStore(bridge.client, () => 1);
    store.getState().start();
    await settle();
  });

  it('asks for warehouse, calendar, runs and the services once at the start', () => {
    expect(bridge.calls).toMatchObject({ status: 1, calendar: 1, runs: 1, services: 1 });
    expect(store.getState().warehouse.state).toBe('ready');
    expect(store.getState().calendar.state).toBe('ready');
  });

  it('takes the run first and deltas after it', async () => {
    await store.getState().openRun(run.id);
    const target = run.dates.find(({ state }) => state === 'running');
    const planned = run.plan.dates.find(({ date }) => date === target?.date);
    if (!planned) throw new Error('fixture without a running date');
    const done = makeProgress(planned, 'done');
    bridge.delta({ runId: run.id, summary: { ...summaryOf(run), rowsWritten: 4321 }, dates: [done], log: [] });
    expect(detailOf(store)?.rowsWritten).toBe(4321);
    expect(detailOf(store)?.dates.find(({ date }) => date === done.date)?.state).toBe('done');
    const runs = store.getState().runs;
    expect(runs.state === 'ready' && runs.value[0]?.rowsWritten).toBe(4321);
  });

  it('fills a hole in the log by asking for what follows the last entry it has', async () => {
    await store.getState().openRun(run.id);
    const known = logOf(store).length;
    const more: RunLogEntry[] = [1, 2, 3].map((step) => ({
      seq: known + step,
      at: '',
      level: 'info',
      date: null,
      message: '',
    }));
    const asked: number[] = [];
    vi.spyOn(bridge.client.backfill, 'log').mockImplementation(({ afterSeq }) => {
      asked.push(afterSeq);
      return Promise.resolve(ok(more));
    });
    bridge.delta({ runId: run.id, summary: summaryOf(run), dates: [], log: more.slice(2) });
    await settle();
    expect(asked).toEqual([known]);
    expect(logOf(store).slice(-3)).toEqual(more.map(({ seq }) => seq));
  });

  it('asks for the run again when it ends, because the months after come then', async () => {
    await store.getState().openRun(run.id);
    const before = bridge.calls['run'] ?? 0;
    bridge.delta({ runId: run.id, summary: { ...summaryOf(run), state: 'succeeded' }, dates: [], log: [] });
    await settle();
    expect(bridge.calls['run']).toBe(before + 1);
    bridge.delta({ runId: run.id, summary: { ...summaryOf(run), state: 'running' }, dates: [], log: [] });
    await settle();
    expect(bridge.calls['run']).toBe(before + 1);
  });

  it('keeps what was heard while the run was on its way', async () => {
    let release: (result: Result<RunDetail>) => void = () => undefined;
    vi.spyOn(bridge.client.backfill, 'run').mockImplementation(() => new Promise((resolve) => (release = resolve)));
    const opening = store.getState().openRun(run.id);
    bridge.delta({
      runId: run.id,
      summary: { ...summaryOf(run), activeMs: 99_000, rowsWritten: 77 },
      dates: [],
      log: [],
    });
    release(ok(run));
    await opening;
    expect(detailOf(store)?.rowsWritten).toBe(77);
  });

  it('shows a refused command beside the run and leaves its state alone', async () => {
    await store.getState().openRun(run.id);
    vi.spyOn(bridge.client.backfill, 'pause').mockResolvedValue(failed({ ...ERROR, code: 'wrong_state' }));
    await store.getState().command(run.id, 'pause');
    expect(store.getState().commandErrors[run.id]?.code).toBe('wrong_state');
    expect(store.getState().sent[run.id]).toBeUndefined();
    expect(detailOf(store)?.state).toBe('running');
  });

  it('shows the state a command answers, in work until it is so', async () => {
    await store.getState().openRun(run.id);
    await store.getState().command(run.id, 'cancel');
    expect(detailOf(store)?.state).toBe('cancelling');
  });

  it('asks for everything again when the services come back', async () => {
    bridge.services({ phase: 'failed', message: '', fraction: null, error: ERROR });
    bridge.services({ phase: 'opening', message: '', fraction: null, error: null });
    const before = bridge.calls['status'] ?? 0;
    bridge.services({ phase: 'ready', message: '', fraction: 1, error: null });
    await settle();
    expect(bridge.calls['status']).toBe(before + 1);
  });

  it('counts coverage again when the warehouse changed, and only when it was shown', async () => {
    bridge.changed();
    await settle();
    expect(bridge.calls['report']).toBeUndefined();
    await store.getState().loadCoverage(makeOptions(), 'team_pace');
    bridge.changed();
    await settle();
    expect(bridge.calls['report']).toBe(2);
    const { coverage } = store.getState();
    expect(coverage.state === 'ready' && coverage.value.feature).toBe('team_pace');
  });
});

describe('the health in the header', () => {
  it('is judged by the limits that are set: a look by others changes nothing, another setting asks again', async () => {
    const store = createConsoleStore(fakeBridge().client);
    store.getState().start();
    await settle();
    const judgedBy = (): string | undefined => valueOf(store.getState().health)?.thresholds;
    expect(judgedBy()).toBe('corrected');
    store.getState().heardHealth(makeCheckReport(undefined, 'original'));
    expect(judgedBy()).toBe('corrected');
    await store.getState().saveSettings({ ...DEFAULT_SETTINGS, checks: { thresholds: 'original', dailyAt: null } });
    await settle();
    expect(judgedBy()).toBe('original');
  });
});

describe('another warehouse in the same window', () => {
  it('shows none of the figures of the one before, and keeps its own when it is asked again', async () => {
    let location = '/data/demo.duckdb';
    let engine: 'duckdb' | 'bigquery' = 'duckdb';
    const bridge = fakeBridge({
      warehouse: { status: () => Promise.resolve(ok({ ...makeStatus(), location, engine })) },
    });
    const store = createConsoleStore(bridge.client);
    store.getState().start();
    await settle();
    await store.getState().loadCoverage(makeOptions(), 'team_pace');
    await store.getState().askPlan(makeOptions());
    const states = (): readonly string[] => {
      const { health, coverage, plan } = store.getState();
      return [health.state, coverage.state, plan.state];
    };
    expect(states()).toEqual(['ready', 'ready', 'ready']);
    store.getState().reload();
    await settle();
    expect(states()).toEqual(['ready', 'ready', 'ready']);
    // Nothing is read by itself where reads are billed: what stays is empty, not the demo's.
    [location, engine] = ['bigquery://project', 'bigquery'];
    store.getState().reload();
    await settle();
    expect(states()).toEqual(['idle', 'idle', 'idle']);
  });

  it('a coverage that is not waited for any more says so, and its late answer is dropped', async () => {
    const tickets: string[] = [];
    let release: () => void = () => undefined;
    const bridge = fakeBridge({
      coverage: {
        report: ({ from, to, feature }, ticket) =>
          new Promise((resolve) => {
            tickets.push(ticket ?? '');
            release = () => {
              resolve(ok(makeReport({ from, to }, feature)));
            };
          }),
      },
    });
    const store = createConsoleStore(bridge.client);
    const asked = store.getState().loadCoverage(makeOptions(), 'team_pace');
    store.getState().stopCoverage();
    expect(store.getState().coverage).toMatchObject({ state: 'failed', error: { code: 'cancelled' } });
    expect(bridge.givenUp).toEqual(tickets);
    release();
    await asked;
    expect(store.getState().coverage.state).toBe('failed');
  });

  it('another coverage, another plan, or a screen that is left gives up the read before', async () => {
    const never = new Promise<never>(() => undefined);
    const tickets: string[] = [];
    const ask = (_: unknown, ticket?: string): Promise<never> => {
      tickets.push(ticket ?? '');
      return never;
    };
    const bridge = fakeBridge({ coverage: { report: ask }, backfill: { plan: ask } });
    const store = createConsoleStore(bridge.client);
    const { loadCoverage, leaveCoverage, askPlan, leavePlan } = store.getState();
    void loadCoverage(makeOptions(), 'team_pace');
    void loadCoverage(makeOptions(), 'vegas_points_line');
    expect(bridge.givenUp).toEqual(tickets.slice(0, 1));
    leaveCoverage();
    expect(bridge.givenUp).toEqual(tickets);
    expect(store.getState().coverage.state).toBe('idle');
    void askPlan(makeOptions());
    void askPlan({ ...makeOptions(), lines: 'context' });
    leavePlan();
    expect(bridge.givenUp).toEqual(tickets);
    expect(new Set(tickets).size).toBe(4);
    expect(store.getState().plan.state).toBe('idle');
  });
});

describe('plans', () => {
  it('drops a late answer to a question that is no longer asked', async () => {
    const releases: (() => void)[] = [];
    const bridge = fakeBridge({
      backfill: {
        plan: (options) =>
          new Promise((resolve) =>
            releases.push(() => {
              resolve(ok(makePlan(options)));
            }),
          ),
      },
    });
    const store = createConsoleStore(bridge.client);
    const first = store.getState().askPlan(makeOptions({ lines: 'context' }));
    const second = store.getState().askPlan(makeOptions({ lines: 'raw' }));
    releases[1]?.();
    await second;
    releases[0]?.();
    await first;
    const { plan } = store.getState();
    expect(plan.state === 'ready' && plan.value.options.lines).toBe('raw');
  });

  it('keeps the plan of the same range in sight while another option is planned, and no other', async () => {
    const bridge = fakeBridge();
    const store = createConsoleStore(bridge.client);
    await store.getState().askPlan(makeOptions());
    vi.spyOn(bridge.client.backfill, 'plan').mockReturnValue(new Promise(() => undefined));
    void store.getState().askPlan(makeOptions({ allow: ['upstream'] }));
    expect(store.getState().plan).toMatchObject({ state: 'loading', stale: { hash: makePlan().hash } });
    void store.getState().askPlan(makeOptions({ to: makeOptions().from }));
    expect(store.getState().plan).toMatchObject({ state: 'loading', stale: null });
  });

  it('launches the hash that was seen and keeps the plan when it is refused', async () => {
    const bridge = fakeBridge();
    const store = createConsoleStore(bridge.client);
    await store.getState().askPlan(makeOptions());
    const plan = makePlan();
    const launch = vi
      .spyOn(bridge.client.backfill, 'launch')
      .mockResolvedValue(failed({ ...ERROR, code: 'plan_stale' }));
    expect(await store.getState().launch(plan)).toBeNull();
    expect(launch).toHaveBeenCalledWith({ options: plan.options, planHash: plan.hash });
    expect(store.getState().launchError?.code).toBe('plan_stale');
    expect(store.getState().plan.state).toBe('ready');
  });

  it('knows equal questions by their options, whatever the order of overrides', () => {
    expect(planKey(makeOptions({ allow: ['upstream', 'regression'] }))).toBe(
      planKey(makeOptions({ allow: ['regression', 'upstream'] })),
    );
    expect(planKey(makeOptions())).not.toBe(planKey(makeOptions({ concurrency: 3 })));
  });
});

describe('the list of runs', () => {
  it('puts a new run on top and replaces a known one', () => {
    const older = summaryOf(makeRun('succeeded', 99, { id: 'a', startedAt: '2026-01-01T00:00:00Z' }));
    const newer = summaryOf(makeRun('running', 1, { id: 'b', startedAt: '2026-02-01T00:00:00Z' }));
    expect(withSummary([older], newer).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(withSummary([newer, older], { ...older, state: 'failed' }).map(({ state }) => state)).toEqual([
      'running',
      'failed',
    ]);
  });
});

it('fixtures: a log without holes, so that the tests above mean something', () => {
  expect(makeLog(run).map(({ seq }) => seq)).toEqual(makeLog(run).map((_, index) => index + 1));
});
