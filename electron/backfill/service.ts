import {
  ACTIVE_RUN_STATES,
  type BackfillOptions,
  type DateState,
  type RestoreResult,
  type RunDelta,
  type RunDetail,
  type RunLogEntry,
  type RunState,
  type RunSummary,
} from '../../shared/backfill.js';
import type { RunNotice } from '../../shared/console.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import { DeltaFeed } from './delta-feed.js';
import type { BackfillDeps } from './deps.js';
import { isWorking } from './journal/run-fold.js';
import { newRunId } from './journal/run-id.js';
import { checkLaunch } from './launch-checks.js';
import { LiveRun } from './live-run.js';
import { noticeOf } from './notices.js';
import { OneChange } from './one-change.js';
import { reconcile } from './reconcile.js';
import { recordMonths } from './record-months.js';
import { nothingLeft, oneRunAtATime, requireSameWarehouse, wrongState } from './refusals.js';
import { restoreDates } from './restore.js';
import { READ_RETRY_MS } from './retry.js';
import { RunHistory } from './run-history.js';
import { UsageMeter } from './usage-meter.js';
import { beginWork, type Work } from './work.js';

/**
 * Dates that are written come through in this time; main ends a host that takes longer to close than twenty seconds, and
 * a cancelled run needs some to say how it ended.
 */
const CLOSE_MS = 6_000;

/** Runs that nobody works on but that were not ended: `resume` takes them up. */
const RESUMABLE: ReadonlySet<RunState> = new Set<RunState>(['paused', 'stopped', 'cancelled', 'interrupted']);

/**
 * Runs backfills, one at a time a data folder, and remembers them. Reading (`runs`, `run`, `log`) needs no lock;
 * everything that changes a run or the store takes it and keeps it until `close`.
 */
export class BackfillService {
  readonly #deps: BackfillDeps;
  readonly #now: () => Date;
  readonly #feed: DeltaFeed;
  readonly #deltaListeners = new Set<(delta: RunDelta) => void>();
  readonly #noticeListeners = new Set<(notice: RunNotice) => void>();
  /** Runs whose journal broke while they were worked on: the disk does not know how they ended. */
  readonly #broken = new Map<string, LiveRun>();
  readonly #meter: UsageMeter;
  readonly #history: RunHistory;
  readonly #changes: OneChange;
  #work: Work | null = null;
  /** Open for a change that is not a session: a restore, a reconciliation. */
  #open: LiveRun | null = null;
  readonly #closing = new AbortController();

