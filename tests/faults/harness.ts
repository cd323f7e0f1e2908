import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chunkReader, type BackfillDeps, type ChunkReader } from '../../electron/backfill/deps.js';
import { nodeFiles, type JournalFiles } from '../../electron/backfill/journal/files.js';
import { RunJournals } from '../../electron/backfill/journal/run-journals.js';
import { Planner } from '../../electron/backfill/plan/planner.js';
import { BackfillService } from '../../electron/backfill/service.js';
import type { Clock } from '../../electron/calendar/clock.js';
import { CoverageService } from '../../electron/coverage/service.js';
import { FeatureProcessor } from '../../electron/feature-store/processor.js';
import { openDuckDbWarehouse } from '../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../electron/warehouse/duckdb/warehouse.js';
import { DEFAULT_OPTIONS, type BackfillOptions, type RunDelta, type RunDetail } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';
import { FaultyWarehouse } from './faulty-warehouse.js';
import { DATES, makeSmallSeason, TODAY } from './small-season.js';

export const OPTIONS: BackfillOptions = {
  ...DEFAULT_OPTIONS,
  from: DATES[0] as GameDate,
  to: DATES.at(-1) as GameDate,
};

export interface HarnessParts {
  readonly dataDir: string;
  readonly warehousePath: string;
  readonly files?: JournalFiles;
  readonly reader?: (real: ChunkReader) => ChunkReader;
  readonly keepSnapshotsOf?: number;
}

/** The real engine, processor, planner and journal over one small warehouse file. */
export class Harness {
  readonly deltas: RunDelta[] = [];

  private constructor(
    readonly real: DuckDbWarehouse,
    readonly warehouse: FaultyWarehouse,
    readonly journals: RunJournals,
    readonly service: BackfillService,
  ) {
    service.onDelta((delta) => this.deltas.push(delta));
  }

  static async open(parts: HarnessParts): Promise<Harness> {
    const { dataDir, warehousePath, files = nodeFiles, reader = (real) => real, keepSnapshotsOf } = parts;
    const real = await openDuckDbWarehouse({ path: warehousePath });
    const warehouse = new FaultyWarehouse(real);
    const clock: Clock = { now: () => new Date(), today: () => TODAY };
    const journals = new RunJournals(dataDir, files);
    const deps: BackfillDeps = {
      warehouse,
      planner: new Planner({ warehouse, clock, failedDates: async () => new Set() }),
      coverage: new CoverageService(warehouse, clock),
      openReader: (options) => reader(chunkReader(new FeatureProcessor(warehouse, options))),
      journals,
      dataDir,
      startedBy: 'test',
      clock,
      readRetryMs: [5],
      ...(keepSnapshotsOf === undefined ? {} : { keepSnapshotsOf }),
    };
    return new Harness(real, warehouse, journals, new BackfillService(deps));
  }

  /** Launches and waits until nobody works on the run any more. */
  async run(options: Partial<BackfillOptions> = {}): Promise<RunDetail> {
    const { id } = await this.service.launch({ ...OPTIONS, ...options });
    await this.service.settled(id);
    return this.service.run(id);
  }

  async finished(id: string): Promise<RunDetail> {
    await this.service.settled(id);
    return this.service.run(id);
  }

  /** The whole store, a line a row with the digest of all it holds; without write times unless asked for. */
  async export(times = false): Promise<readonly string[]> {
    const leftOut = times ? '' : 'EXCLUDE (created_at, updated_at, feature_generation_time_ms)';
    return this.real.exclusively('exporting', async (connection) => {
      const result = await connection.run(
        `SELECT game_date || ' ' || player_lookup || ' ' || sha256(CAST(to_json(s) AS VARCHAR)) FROM
         (SELECT * ${leftOut} FROM nba_predictions.ml_feature_store_v2 ORDER BY game_date, player_lookup) AS s`,
      );
      return (await result.getRows()).map(([row]) => String(row));
    });
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.real.close();
  }
}

export interface Place {
  readonly dataDir: string;
  readonly warehousePath: string;
  readonly remove: () => void;
}

let made: Promise<string> | null = null;

/** Made once a test file and copied; `removeTemplate` when the file is through. */
function template(): Promise<string> {
  made ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backline-season-'));
    const path = join(folder, 'season.duckdb');
    await makeSmallSeason(path);
    return path;
  })();
  return made;
}

export async function removeTemplate(): Promise<void> {
  if (made !== null) rmSync(dirname(await made), { recursive: true, force: true });
  made = null;
}

/** A folder of its own with a fresh small season. */
export async function freshPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'backline-faults-'));
  const warehousePath = join(dataDir, 'season.duckdb');
  copyFileSync(await template(), warehousePath);
  return { dataDir, warehousePath, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}
