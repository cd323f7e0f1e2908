import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import {
  COVERAGE_MOMENTS,
  shareChange,
  type CoverageMoment,
  type CoverageReport,
  type CoverageSnapshot,
  type CoverageSnapshotInfo,
} from '../../shared/coverage.js';
import { toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import { gameDateSchema } from '../../shared/game-date-schema.js';
import { shareOfRows } from '../../shared/tables/coverage.js';
import { JsonFolder } from './json-folder.js';

/** Runs whose automatic snapshots are kept; those saved by hand stay until they are deleted. */
export const KEEP_RUNS = 20;

const share = z.object({ numerator: z.number(), denominator: z.number() });
const measures = z.object({
  rows: z.number(),
  rowsWithFeature: z.number(),
  rowsWithValue: z.number(),
  mean: z.number().nullable(),
  match: share,
  context: share,
});
const snapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  moment: z.enum(COVERAGE_MOMENTS),
  runId: z.string().nullable(),
  savedAt: z.iso.datetime(),
  from: gameDateSchema,
  to: gameDateSchema,
  feature: z.string(),
  warehouse: z.string(),
  months: z.array(
    measures.extend({
      month: z.string(),
      dates: share,
      lastSeason: share.nullable(),
    }),
  ),
  dates: z.array(measures.extend({ date: gameDateSchema, games: z.number() })),
});

function parseSnapshot(value: unknown): CoverageSnapshot | null {
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) return null;
  // Earlier files keep a drift whose plus is a fall: it is worked out anew of the two shares that they keep as well.
  const months = parsed.data.months.map((month) => ({
    ...month,
    drift: shareChange(month.lastSeason, shareOfRows(month)),
  }));
  return { ...parsed.data, months };
}

function infoOf({ months: _months, dates: _dates, ...info }: CoverageSnapshot): CoverageSnapshotInfo {
  return info;
}

/** Newest first; of one instant the later id. */
function byNewest(a: CoverageSnapshotInfo, b: CoverageSnapshotInfo): number {
  return a.savedAt === b.savedAt ? (a.id < b.id ? 1 : -1) : a.savedAt < b.savedAt ? 1 : -1;
}

/** Coverage reports kept in the data folder, so that "before" and "after" can be compared later. */
export class CoverageSnapshots {
  readonly #folder: JsonFolder<CoverageSnapshot>;

  constructor(
    dataDir: string,
    /** Location of the warehouse in use: what new snapshots are of. */
    private readonly warehouse: string,
    private readonly now: () => Date,
  ) {
    this.#folder = new JsonFolder(join(dataDir, 'coverage-snapshots'), parseSnapshot, 'coverage snapshot');
  }

  /** Newest first, of every warehouse; files that cannot be read are left out and told by `damaged`. */
  async list(): Promise<readonly CoverageSnapshotInfo[]> {
    return (await this.#readAll()).infos;
  }

  /** Snapshots that cannot be read, each naming its file. */
  async damaged(): Promise<readonly ErrorInfo[]> {
    return (await this.#readAll()).damaged;
  }

  /** @throws BacklineError `not_found`; `bad_rows` naming the file when it is damaged. */
  async get(id: string): Promise<CoverageSnapshot> {
    return this.#folder.read(id);
  }

  /**
   * Keeps a report. A run has one snapshot before and one after: saved again, as after a resume, it replaces the
   * earlier one.
   * @throws BacklineError `disk_unwritable` naming the file.
   */
  async save(
    report: CoverageReport,
    about: { readonly name: string; readonly moment: CoverageMoment; readonly runId: string | null },
  ): Promise<CoverageSnapshotInfo> {
    const savedAt = this.now().toISOString();
    const id =
      about.runId === null
        ? `${savedAt.replace(/\D/g, '').slice(0, 14)}-${randomBytes(3).toString('hex')}`
        : `${about.runId}-${about.moment}`;
    const snapshot: CoverageSnapshot = { id, ...about, savedAt, warehouse: this.warehouse, ...report };
    await this.#folder.write(id, snapshot);
    if (about.runId !== null) await this.#retire();
    return infoOf(snapshot);
  }

  /** Can be undone by `restore`. @throws BacklineError `not_found`, `disk_unwritable`. */
  async delete(id: string): Promise<void> {
    await this.#folder.setAside(id);
  }

  /** Takes back a deletion. @throws BacklineError `not_found`, `wrong_state`, `disk_unwritable`. */
  async restore(id: string): Promise<void> {
    await this.#folder.takeBack(id);
  }

  async #readAll(): Promise<{
    readonly infos: readonly CoverageSnapshotInfo[];
    readonly damaged: readonly ErrorInfo[];
  }> {
    const infos: CoverageSnapshotInfo[] = [];
    const damaged: ErrorInfo[] = [];
    for (const name of await this.#folder.names()) {
      try {
        infos.push(infoOf(await this.#folder.read(name)));
      } catch (thrown) {
        damaged.push(toErrorInfo(thrown));
      }
    }
    return { infos: infos.sort(byNewest), damaged };
  }

  /** Lets go of the automatic snapshots of all but the newest runs. */
  async #retire(): Promise<void> {
    const { infos } = await this.#readAll();
    const ofRuns = infos.filter((info) => info.runId !== null);
    const kept = new Set([...new Set(ofRuns.map((info) => info.runId))].slice(0, KEEP_RUNS));
    for (const info of ofRuns) if (!kept.has(info.runId)) await this.#folder.delete(info.id);
  }
}
