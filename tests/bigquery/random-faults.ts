import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { DEFAULT_OPTIONS, type BackfillOptions, type RunDetail, type RunSummary } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import { random } from '../oracle/random-rows.js';
import type { Fault } from './loopback/faults.js';
import type { Dies } from './loopback/server.js';
import { Cloud, newDataDir, seasonOf, Session, STORE } from './support.js';

export const SEASON = seasonOf(2, 1);
const OPTIONS: BackfillOptions = {
  ...DEFAULT_OPTIONS,
  from: SEASON.dates[0] as GameDate,
  to: SEASON.dates.at(-1) as GameDate,
};
/** Requests of an undisturbed run, about: where a death or a cancel may fall. */
const REQUESTS = 130;
/** Loads and copies of one. */
const CHANGES = 4;
/** What hangs is given up soon. */
const PATIENCE = { requestMs: 250, uploadMs: 250, totalMs: 400 };
/** Where nothing is disturbed only the machine can be slow: it may take its time, and no answer is lost by it. */
const PEACE = { requestMs: 60_000, uploadMs: 60_000, totalMs: 60_000, jobMs: 120_000 };

/** What passes, or lasts but is rare; each with its share of the faults. */
const FAULTS: readonly (readonly [number, Fault])[] = [
  [3, { kind: 'refuse', reason: 'backendError' }],
  [3, { kind: 'refuse', reason: 'internalError' }],
  [2, { kind: 'refuse', reason: 'rateLimitExceeded' }],
  [2, { kind: 'refuse', reason: 'tooManyRequests', retryAfter: 0 }],
  [3, { kind: 'cut' }],
  [4, { kind: 'lose-answer' }],
  [4, { kind: 'cut-answer' }],
  [3, { kind: 'truncate' }],
  [4, { kind: 'duplicate' }],
  [2, { kind: 'page', status: 502 }],
  [3, { kind: 'slow', ms: 8 }],
  [3, { kind: 'job-fails', reason: 'backendError' }],
  [3, { kind: 'job-late', ms: 30 }],
  [0.5, { kind: 'job-late', ms: 600 }],
  [0.3, { kind: 'hang' }],
  [0.5, { kind: 'refuse', reason: 'quotaExceeded' }],
  [0.5, { kind: 'refuse', reason: 'accessDenied' }],
  [2, { kind: 'job-fails', reason: 'quotaExceeded' }],
];
const SHARES = FAULTS.reduce((sum, [share]) => sum + share, 0);

export interface Ending {
  readonly state: string;
  readonly faults: number;
  readonly died: boolean;
  readonly resumed: number;
}

/** One loopback for many runs, with the store that each begins with and the one that each must end with. */
export class Trials {
  private constructor(
    readonly cloud: Cloud,
    private readonly before: ReadonlyMap<string, string>,
    private readonly after: ReadonlyMap<string, string>,
    private readonly createdAt: string,
    /** With the times of writing. */
    private readonly exactly: ReadonlyMap<string, string>,
  ) {}

