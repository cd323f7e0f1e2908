import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { ErrorInfo } from '../shared/errors.js';
import { addDays, fromDayNumber, type GameDate } from '../shared/game-date.js';
import { chunkReader } from './backfill/deps.js';
import { nodeFiles } from './backfill/journal/files.js';
import { RunJournals } from './backfill/journal/run-journals.js';
import { Planner, type PlannerParts } from './backfill/plan/planner.js';
import { BackfillService } from './backfill/service.js';
import { systemClock, type Clock } from './calendar/clock.js';
import { CalendarService } from './calendar/service.js';
import { DailyChecks } from './checks/daily.js';
import { KeptDistributions } from './checks/kept-distributions.js';
import { readDistributions } from './checks/parity.js';
import { ChecksService } from './checks/service.js';
import { coverageAroundRuns } from './coverage/around-runs.js';
import { CoverageService } from './coverage/service.js';
import { CoverageSnapshots } from './coverage/snapshots.js';
import { LAST_PLAYED } from './demo/calendar.js';
import { makeDemoWarehouse } from './demo/make-demo.js';
import { makeFolder } from './disk/make-folder.js';
import { ExportService } from './export/service.js';
import { ReportService } from './report/service.js';
import { tableOf } from './tables/registry.js';
import { LinesService } from './lines/service.js';
import { SchemaService } from './schema/service.js';
import { SettingsService } from './settings/service.js';
import { FeatureProcessor } from './feature-store/processor.js';
import { failedDates } from './services/failed-dates.js';
import { openWarehouse } from './services/open-warehouse.js';
import { readAround } from './services/read-around.js';
import { ReadCostService } from './services/read-cost.js';
import { readersOf } from './services/screen-reads.js';
import type { ScreenServices, Until } from './services/screen-services.js';
import { tableNaming } from './services/schema.js';
import { chosenWarehouse, type WarehouseName } from './services/warehouse-name.js';
import { writeParquet } from './warehouse/duckdb/parquet.js';
import { labelledUntilOver } from './warehouse/labelled.js';
import type { Warehouse } from './warehouse/port.js';

/** `read` leaves the files to others who read; `write` may run backfills, which one process at a time can. */
export type Access = 'read' | 'write';

export interface OpenProgress {
  readonly message: string;
  /** 0..1, null when it cannot be told. */
  readonly fraction: number | null;
}

export interface OpenServicesOptions {
  readonly dataDir: string;
  /** `FILE.duckdb` or `bigquery://PROJECT`; when absent the warehouse that is set, at first the demo season. */
  readonly warehouse?: string | undefined;
  /** Taken as the date in New York. */
  readonly today?: GameDate | undefined;
  readonly clock?: Clock | undefined;
  readonly access?: Access | undefined;
  /** Who starts runs, for the journal; the user of the machine when absent. */
  readonly startedBy?: string | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
  /** Gives up opening: making the demo, waiting for a warehouse that does not answer. */
  readonly signal?: AbortSignal | undefined;
  /** Where credentials and proxies are looked up; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface Services extends ScreenServices {
  /**
   * Does `work` with the same services for somebody who waits until `signal` is aborted. After that, and after a failure,
   * what is still being read is ended in the warehouse too, before this settles.
   */
  readonly until: Until;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly runs: BackfillService;
  /** Journals that cannot be read, each naming `file:line`. */
  readonly damaged: readonly ErrorInfo[];
  readonly snapshots: CoverageSnapshots;
  /** What a screen would be billed for what it reads. */
  readonly readCost: ReadCostService;
  /** Runs the checks by themselves once it is started; a console does, the command line does not. */
  readonly daily: DailyChecks;
  readonly settings: SettingsService;
  readonly schema: SchemaService;
  readonly exports: ExportService;
  readonly reports: ReportService;
  /** Lets running work come to a safe end and gives the files free. */
  readonly close: () => Promise<void>;
}

/**
 * The day after the demo season's last game. The demo stands still, so its "today" does too: measured against the real
 * date every partition would have expired.
 */
export const DEMO_TODAY: GameDate = addDays(fromDayNumber(LAST_PLAYED), 1);

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry, as in containers.
    return 'unknown';
  }
}

/** Makes the demo warehouse when it is the one that is meant and is not there yet. */
export async function ensureDemo(
  name: WarehouseName,
  options: Pick<OpenServicesOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  if (name.kind !== 'demo' || existsSync(name.path)) return;
  await makeDemoWarehouse({
    path: name.path,
    signal: options.signal,
    onProgress: ({ step, done, total }) =>
      options.onProgress?.({ message: `Making the demo season: ${step}`, fraction: total === 0 ? null : done / total }),
  });
}

