import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunkReader } from '../../electron/backfill/deps.js';
import { LOCK_FILE } from '../../electron/backfill/journal/data-lock.js';
import { nodeFiles, type JournalFile, type JournalFiles } from '../../electron/backfill/journal/files.js';
import { RunJournals } from '../../electron/backfill/journal/run-journals.js';
import { Planner } from '../../electron/backfill/plan/planner.js';
import { BackfillService } from '../../electron/backfill/service.js';
import type { Clock } from '../../electron/calendar/clock.js';
import { CoverageService } from '../../electron/coverage/service.js';
import { FeatureProcessor } from '../../electron/feature-store/processor.js';
import { openBigQueryWarehouse } from '../../electron/warehouse/bigquery/open.js';
import type { Patience } from '../../electron/warehouse/bigquery/retry.js';
import { labelledUntilOver } from '../../electron/warehouse/labelled.js';
import type { Warehouse } from '../../electron/warehouse/port.js';
import { DEFAULT_BIGQUERY, type BigQuerySettings } from '../../shared/settings.js';
import { addDays, type GameDate } from '../../shared/game-date.js';
import { makeSmallSeason, type SeasonSize } from '../faults/small-season.js';
import type { Incoming } from './loopback/faults.js';
import { LoopbackBigQuery, type Dies, type LoopbackOptions } from './loopback/server.js';

export const STORE = 'nba_predictions.ml_feature_store_v2';

/** Times for tests: what passes is tried again within milliseconds, what hangs is given up soon. */
export const QUICK: Patience = {
  firstMs: 2,
  longestMs: 20,
  totalMs: 1_000,
  requestMs: 1_500,
  uploadMs: 1_500,
  jobMs: 5_000,
};

/** A loopback on a small season of its own. */
export class Cloud {
  private constructor(
    readonly folder: string,
    readonly server: LoopbackBigQuery,
  ) {}

  static async start(size?: SeasonSize, options: Partial<LoopbackOptions> = {}): Promise<Cloud> {
    const folder = mkdtempSync(join(tmpdir(), 'backline-cloud-'));
    const warehouse = join(folder, 'season.duckdb');
    await makeSmallSeason(warehouse, size);
    return new Cloud(folder, await LoopbackBigQuery.start({ warehouse, swiftMs: 200, ...options }));
  }

  /** On a copy of a file. */
  static async on(file: string, options: Partial<LoopbackOptions> = {}): Promise<Cloud> {
    const folder = mkdtempSync(join(tmpdir(), 'backline-cloud-'));
    const warehouse = join(folder, 'copy.duckdb');
    copyFileSync(file, warehouse);
    return new Cloud(folder, await LoopbackBigQuery.start({ warehouse, swiftMs: 200, ...options }));
  }

  settings(more: Partial<BigQuerySettings> = {}): BigQuerySettings {
    return { ...DEFAULT_BIGQUERY, project: this.server.project, apiEndpoint: this.server.endpoint, ...more };
  }

  open(
    more: Partial<BigQuerySettings> = {},
    patience: Partial<Patience> = {},
    log?: (line: string) => void,
  ): Promise<Warehouse> {
    return openBigQueryWarehouse({
      settings: this.settings(more),
      env: {},
      patience: { ...QUICK, ...patience },
      log,
    });
  }

  /** Rows of a statement in the engine's own language: what really stands there. */
  async sql(text: string): Promise<readonly (readonly unknown[])[]> {
    return this.server.engine.use(async (connection) => (await connection.run(text)).getRowsJson());
  }

  /** A change by somebody else, which the service knows of. */
  async meddle(text: string, table = STORE, date: string | null = null): Promise<void> {
    const { engine } = this.server;
    const [datasetId = '', tableId = ''] = table.split('.');
    await engine.change(async (connection) => {
      await connection.run(text);
      const entry = engine.catalog.table({ projectId: this.server.project, datasetId, tableId });
      await engine.catalog.put(connection, await engine.catalog.counted(connection, entry, date));
    });
  }

  /** Every row of the store with the digest of all it holds, by date; without the times of writing unless asked for. */
  async store(times = false): Promise<ReadonlyMap<string, string>> {
    const leftOut = times ? '' : 'EXCLUDE (created_at, updated_at, feature_generation_time_ms)';
    const rows = await this.sql(
      `SELECT CAST(s.game_date AS VARCHAR), md5(string_agg(CAST(to_json(s) AS VARCHAR), '|' ORDER BY s.player_lookup)) FROM
       (SELECT * ${leftOut} FROM ${STORE}) AS s GROUP BY 1 ORDER BY 1`,
    );
    return new Map(rows.map(([date, digest]) => [String(date), String(digest)]));
  }