  static async start(): Promise<Trials> {
    const cloud = await Cloud.start(SEASON);
    await cloud.remember();
    const before = await cloud.store();
    const createdAt = await createdTimes(cloud);
    const exactly = await cloud.store(true);
    const dataDir = newDataDir();
    const session = await Session.open(cloud, dataDir, SEASON.today, { patience: PEACE });
    const { id } = await session.service.launch(OPTIONS);
    expect((await session.service.settled(id)).state).toBe('succeeded');
    await session.close();
    rmSync(dataDir, { recursive: true, force: true });
    const after = await cloud.store();
    expect([...after]).not.toEqual([...before]);
    return new Trials(cloud, before, after, createdAt, exactly);
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** A run under faults, then resumed in peace until it is through. Everything is settled by the seed but the clock. */
  async run(seed: number): Promise<Ending> {
    const { cloud } = this;
    const next = random(seed * 7919);
    await cloud.reset();
    const dataDir = newDataDir();
    const [jobsBefore, metBefore] = [cloud.server.jobs.all.length, cloud.server.faults.met.length];
    const often = [0, 0.02, 0.06, 0.15, 0.3][Math.floor(next() * 5)] as number;
    this.#disturb(often);
    const dies = next() < 0.4;
    // Half of the deaths fall on a request that changes the warehouse, of which there are few.
    const changing = next() < 0.5;
    const deadline = !dies ? Infinity : changing ? 1 + Math.floor(next() * CHANGES) : Math.floor(next() * REQUESTS);
    const cancelAt = next() < 0.2 ? Math.floor(next() * REQUESTS) : Infinity;
    const moment = next() < 0.5 ? 'before' : 'after';
    const fate = new Fate(deadline, changing, moment, cancelAt);
    let ending: Ending;
    try {
      const state = await this.#disturbed(dataDir, fate);
      cloud.server.faults.clear();
      await this.#expectWholeDates();
      const resumed = await this.#finish(dataDir);
      ending = { state, died: fate.died, resumed, faults: cloud.server.faults.met.length - metBefore };
      expect([...(await cloud.store())]).toEqual([...this.after]);
      if (seed % 3 === 0) await this.#putBack(dataDir, often);
      else expect(await createdTimes(cloud)).toBe(this.createdAt);
      this.#expectEachWriteOnce(jobsBefore);
      // What a dead process had begun ends by itself.
      await Promise.all(cloud.server.jobs.running.map((job) => job.done));
    } finally {
      cloud.server.faults.clear();
      rmSync(dataDir, { recursive: true, force: true });
    }
    return ending;
  }

  #disturb(often: number): void {
    for (const [share, fault] of FAULTS) {
      this.cloud.server.faults.add({ fault, probability: (often * share) / SHARES });
    }
  }

  /** What stood before comes back, also when putting it back is disturbed and has to be asked for again. */
  async #putBack(dataDir: string, often: number): Promise<void> {
    const { cloud } = this;
    for (let attempt = 1; ; attempt += 1) {
      if (attempt < 4) this.#disturb(often);
      // The last attempt is undisturbed.
      const patience = attempt < 4 ? PATIENCE : PEACE;
      const session = await Session.open(cloud, dataDir, SEASON.today, { patience }).catch(refused);
      try {
        const [run] = (await session?.service.runs()) ?? [];
        const done = run === undefined ? null : await session?.service.restore(run.id).catch(refused);
        if (done) break;
        expect(attempt).toBeLessThan(5);
      } finally {
        cloud.server.faults.clear();
        await session?.close();
      }
      await this.#expectWholeDates();
    }
    expect([...(await cloud.store(true))]).toEqual([...this.exactly]);
  }

  /** The run until it ends or its process does; answers how it ended. */
  async #disturbed(dataDir: string, fate: Fate): Promise<string> {
    let session: Session | null = null;
    const work = async (): Promise<string> => {
      try {
        session = await Session.open(this.cloud, dataDir, SEASON.today, { dies: fate.dies, patience: PATIENCE });
        const { service } = session;
        const { id } = await service.launch(OPTIONS);
        fate.onCancel = () => void service.cancel(id).catch(() => undefined);
        const { state } = await service.settled(id);
        expectReasons(await service.run(id));
        return state;
      } catch (thrown) {
        if (!(thrown instanceof BacklineError)) throw thrown;
        // The warehouse could not be opened, or no plan could be made: nothing was begun, and it is said why.
        expect(thrown.code).not.toBe('internal');
        return `not begun: ${thrown.code}`;
      }
    };
    const state = await Promise.race([work(), fate.death.then(() => 'died')]);
    const opened = session as Session | null;
    if (state === 'died') opened?.bury();
    else await opened?.close();
    if (state === 'cancelled') expect(this.cloud.server.jobs.running).toEqual([]);
    return state;
  }

  /** A new process without faults takes up what is left; answers how often something had to be taken up. */
  async #finish(dataDir: string): Promise<number> {
    const session = await Session.open(this.cloud, dataDir, SEASON.today, { patience: PEACE });
    try {
      await session.service.recover();
      await this.#expectWholeDates();
      const [left] = await session.service.runs();
      if (left?.state === 'succeeded') return 0;
      if (left === undefined) {
        const { id } = await session.service.launch(OPTIONS);
        return succeeded(await session.service.settled(id), 1);
      }
      // Resuming leaves alone what had failed before the process died; that is done again by name.
      const { id } = left;
      if (left.state !== 'failed') {
        await session.service.resume(id);
        const { state } = await session.service.settled(id);
        if (state === 'succeeded') return 1;
        expect(state).toBe('failed');
      }
      await session.service.retryFailed(id);
      return succeeded(await session.service.settled(id), left.state === 'failed' ? 1 : 2);
    } finally {
      await session.close();
    }
  }

  /** Each date is as it was or as it shall be. */
  async #expectWholeDates(): Promise<void> {
    for (const [date, digest] of await this.cloud.store()) {
      expect([this.before.get(date), this.after.get(date)], date).toContain(digest);
    }
    expect((await this.cloud.store()).size).toBe(this.before.size);
  }

  #expectEachWriteOnce(from: number): void {
    const written = new Set<string | undefined>();
    for (const { reference, kind, applied } of this.cloud.server.jobs.all.slice(from)) {
      if (kind !== 'load' || !applied) continue;
      // Run, date and attempt stand in the id; behind them a digest and the count of the write's jobs.
      const write = /^backline_(\d.*-\d+)_[0-9a-f]+_\d+$/.exec(reference.jobId)?.[1];
      expect(write, reference.jobId).toBeDefined();
      expect(written.has(write), `${String(write)} took place twice`).toBe(false);
      written.add(write);
    }
  }
}

