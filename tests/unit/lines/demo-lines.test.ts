import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUARD_OVERRIDES, type BackfillOptions } from '../../../shared/backfill.js';
import { CAUSES, type Cause } from '../../../shared/causes.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { GapReport, LineDiffReport, LineDiffRow, LineTriple } from '../../../shared/lines.js';
import { DEMO_TODAY, openServices } from '../../../electron/services.js';
import { systemClock } from '../../../electron/calendar/clock.js';
import { makeDemoWarehouse } from '../../../electron/demo/make-demo.js';
import type { Planted } from '../../../electron/demo/manifest.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { LinesService } from '../../../electron/lines/service.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import { processorRawLines } from '../../../electron/warehouse/statements/processor-raw-lines.js';
import { rowsPosted } from '../coverage/rows-posted.js';

const SEASON: DateRange = { from: '2025-10-01' as GameDate, to: DEMO_TODAY };
/** What the incident spans: the store's first date to its last (domain: vegas section 10). */
const INCIDENT: DateRange = { from: '2025-11-04' as GameDate, to: '2026-02-01' as GameDate };

let folder: string;
let file: string;
let planted: readonly Planted[];
let warehouse: DuckDbWarehouse;
let report: GapReport;
let diff: LineDiffReport;
let statements: number;

const keyOf = (row: { readonly date: string; readonly playerLookup: string }): string =>
  `${row.date} ${row.playerLookup}`;

async function sql(query: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-lines-'));
  file = join(folder, 'demo.duckdb');
  await makeDemoWarehouse({ path: file });
  const rows = await sql('SELECT date::VARCHAR AS date, player_lookup, cause, detail FROM backline.demo_planted');
  planted = rows.map((row) => ({
    date: row.date as GameDate,
    playerLookup: String(row.player_lookup),
    cause: row.cause as Cause,
    detail: String(row.detail),
  }));
  warehouse = await openDuckDbWarehouse({ path: file, readOnly: true });
  const service = new LinesService(warehouse, systemClock(DEMO_TODAY));
  report = await service.gaps(SEASON);
  statements = warehouse.statementsRun;
  diff = await service.diff(SEASON);
}, 240_000);

afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('causes', () => {
  it('are those that were planted: precision and recall of each at least 0.99', () => {
    const wanted = new Map(planted.map((one) => [keyOf(one), one.cause]));
    const found = new Map(report.gaps.map((gap) => [keyOf(gap), gap.cause]));
    expect(found.size).toBe(report.gaps.length);
    for (const cause of CAUSES) {
      const truth = planted.filter((one) => one.cause === cause).map(keyOf);
      const said = report.gaps.filter((gap) => gap.cause === cause).map(keyOf);
      expect(truth.length, cause).toBeGreaterThanOrEqual(20);
      const right = said.filter((key) => wanted.get(key) === cause).length;
      expect(right / said.length, `precision of ${cause}`).toBeGreaterThanOrEqual(0.99);
      expect(right / truth.length, `recall of ${cause}`).toBeGreaterThanOrEqual(0.99);
    }
    const right = report.gaps.filter((gap) => wanted.get(keyOf(gap)) === gap.cause).length;
    expect(right / report.gaps.length, 'precision').toBeGreaterThanOrEqual(0.99);
    expect(right / planted.length, 'recall').toBeGreaterThanOrEqual(0.99);
  });

  it('stand on every listed player without a line in the store, as SQL counts them, and on nobody else', async () => {
    const [row] = await sql(`
      SELECT count(*) AS n FROM nba_analytics.player_game_summary g
      WHERE g.game_date BETWEEN DATE '2025-11-04' AND DATE '2026-02-01' AND NOT EXISTS (
        FROM nba_predictions.ml_feature_store_v2 s WHERE s.game_date = g.game_date
        AND s.player_lookup = g.player_lookup AND len(s.features) >= 33 AND s.features[26] > 0)`);
    expect(report.gaps.length).toBe(Number(row?.n));
    const [all] = await sql(`SELECT count(DISTINCT (game_date, player_lookup)) AS n
      FROM nba_analytics.player_game_summary WHERE game_date BETWEEN DATE '2025-11-04' AND DATE '2026-02-01'`);
    expect(report.playerDates).toBe(Number(all?.n));
  });

  it('have evidence that names a table, and every value of the line it speaks of', () => {
    for (const gap of report.gaps) {
      expect(gap.evidence, keyOf(gap)).toMatch(/_props|_context|_store_v2|box score|feed/);
      if (gap.raw !== null && gap.cause !== 'store_older_than_raw') {
        expect(gap.evidence, keyOf(gap)).toContain(gap.raw.current?.toFixed(1));
      }
      if (gap.cause === 'suffix_or_alias') {
        expect(gap.nameMatch?.line, keyOf(gap)).toBeGreaterThan(0);
        expect(gap.evidence).toContain(gap.nameMatch?.playerLookup);
      }
    }
  });
});

