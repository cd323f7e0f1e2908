import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openServices, DEMO_TODAY, type Services } from '../../../../electron/services.js';
import { tableOf } from '../../../../electron/tables/registry.js';
import type { OpenTable } from '../../../../electron/tables/open-table.js';
import { DEFAULT_OPTIONS } from '../../../../shared/backfill.js';
import type { CheckReport } from '../../../../shared/checks.js';
import type { CoverageReport, StoredRow } from '../../../../shared/coverage.js';
import { parseDateRange, parseGameDate, type GameDate } from '../../../../shared/game-date.js';
import type { GapReport, LineDiffReport } from '../../../../shared/lines.js';
import type { TableScope } from '../../../../shared/tables/scope.js';
import type { CellValue } from '../../../../shared/tables/table.js';

export const LINE = 'vegas_points_line';
export const SPAN = parseDateRange('2025-11-04', '2026-01-25');
export const REBUILT = parseDateRange('2026-01-30', '2026-02-01');
export const DATE = parseGameDate('2025-12-10', 'date');
export const TOLERANCE = 0.05;

export type Cells = readonly (readonly CellValue[])[];

/** A demo season of which the last dates were rebuilt, and what its services say. */
interface Season {
  readonly folder: string;
  readonly services: Services;
  readonly runId: string;
  readonly months: CoverageReport;
  readonly gaps: GapReport;
  readonly diff: LineDiffReport;
  readonly checks: CheckReport;
  readonly earlierGaps: GapReport;
  readonly player: string;
  readonly stored: StoredRow;
}

let made: Season | null = null;
let isOpen = false;

/** Made once by the test that needs it: a demo season takes a minute. */
export function season(): Season {
  if (made === null) throw new Error('the season is not made yet');
  return made;
}

export async function makeSeason(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-season-tables-'));
  const services = await openServices({ dataDir: folder, today: DEMO_TODAY });
  isOpen = true;
  const { id: runId } = await services.runs.launch({ ...DEFAULT_OPTIONS, ...REBUILT });
  expect((await services.runs.settled(runId)).state).toBe('succeeded');
  const gaps = await services.lines.gaps(SPAN);
  const diff = await services.lines.diff(SPAN);
  const gap = gaps.gaps.find(({ raw, cause }) => raw !== null && cause === 'not_in_context');
  if (gap === undefined) throw new Error('nobody is missing from the context');
  const key = storedKeyOf(diff);
  made = {
    folder,
    services,
    runId,
    months: await services.coverage.report(SPAN, LINE),
    gaps,
    diff,
    checks: await services.checks.run(DEMO_TODAY, 'corrected'),
    earlierGaps: await services.lines.gaps(parseDateRange('2024-10-01', '2025-06-30')),
    player: gap.playerLookup,
    stored: await services.coverage.row(key.playerLookup, key.date),
  };
}

/** Lets go of the warehouse, which one process at a time may have open. */
export async function closeSeason(): Promise<void> {
  if (isOpen) await season().services.close();
  isOpen = false;
}

export async function dropSeason(): Promise<void> {
  if (made === null) return;
  await closeSeason();
  await rm(made.folder, { recursive: true, force: true });
}

/** A store row of the day. */
function storedKeyOf(diff: LineDiffReport): { readonly playerLookup: string; readonly date: GameDate } {
  const found = diff.rows.find(({ date, store }) => date === DATE && store !== null && store.current !== null);
  if (found === undefined) throw new Error(`nobody has a line on ${DATE}`);
  return { playerLookup: found.playerLookup, date: found.date };
}

export function storedKey(): { readonly playerLookup: string; readonly date: GameDate } {
  return storedKeyOf(season().diff);
}

/** What is kept of the coverage around the run. */
export function aroundRun(): { readonly before: string; readonly after: string } {
  return { before: `${season().runId}-before`, after: `${season().runId}-after` };
}

/** A season().player and date of which both feeds have several rows. */
export function rawKey(): { readonly playerLookup: string; readonly date: GameDate } {
  const found = season().diff.rows.find(({ odds, pros }) => (odds?.rows ?? 0) > 1 && (pros?.rows ?? 0) > 1);
  if (found === undefined) throw new Error('nobody has several raw rows');
  return { playerLookup: found.playerLookup, date: found.date };
}
export function open(scope: TableScope): Promise<OpenTable> {
  const { checks: judge, coverage, lines, planner, runs, snapshots } = season().services;
  return tableOf({ runs, planner, coverage, snapshots, lines, checks: judge }, scope);
}