/** When a process ends or a person cancels: at the nth request. */
class Fate {
  readonly death: Promise<void>;
  died = false;
  onCancel: () => void = () => undefined;
  #die: () => void = () => undefined;
  #requests = 0;
  #counted = 0;

  constructor(
    private readonly deadline: number,
    private readonly changing: boolean,
    private readonly moment: 'before' | 'after',
    private readonly cancelAt: number,
  ) {
    this.death = new Promise((resolve) => (this.#die = resolve));
  }

  readonly dies: Dies = (when, { job }) => {
    if (when === 'before') this.#requests += 1;
    const counts = !this.changing || job === 'load' || job === 'copy';
    if (when === 'before' && counts) this.#counted += 1;
    if (when === 'before' && this.#requests === this.cancelAt) this.onCancel();
    if (!this.died && counts && when === this.moment && this.#counted >= this.deadline) {
      this.died = true;
      this.#die();
    }
    return this.died;
  };
}

/** Whatever did not get through says why, and no reason is a defect of Backline. */
function expectReasons(run: RunDetail): void {
  expect(['succeeded', 'failed', 'cancelled']).toContain(run.state);
  for (const { date, state, error } of run.dates) {
    expect(['done', 'failed', 'cancelled', 'pending', 'skipped'], `${date}: ${error?.message ?? ''}`).toContain(state);
    if (state === 'failed') expect([date, error?.code, error?.message]).not.toContain('internal');
    if (state === 'failed') expect(error?.message.length).toBeGreaterThan(10);
  }
  if (run.state === 'failed') expect(run.error?.code).not.toBe('internal');
}

function succeeded({ state, error }: RunSummary, times: number): number {
  expect([state, error]).toEqual(['succeeded', null]);
  return times;
}

/** A refusal that says why; anything else is a defect. */
function refused(thrown: unknown): null {
  if (!(thrown instanceof BacklineError)) throw thrown;
  expect(thrown.code, thrown.message).not.toBe('internal');
  return null;
}

async function createdTimes(cloud: Cloud): Promise<string> {
  return JSON.stringify(
    await cloud.sql(`SELECT CAST(created_at AS VARCHAR) FROM ${STORE} ORDER BY game_date, player_lookup`),
  );
}