  constructor(deps: BackfillDeps) {
    this.#deps = deps;
    this.#now = () => deps.clock.now();
    this.#meter = new UsageMeter(deps.warehouse);
    this.#history = new RunHistory(deps.journals, () => this.#liveRuns());
    this.#changes = new OneChange(deps.dataDir, this.#closing.signal);
    this.#feed = new DeltaFeed((delta) => {
      for (const listener of this.#deltaListeners) listener(delta);
    });
  }

  /** At most ten a second, each date at most once in one. Returns its own end. */
  onDelta(listener: (delta: RunDelta) => void): () => void {
    this.#deltaListeners.add(listener);
    return () => this.#deltaListeners.delete(listener);
  }

  onNotice(listener: (notice: RunNotice) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  /**
   * Settles what a process that died left behind: its runs become `interrupted`, dates caught in their write are
   * reconciled with the warehouse. Answers the journals that cannot be read. Aborted, what is left is settled the next time.
   *
   * @throws BacklineError `warehouse_locked` when another process works on this data folder.
   */
  async recover(signal: AbortSignal = this.#closing.signal): Promise<readonly ErrorInfo[]> {
    return this.#changes.make(async () => {
      const { journals, warehouse } = this.#deps;
      await journals.removeUnbegun();
      for (const id of await journals.ids()) {
        const run = await journals.load(id).catch(() => null);
        if (run === null) continue;
        const died = ACTIVE_RUN_STATES.includes(run.state);
        const open = run.dates.some(({ openWrite, openRestore }) => openWrite !== null || openRestore !== null);
        if (!died && !open) continue;
        await this.#withOpen(id, async (live) => {
          if (died) {
            live.setState('interrupted');
            live.note('warning', 'the process that ran this ended before the run did');
          }
          // A run of another warehouse waits until that one is open.
          if (run.location === warehouse.info.location) await reconcile(live, warehouse, this.#retryMs, signal);
        });
      }
      return (await journals.list()).damaged;
    });
  }

  /**
   * Plans afresh and runs. Returns when the run is journaled; `settled` waits for its end.
   *
   * @throws BacklineError `plan_stale` when `planHash` is not that of the fresh plan; `blocked` naming the override;
   * `nothing_to_do`; `wrong_state` while another run is active; `warehouse_locked`; `disk_unwritable`.
   */
  async launch(options: BackfillOptions, planHash?: string): Promise<RunSummary> {
    return this.#changes.make(async () => {
      await this.#refuseActive(null);
      // What the plan reads is billed to the run that it becomes.
      const runId = newRunId(this.#now());
      const plan = await this.#deps.planner.plan(options, { run: runId });
      checkLaunch(plan, planHash);
      const { journals, startedBy, warehouse } = this.#deps;
      const writer = await journals.create(runId);
      const { label, location } = warehouse.info;
      const live = await LiveRun.begin(
        writer,
        { type: 'run-created', runId, plan, startedBy, location },
        this.#now,
      ).catch(async (thrown: unknown) => {
        await writer.close().catch(() => undefined);
        throw thrown;
      });
      live.note('info', `started by ${startedBy}: ${plan.totals.rebuild + plan.totals.create} dates of ${label}`);
      this.#start(live);
      return live.summary();
    });
  }

  /** Lets the running dates finish and holds the rest. */
  async pause(runId: string): Promise<RunSummary> {
    return this.#ask(runId, 'pause');
  }

  /** Lets the running dates finish and ends the run. */
  async stop(runId: string): Promise<RunSummary> {
    return this.#ask(runId, 'stop');
  }

  /** Gives up the running dates; a date whose write has begun is finished, so none is left half written. */
  async cancel(runId: string): Promise<RunSummary> {
    return this.#ask(runId, 'cancel');
  }

  /** Goes on with a paused run, or finishes one that was stopped, cancelled or interrupted: the dates not begun. */
  async resume(runId: string): Promise<RunSummary> {
    return this.#changes.make(() => this.#reopen(runId, ['cancelled']));
  }

  /** Runs the failed, blocked and cancelled dates of a finished run again, as part of the same run. */
  async retryFailed(runId: string): Promise<RunSummary> {
    return this.#changes.make(() => this.#reopen(runId, ['failed', 'blocked', 'cancelled']));
  }

  /**
   * Puts back what stood before a run, for one date or all.
   *
   * @throws BacklineError `plan_stale` when something later changed a date (unless `force`), before anything is touched.
   */
  async restore(
    runId: string,
    date: GameDate | null = null,
    { force = false }: { readonly force?: boolean } = {},
  ): Promise<RestoreResult> {
    return this.#changes.make(async () => {
      const { warehouse } = this.#deps;
      await this.#refuseActive(runId);
      const { state, location } = await this.#deps.journals.load(runId);
      if (state === 'paused') throw wrongState(runId, state, 'put back; stop it first');
      requireSameWarehouse(runId, location, warehouse.info.location);
      return this.#withOpen(runId, async (live) => {
        const { signal } = this.#closing;
        await reconcile(live, warehouse, this.#retryMs, signal);
        const result = await restoreDates(live, warehouse, date, { force, signal });
        if (result.restored.length > 0) await recordMonths(this.#deps.coverage, live, 'after', signal);
        return result;
      });
    });
  }

  /** Newest first. */
  async runs(): Promise<readonly RunSummary[]> {
    return this.#history.runs();
  }

  /** Journals that cannot be read, each naming `file:line`. */
  async damaged(): Promise<readonly ErrorInfo[]> {
    return this.#history.damaged();
  }

  /** @throws BacklineError `not_found`, `bad_rows`. */
  async run(runId: string): Promise<RunDetail> {
    return this.#history.run(runId);
  }

  /** Log entries after `afterSeq`, oldest first, at most `limit`; of one date when one is given. */
  async log(
    runId: string,
    afterSeq: number,
    limit: number,
    date: GameDate | null = null,
  ): Promise<readonly RunLogEntry[]> {
    return this.#history.log(runId, afterSeq, limit, date);
  }

  /** The run once nobody works on it any more: paused or ended. */
  async settled(runId: string): Promise<RunSummary> {
    if (this.#work?.live.id === runId) await this.#work.ended;
    return this.#history.summary(runId);
  }

  /** A word about the run at work from below it, such as a request that was made again; without a run nobody needs it. */
  warn(message: string): void {
    const live = this.#work?.live ?? this.#open;
    try {
      live?.note('warning', message);
    } catch {
      // Its journal has just been closed, or broke: the run says so itself.
    }
  }

  /**
   * Lets running dates finish, marks the run stopped, and lets go of the folder. Dates that do not come through within
   * a while are given up: whoever closes does not wait for a warehouse that does not answer.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    const work = this.#work;
    if (work !== null) {
      const ask = (wish: 'stop' | 'cancel'): void => {
        try {
          work.session.ask(wish);
        } catch {
          // A journal that broke this moment: the session ends by itself.
        }
      };
      ask('stop');
      const patience = setTimeout(() => ask('cancel'), this.#deps.closeMs ?? CLOSE_MS);
      await work.ended;
      clearTimeout(patience);
    }
    this.#feed.flush();
    this.#changes.release();
  }

  get #retryMs(): readonly number[] {
    return this.#deps.readRetryMs ?? READ_RETRY_MS;
  }

  #liveRuns(): ReadonlyMap<string, LiveRun> {
    const live = new Map(this.#broken);
    for (const open of [this.#open, this.#work?.live]) if (open) live.set(open.id, open);
    return live;
  }

  async #refuseActive(except: string | null): Promise<void> {
    const active =
      this.#work?.live.summary() ?? (await this.runs()).find(({ id, state }) => id !== except && state === 'paused');
    if (active === undefined) return;
    throw oneRunAtATime(active);
  }

  async #ask(runId: string, wish: 'pause' | 'stop' | 'cancel'): Promise<RunSummary> {
    const work = this.#work;
    if (work?.live.id === runId) {
      if (isWorking(work.live.state)) {
        work.session.ask(wish);
        return work.live.summary();
      }
      // It has ended or let go a moment ago: a wish must not be journaled behind the end.
      await work.ended;
    }
    const { state } = await this.run(runId);
    if (state !== 'paused' || wish === 'pause') throw wrongState(runId, state, `told to ${wish}`);
    return this.#changes.make(() =>
      this.#withOpen(runId, async (live) => {
        live.setState(wish === 'stop' ? 'stopped' : 'cancelled');
        await live.commit();
        return live.summary();
      }),
    );
  }

  async #reopen(runId: string, again: readonly DateState[]): Promise<RunSummary> {
    if (this.#work?.live.id === runId) throw wrongState(runId, this.#work.live.state, 'taken up');
    await this.#refuseActive(runId);
    const live = await this.#openLive(runId);
    try {
      if (live.isWorking) live.setState('interrupted');
      requireSameWarehouse(runId, live.fold.location, this.#deps.warehouse.info.location);
      await reconcile(live, this.#deps.warehouse, this.#retryMs, this.#closing.signal);
      const left = live.fold.dates.filter(({ state }) => state === 'pending' || again.includes(state));
      if (left.length === 0 && !RESUMABLE.has(live.state)) throw nothingLeft(live, again);
      for (const { planned, state } of left) {
        if (state !== 'pending') live.record({ type: 'date-reopened', date: planned.date });
      }
      live.setState('running');
      live.note('info', `taken up by ${this.#deps.startedBy}: ${left.length} dates left`);
      await live.commit();
    } catch (thrown) {
      await live.close().catch(() => undefined);
      throw thrown;
    }
    this.#broken.delete(runId);
    this.#start(live);
    return live.summary();
  }

  async #openLive(runId: string): Promise<LiveRun> {
    const { writer, run } = await this.#deps.journals.open(runId);
    const live = new LiveRun(writer, run, this.#now);
    this.#feed.follow(live);
    return live;
  }

  async #withOpen<T>(runId: string, change: (live: LiveRun) => Promise<T>): Promise<T> {
    const live = await this.#openLive(runId);
    this.#open = live;
    try {
      const value = await change(live);
      if (live.journalFailure === null) this.#meter.record(live);
      return value;
    } finally {
      this.#open = null;
      await live.close();
    }
  }

  #start(live: LiveRun): void {
    this.#feed.follow(live);
    this.#work = beginWork(live, {
      deps: this.#deps,
      meter: this.#meter,
      readRetryMs: this.#retryMs,
      onEnd: (ended, broken) => {
        if (broken) this.#broken.set(ended.id, ended);
        this.#work = null;
        const notice = noticeOf(ended.summary());
        for (const listener of this.#noticeListeners) listener(notice);
      },
    });
  }
}
