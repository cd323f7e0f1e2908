import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { LINE_FEATURE } from '../../electron/coverage/features.js';
import { openServices } from '../../electron/services.js';
import type { GameDate } from '../../shared/game-date.js';
import { diffColumns } from '../../shared/tables/diff.js';
import { queryRows } from '../../shared/tables/query.js';
import type { LineDiffRow } from '../../shared/lines.js';
import { DEFAULT_TOLERANCE } from '../../shared/lines.js';
import { SEASON } from './season.js';

/** Four seasons of store rows stand in the demo. */
const ALL = { from: '2022-10-01' as GameDate, to: '2026-02-01' as GameDate };
const EXPORTED = 500_000;
const SHOWN = 100_000;

export interface Timing {
  readonly ms: number;
  /** Of all cores: what a busy machine does not change. */
  readonly cpuMs: number;
}

export interface GapsFigures {
  readonly months: number;
  readonly gaps: number;
  readonly diffRows: number;
  readonly shownRows: number;
  readonly toMonths: Timing;
  readonly toGaps: Timing;
  readonly toDiff: Timing;
  readonly sort: Timing;
  readonly filter: Timing;
  /** The first letter of a search, and each that follows. */
  readonly search: Timing;
  readonly typing: Timing;
  readonly together: Timing;
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ readonly timing: Timing; readonly value: T }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { timing: { ms, cpuMs: (user + system) / 1000 }, value };
}

/** Coverage, gaps and diff as the screens ask for them, each after one that warms the file and the code. */
export async function benchGaps(demoFile: string, work: string): Promise<GapsFigures> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const services = await openServices({ dataDir: work, access: 'read' });
  try {
    const { coverage, lines } = services;
    await coverage.report(ALL, LINE_FEATURE);
    const months = await timed(() => coverage.report(ALL, LINE_FEATURE));
    await lines.gaps(SEASON);
    const gaps = await timed(() => lines.gaps(SEASON));
    const diff = await timed(() => lines.diff(SEASON));
    const rows = Array.from({ length: SHOWN }, (_, at) => diff.value.rows[at % diff.value.rows.length] as LineDiffRow);
    const columns = diffColumns('context', 'raw', DEFAULT_TOLERANCE);
    const sort = [{ column: 'player_name', desc: false }];
    const filters = [{ column: 'store_line', op: 'atLeast' as const, values: ['15'] }];
    const ask = (query: Partial<Parameters<typeof queryRows>[2]>) =>
      timed(() => queryRows(rows, columns, { filters: [], sort: [], search: '', ...query }));
    await ask({ sort, filters });
    return {
      months: months.value.months.length,
      gaps: gaps.value.gaps.length,
      diffRows: diff.value.rows.length,
      shownRows: rows.length,
      toMonths: months.timing,
      toGaps: gaps.timing,
      toDiff: diff.timing,
      sort: (await ask({ sort })).timing,
      filter: (await ask({ filters })).timing,
      search: (await ask({ search: 'a' })).timing,
      typing: (await ask({ search: 'an' })).timing,
      together: (await ask({ sort, filters, search: 'ant' })).timing,
    };
  } finally {
    await services.close();
  }
}

/** A copy of the demo whose store has half a million rows: each player under several names. */
export async function manyRows(demoFile: string, path: string): Promise<number> {
  rmSync(path, { force: true });
  copyFileSync(demoFile, path);
  const store = 'nba_predictions.ml_feature_store_v2';
  const instance = await DuckDBInstance.create(path, { memory_limit: '1GB' });
  const connection = await instance.connect();
  const count = async (): Promise<number> =>
    Number((await connection.runAndReadAll(`SELECT CAST(COUNT(*) AS INTEGER) FROM ${store}`)).getRows()[0]?.[0]);
  const before = await count();
  const names = Array.from({ length: Math.ceil(EXPORTED / before) - 1 }, (_, at) => `('twin${at}')`).join(', ');
  await connection.run(
    `INSERT INTO ${store}
     SELECT * EXCLUDE (twin) REPLACE (player_lookup || twin AS player_lookup)
     FROM ${store}, (VALUES ${names}) AS twins (twin) LIMIT ${EXPORTED - before}`,
  );
  const rows = await count();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

export interface ExportFigures extends Timing {
  readonly rows: number;
  readonly bytes: number;
  /** Peak of the process less what it had when the warehouse was open. */
  readonly moreMb: number;
}

/** One export of every row, in a process of its own so that its peak memory is its own. */
export async function benchExport(file: string, work: string, ending: string): Promise<ExportFigures> {
  mkdirSync(work, { recursive: true });
  const services = await openServices({ dataDir: work, warehouse: file, access: 'read' });
  const path = join(work, `rows.${ending}`);
  try {
    // The first question opens tables and compiles code, as any screen before an export does.
    await services.coverage.report(SEASON, LINE_FEATURE);
    const before = process.memoryUsage().rss;
    const { timing, value } = await timed(() => services.exports.features({ range: ALL, path, withTimes: false }));
    const peak = process.resourceUsage().maxRSS * 1024;
    return {
      ...timing,
      rows: value.rows,
      bytes: value.bytes,
      moreMb: Math.max(0, peak - before) / 2 ** 20,
    };
  } finally {
    await services.close();
    rmSync(work, { recursive: true, force: true });
  }
}