  /** Keeps the store as it is, to put it back by `reset`. */
  async remember(): Promise<void> {
    await this.server.engine.use((connection) =>
      connection.run(`CREATE OR REPLACE TABLE loopback_service.remembered AS SELECT * FROM ${STORE}`),
    );
  }

  /** The store as it was remembered, with times of its own; the snapshots are gone. */
  async reset(): Promise<void> {
    const { engine } = this.server;
    for (const entry of engine.catalog.tablesOf(DEFAULT_BIGQUERY.snapshotDataset)) {
      await engine.change((connection) => engine.dropTable(connection, entry));
    }
    await this.meddle(`DELETE FROM ${STORE}; INSERT INTO ${STORE} SELECT * FROM loopback_service.remembered`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The services that run backfills, as one process holds them; it can die. */
export class Session {
  #dead = false;

  private constructor(
    readonly warehouse: Warehouse,
    readonly service: BackfillService,
    readonly planner: Planner,
    readonly log: readonly string[],
    private readonly dataDir: string,
    private readonly end: { dead: boolean },
  ) {}

  static async open(
    cloud: Cloud,
    dataDir: string,
    today: GameDate,
    options: { readonly dies?: Dies; readonly patience?: Partial<Patience> } = {},
  ): Promise<Session> {
    const end = { dead: false };
    const dies = (when: 'before' | 'after', request: Incoming): boolean => {
      // The journal goes with the process.
      end.dead ||= options.dies?.(when, request) ?? false;
      return end.dead;
    };
    const log: string[] = [];
    const apiEndpoint = cloud.server.client(dies);
    const warehouse = await cloud.open({ apiEndpoint }, options.patience, (line) => log.push(line));
    const clock: Clock = { now: () => new Date(), today: () => today };
    const planner = new Planner({ warehouse, clock, failedDates: async () => new Set() });
    const service = new BackfillService({
      warehouse,
      planner,
      coverage: {
        months: (range, { runId, signal }) =>
          labelledUntilOver(warehouse, { run: runId, step: 'coverage' }, signal, (over) =>
            new CoverageService(over, clock).months(range),
          ),
      },
      openReader: (reading) => chunkReader(new FeatureProcessor(warehouse, reading)),
      journals: new RunJournals(dataDir, mortalFiles(end), () => clock.now()),
      dataDir,
      startedBy: 'test',
      clock,
      readRetryMs: [2],
      closeMs: 500,
    });
    return new Session(warehouse, service, planner, log, dataDir, end);
  }

  get isDead(): boolean {
    return this.end.dead;
  }

  /** What a killed process leaves: its lock is taken over by the next, nothing is closed. */
  bury(): void {
    this.end.dead = true;
    this.#dead = true;
    rmSync(join(this.dataDir, LOCK_FILE), { force: true });
  }

  async close(): Promise<void> {
    if (this.#dead) return;
    await this.service.close();
    await this.warehouse.close();
  }
}

const never = new Promise<never>(() => undefined);

/** Files of a process that may be dead: then nothing reaches the disk any more, and nothing comes back. */
function mortalFiles(end: { readonly dead: boolean }): JournalFiles {
  const alive = <A extends unknown[], T>(work: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      if (end.dead) return never;
      const value = await work(...args);
      return end.dead ? never : value;
    };
  };
  const mortal = (file: JournalFile): JournalFile => ({
    write: alive((data, at) => file.write(data, at)),
    sync: alive(() => file.sync()),
    truncate: alive((length) => file.truncate(length)),
    close: alive(() => file.close()),
  });
  return {
    create: alive(async (path) => mortal(await nodeFiles.create(path))),
    open: alive(async (path) => mortal(await nodeFiles.open(path))),
    read: alive((path) => nodeFiles.read(path)),
    stamp: alive((path) => nodeFiles.stamp(path)),
    list: alive((folder) => nodeFiles.list(folder)),
    remove: alive((path) => nodeFiles.remove(path)),
  };
}

export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'backline-run-'));
}

/** The dates of a season of so many days, the last of which is the day before `today`. */
export function seasonOf(days: number, playersPerTeam: number): SeasonSize & { readonly today: GameDate } {
  const first = '2026-01-28' as GameDate;
  return {
    dates: Array.from({ length: days }, (_, i) => addDays(first, i)),
    playersPerTeam,
    today: addDays(first, days + 1),
  };
}
