import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BacklineError } from '../../shared/errors.js';
import { fromDayNumber } from '../../shared/game-date.js';
import { bulkLoad, type ColumnBatch } from '../warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../warehouse/duckdb/create-file.js';
import { type DuckDbWarehouse } from '../warehouse/duckdb/warehouse.js';
import { FEATURE_STORE, type TableName } from '../warehouse/tables/names.js';
import { LAST_PLAYED, SEASONS } from './calendar.js';
import { FAULTY_DATES, STORE_FIRST } from './faults.js';
import { incidentStore } from './incident-store.js';
import { toBatch } from './load.js';
import { countByCause, type DemoManifest, type Planted, plantedOf } from './manifest.js';
import { at } from './prng.js';
import { PLANTED_TABLE } from './replaceable.js';
import { dailyTables, gameTables, generateSeason } from './season.js';

export const DEMO_SEED = 20260201;

/** A step of making the demo, for people. */
export interface DemoProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

export interface MakeDemoOptions {
  readonly path: string;
  readonly seed?: number;
  readonly onProgress?: ((progress: DemoProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** 13 tables, four months of the store, and the steps before, between and after. */
const STEPS = 20;
/** A file under construction that nobody has touched for this long was left by a process that died. */
const LEFT_BEHIND_MS = 10 * 60_000;

/**
 * Makes the demo warehouse anew: four seasons of games and the store as the incident left it. The file gets its name
 * when it is whole, and replaces one of that name; what an interrupted make left behind is cleared by the next.
 * @throws BacklineError `cancelled`, `disk_unwritable` naming the folder, `bad_input` for a seed that is no whole number.
 */
export async function makeDemoWarehouse(options: MakeDemoOptions): Promise<DemoManifest> {
  const { path: file, seed = DEMO_SEED, signal } = options;
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new BacklineError('bad_input', `--seed: ${String(seed)} is not a whole number from 0 to 4294967295`, {
      subject: '--seed',
    });
  }
  await clearLeftBehind(file);
  let made: DemoManifest | null = null;
  await createWarehouseFile(
    file,
    async (warehouse) => {
      made = await fill(warehouse, file, seed, options.onProgress, signal);
    },
    { replace: true, label: 'Demo season' },
  );
  if (made === null) throw new BacklineError('internal', 'the demo was not filled');
  return made;
}

async function fill(
  warehouse: DuckDbWarehouse,
  file: string,
  seed: number,
  onProgress: ((progress: DemoProgress) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<DemoManifest> {
  const progress = new Progress(onProgress, signal);
  const rows: Record<string, number> = {};
  // Loading waits for the disk now and then; the next rows are made meanwhile.
  let loading: Promise<void> = Promise.resolve();
  const load = (table: TableName, batch: () => ColumnBatch): void => {
    loading = loading.then(async () => {
      await progress.step(`Loading ${table}`);
      rows[table] = (rows[table] ?? 0) + (await bulkLoad(warehouse, table, batch()));
    });
    // Whoever awaits `loading` hears of a failure; until then it must not count as unheard.
    loading.catch(() => undefined);
  };
  await progress.step('Playing four seasons');
  const season = generateSeason(seed);
  try {
    for (const data of gameTables(season)) load(data.table, () => toBatch(data));
    for (const data of await dailyTables(season, () => progress.pause())) load(data.table, () => toBatch(data));
    await loading;
    await progress.step('Rebuilding the store as the incident did');
    for await (const batch of incidentStore(warehouse, season.fates, season.league, signal)) {
      load(FEATURE_STORE, () => batch);
    }
    await loading;
  } finally {
    // Nothing may still be loading when the file is closed and removed.
    await loading.catch(() => undefined);
  }
  const planted = plantedOf(season.fates, season.league);
  await keepPlanted(warehouse, planted);
  await progress.step('Writing the file');
  return {
    seed,
    path: file,
    seasonFirst: fromDayNumber(at(SEASONS, SEASONS.length - 1).first),
    storeFirst: fromDayNumber(STORE_FIRST),
    lastPlayed: fromDayNumber(LAST_PLAYED),
    players: new Set(season.fates.map((fate) => fate.row.player)).size,
    games: season.played.teamGames.length / 2,
    rows,
    planted,
    plantedByCause: countByCause(planted),
    dates: FAULTY_DATES,
  };
}

/** Steps as they come; between them other work of the process gets its turn, and a request to stop is heard. */
class Progress {
  #done = 0;

  constructor(
    private readonly report: ((progress: DemoProgress) => void) | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async pause(): Promise<void> {
    await nextTurn();
    if (this.signal?.aborted) {
      throw new BacklineError('cancelled', 'making the demo was cancelled', { retryable: true });
    }
  }

  async step(text: string): Promise<void> {
    await this.pause();
    this.report?.({ step: text, done: this.#done, total: Math.max(STEPS, this.#done + 1) });
    this.#done += 1;
  }
}

/** The manifest's gaps, in the file itself: what Backline finds can be compared with what was planted. */
async function keepPlanted(warehouse: DuckDbWarehouse, planted: readonly Planted[]): Promise<void> {
  const text = planted.map((one) => [one.date, one.playerLookup, one.cause, one.detail].join('\t')).join('\n');
  await warehouse.exclusively('keeping what was planted', async (connection) => {
    await connection.run(
      `CREATE TABLE ${PLANTED_TABLE} (date DATE NOT NULL, player_lookup VARCHAR NOT NULL, cause VARCHAR NOT NULL, detail VARCHAR NOT NULL)`,
    );
    await connection.run(
      `INSERT INTO ${PLANTED_TABLE}
       SELECT CAST(cells[1] AS DATE), cells[2], cells[3], cells[4]
       FROM (SELECT string_split(line, chr(9)) AS cells FROM (SELECT unnest(string_split($1, chr(10))) AS line))`,
      [text],
    );
  });
}

async function clearLeftBehind(file: string): Promise<void> {
  const folder = path.dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`.${path.basename(file)}.`) || !/\.building(\.wal)?$/.test(name)) continue;
    const left = path.join(folder, name);
    const age = await stat(left).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > LEFT_BEHIND_MS) await rm(left, { force: true });
  }
}