/**
 * Puts the services together over one warehouse and one data folder. The demo warehouse is made on first use.
 * @throws BacklineError `warehouse_missing`, `warehouse_foreign`, `warehouse_locked`, `schema_mismatch`,
 * `disk_unwritable`, `bad_input`, `cancelled`.
 */
export async function openServices(options: OpenServicesOptions): Promise<Services> {
  const dataDir = resolve(options.dataDir);
  const access = options.access ?? 'write';
  makeFolder(dataDir);
  const settings = new SettingsService(dataDir);
  const name = await chosenWarehouse(options.warehouse, dataDir, () => settings.get());
  await ensureDemo(name, options);
  const progress = (message: string): void => options.onProgress?.({ message, fraction: null });
  progress('Opening the warehouse');
  let retrying = progress;
  const warehouse = await openWarehouse(name, {
    readOnly: access === 'read',
    env: options.env ?? process.env,
    log: (message) => retrying(message),
    signal: options.signal,
  });
  let runs: BackfillService | null = null;
  try {
    const clock = options.clock ?? systemClock(options.today ?? (name.kind === 'demo' ? DEMO_TODAY : undefined));
    const journals = new RunJournals(dataDir, nodeFiles, () => clock.now());
    const coverage = new CoverageService(warehouse, clock);
    const { location } = warehouse.info;
    const now = (): Date => clock.now();
    const snapshots = new CoverageSnapshots(dataDir, location, now);
    const distributions = new KeptDistributions(dataDir, now);
    const lines = new LinesService(warehouse, clock);
    const plannerParts: PlannerParts = {
      warehouse,
      clock,
      failedDates: (range) => failedDates(journals, warehouse.info.location, range),
      cost: {
        openReader: (over, processorOptions) => chunkReader(new FeatureProcessor(over, processorOptions)),
        readAround: (over, range) => readAround(over, clock, range),
        caps: async () => {
          const { maxBytesPerRun, bigquery } = await settings.get();
          return { perRun: maxBytesPerRun, perQuery: bigquery.maxBytesPerQuery };
        },
      },
    };
    const planner = new Planner(plannerParts);
    const service = new BackfillService({
      warehouse,
      planner,
      coverage: coverageAroundRuns({
        readFor: (run, signal, work) => labelledUntilOver(warehouse, { run, step: 'coverage' }, signal, work),
        coverageOf: (over) => new CoverageService(over, clock),
        snapshots,
        keepBefore: async (over, runId, range) =>
          distributions.save(runId, location, await readDistributions(over, range)),
      }),
      openReader: (processorOptions) => chunkReader(new FeatureProcessor(warehouse, processorOptions)),
      journals,
      dataDir,
      startedBy: options.startedBy ?? userName(),
      clock,
    });
    runs = service;
    const checksParts = { clock, runs: service, distributions };
    const checks = new ChecksService({ ...checksParts, warehouse, coverage, lines });
    const isDemo = name.kind === 'demo';
    const screensOver = (over: Warehouse): ScreenServices => {
      const own = { coverage: new CoverageService(over, clock), lines: lines.over(over) };
      return {
        ...own,
        calendar: new CalendarService(over, clock, isDemo),
        planner: new Planner({ ...plannerParts, warehouse: over }),
        checks: new ChecksService({ ...checksParts, ...own, warehouse: over }),
      };
    };
    const until: Until = (signal, work) => labelledUntilOver(warehouse, {}, signal, (over) => work(screensOver(over)));
    const readCost = new ReadCostService({
      warehouse,
      read: readersOf({ clock, runs: service, distributions }),
      capPerQuery: async () => (await settings.get()).bigquery.maxBytesPerQuery,
    });
    retrying = (message) => service.warn(message);
    const damaged =
      access === 'write'
        ? [...(await service.recover(options.signal)), ...(await snapshots.damaged())]
        : await service.damaged();
    const daily = new DailyChecks({
      dataDir,
      clock,
      settings: async () => (await settings.get()).checks,
      run: (asOf, thresholds, signal) => until(signal, (own) => own.checks.run(asOf, thresholds)),
    });
    return {
      warehouse,
      clock,
      dataDir,
      calendar: new CalendarService(warehouse, clock, isDemo),
      until,
      planner,
      runs: service,
      damaged,
      coverage,
      snapshots,
      lines,
      checks,
      readCost,
      daily,
      settings,
      schema: new SchemaService(warehouse, tableNaming(name)),
      exports: new ExportService({
        warehouse,
        clock,
        writeParquet,
        tableOf: (scope, signal) => until(signal, (own) => tableOf({ ...own, runs: service, snapshots }, scope)),
        csv: async () => (await settings.get()).csv,
      }),
      reports: new ReportService({ warehouse, clock, until }),
      close: async () => {
        await daily.stop();
        await service.close();
        await warehouse.close();
      },
    };
  } catch (thrown) {
    await runs?.close();
    await warehouse.close();
    throw thrown;
  }
}