describe('the books of coverage', () => {
  it('count as many players and dates as the line diff then shows, each of its two figures', async () => {
    const coverage = new CoverageService(warehouse, systemClock(DEMO_TODAY));
    const { groups, uncounted } = await coverage.groups(SEASON, 'vegas_points_line', 'book');
    const counted = { ...SEASON, uncounted };
    expect(uncounted.length).toBeGreaterThan(0);
    expect(groups.length).toBeGreaterThan(5);
    for (const { group, match } of groups) expect(rowsPosted(diff.rows, counted, group), group).toEqual(match);
  });
});

describe('a season before BettingPros was captured', () => {
  const EARLIER: DateRange = { from: '2024-10-01' as GameDate, to: '2025-06-30' as GameDate };

  it('has outages on the dates the Odds API is silent only, as SQL counts them', async () => {
    const service = new LinesService(warehouse, systemClock(DEMO_TODAY));
    const earlier = await service.gaps(EARLIER);
    const count = (cause: Cause): number => earlier.gaps.filter((gap) => gap.cause === cause).length;
    const [row] = await sql(`
      SELECT count(*) FILTER (WHERE NOT up) AS outages, count(*) FILTER (WHERE up) AS others FROM (
        SELECT g.game_date IN (SELECT o.game_date FROM nba_raw.odds_api_player_points_props o) AS up
        FROM nba_analytics.player_game_summary g
        WHERE g.game_date BETWEEN DATE '2024-11-05' AND DATE '2025-06-30' AND NOT EXISTS (
          FROM nba_predictions.ml_feature_store_v2 s WHERE s.game_date = g.game_date
          AND s.player_lookup = g.player_lookup AND len(s.features) >= 33 AND s.features[26] > 0))`);
    expect(count('source_outage')).toBe(Number(row?.outages));
    expect(earlier.gaps.length - count('source_outage')).toBe(Number(row?.others));
    expect(Number(row?.others)).toBeGreaterThan(100);
    expect(earlier.notCaptured).toMatchObject([{ season: '2024-25', feeds: ['bettingpros'], leftOut: 0 }]);
    // Of two ranges of the same season the shorter holds nothing else for its dates.
    const month = { from: '2025-01-01' as GameDate, to: '2025-01-31' as GameDate };
    const within = earlier.gaps.filter(({ date }) => date >= month.from && date <= month.to);
    expect((await service.gaps(month)).gaps).toEqual(within);
  });

  it('leaves November 2025 an outage, which lies before the first row of the feed in its season', async () => {
    const service = new LinesService(warehouse, systemClock(DEMO_TODAY));
    const november = await service.gaps({ from: '2025-11-04' as GameDate, to: '2025-11-30' as GameDate });
    const wanted = report.gaps.filter(({ date }) => date <= '2025-11-30');
    expect(november.gaps).toEqual(wanted);
    expect(november.gaps.filter((gap) => gap.cause === 'source_outage').length).toBeGreaterThan(100);
    expect(november.notCaptured).toEqual([]);
  });
});

describe('facts', () => {
  it('take at most eight statements for a range of any length', () => {
    expect(statements).toBeLessThanOrEqual(8);
  });

  it('choose the line that the processor would store, row by row', async () => {
    const read = await warehouse.read(processorRawLines, SEASON);
    const ofProcessor = new Map(
      read.map((row) => [
        `${row.game_date ?? ''} ${row.player_lookup ?? ''}`,
        [row.current_line, row.opening_line ?? row.current_line, row.source],
      ]),
    );
    const chosen = new Map(
      diff.rows
        .filter((row) => row.raw !== null)
        .map((row) => {
          const opening = (row.rawSource === 'bettingpros' ? row.pros : row.odds)?.opening;
          const source = row.rawSource === 'both' ? 'odds_api' : row.rawSource;
          return [keyOf(row), [row.raw?.current, opening ?? row.raw?.current, source]];
        }),
    );
    expect(chosen.size).toBeGreaterThan(15_000);
    expect(chosen).toEqual(ofProcessor);
  });

  it('give the diff the same causes, and the funnel what its rows count', () => {
    const causes = new Map(diff.rows.filter((row) => row.cause !== null).map((row) => [keyOf(row), row.cause]));
    for (const gap of report.gaps) expect(causes.get(keyOf(gap)), keyOf(gap)).toBe(gap.cause);
    const played = diff.rows.filter((row) => row.played);
    expect(diff.funnel.played).toBe(played.length);
    expect(diff.funnel.storeLine).toBe(played.filter((row) => (row.store?.current ?? 0) > 0).length);
    expect(diff.funnel.rawLine).toBeLessThanOrEqual(diff.funnel.rawAnyMarket);
  });
});

describe('the prediction', () => {
  const near = (a: number | null | undefined, b: number | null | undefined): boolean =>
    typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 1e-9;
  const same = (a: LineTriple | null, b: LineTriple | null): boolean =>
    near(a?.current, b?.current) && near(a?.opening, b?.opening) && near(a?.movement, b?.movement);

  it('is what an actual rebuild of the whole incident does, no row different', async () => {
    const copy = join(folder, 'rebuilt.duckdb');
    copyFileSync(file, copy);
    const services = await openServices({ dataDir: join(folder, 'data'), warehouse: copy, today: DEMO_TODAY });
    try {
      const before = await services.lines.gaps(INCIDENT);
      const rowsBefore = new Map((await services.lines.diff(INCIDENT)).rows.map((row) => [keyOf(row), row]));
      const options: BackfillOptions = {
        ...INCIDENT,
        mode: 'backfill',
        lines: 'raw',
        only: 'all',
        order: 'oldest-first',
        concurrency: 2,
        maxBytes: null,
        allow: GUARD_OVERRIDES,
      };
      const run = await services.runs.settled((await services.runs.launch(options)).id);
      expect(run.state).toBe('succeeded');
      const after = await services.lines.gaps(INCIDENT);
      const rowsAfter = (await services.lines.diff(INCIDENT)).rows;

      const closed = new Set(before.gaps.filter((gap) => gap.closedByRebuild).map(keyOf));
      expect(closed.size).toBeGreaterThan(10_000);
      const remaining = before.gaps.filter((gap) => !gap.closedByRebuild).map(keyOf);
      expect(after.gaps.map(keyOf)).toEqual(remaining);

      const wrong = rowsAfter.filter((row): boolean => {
        const was: LineDiffRow | undefined = rowsBefore.get(keyOf(row));
        if (row.store === null) return closed.has(keyOf(row)) || was?.store?.current !== undefined;
        if (row.store.current === null) return was?.raw !== null || closed.has(keyOf(row));
        return !same(row.store, was?.raw ?? null);
      });
      expect(wrong).toEqual([]);
      expect(rowsAfter.length).toBe(rowsBefore.size);
    } finally {
      await services.close();
    }
  }, 240_000);
});
