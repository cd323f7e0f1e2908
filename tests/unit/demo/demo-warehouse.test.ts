import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAUSES } from '../../../shared/causes.js';
import { makeDemoWarehouse, type DemoProgress } from '../../../electron/demo/make-demo.js';
import { type DemoManifest } from '../../../electron/demo/manifest.js';
import { FeatureProcessor } from '../../../electron/feature-store/processor.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import { tableDefinitions } from '../../../electron/warehouse/tables/definitions.js';
import { stripSuffix } from './spelling.js';
import { eachDate, parseDateRange, type GameDate } from '../../../shared/game-date.js';
import { type ContextRow, causeOf, type OddsRow, type ProsRow } from './causes.js';

const STORE = 'nba_predictions.ml_feature_store_v2';
const SUMMARY = 'nba_analytics.player_game_summary';
const CONTEXT = 'nba_analytics.upcoming_player_game_context';
const ODDS = 'nba_raw.odds_api_player_points_props';
const PROS = 'nba_raw.bettingpros_player_points_props';
const SEASON = `game_date BETWEEN DATE '2025-11-04' AND DATE '2026-02-01'`;

let folder: string;
let file: string;
let manifest: DemoManifest;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
const progress: DemoProgress[] = [];
const warnings: string[] = [];

async function open(at: string): Promise<[DuckDBInstance, DuckDBConnection]> {
  const opened = await DuckDBInstance.create(at, { access_mode: 'READ_ONLY' });
  return [opened, await opened.connect()];
}

async function rows(sql: string, on = connection): Promise<Record<string, unknown>[]> {
  return (await on.runAndReadAll(sql)).getRowObjectsJson();
}

async function one(sql: string): Promise<number> {
  return Number(Object.values((await rows(sql))[0] ?? {})[0]);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'backline-demo-'));
  file = path.join(folder, 'demo.duckdb');
  // What a process that died has left, and what one at work might hold.
  const left = path.join(folder, '.demo.duckdb.0123456789ab.building');
  writeFileSync(left, 'half');
  utimesSync(left, new Date(0), new Date(0));
  writeFileSync(path.join(folder, '.demo.duckdb.ba9876543210.building'), 'busy');
  const onWarning = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', onWarning);
  const { signal } = new AbortController();
  manifest = await makeDemoWarehouse({ path: file, signal, onProgress: (step) => progress.push(step) });
  process.off('warning', onWarning);
  [instance, connection] = await open(file);
}, 240_000);

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

describe('the file', () => {
  it('is whole, of modest size, and alone but for what is not its own', () => {
    expect(statSync(file).size).toBeLessThan(150e6);
    expect(readdirSync(folder).sort()).toEqual(['.demo.duckdb.ba9876543210.building', 'demo.duckdb']);
    expect(progress[0]?.step).toBe('Playing four seasons');
    expect(progress.map((step) => step.done)).toEqual(progress.map((_, i) => i));
  });

  it('is made without a warning of the runtime, though one signal stops all its reads', () => {
    expect(warnings).toEqual([]);
  });

  it('holds the rows the manifest counts, in every table', async () => {
    for (const { name } of tableDefinitions) {
      const count = await one(`SELECT count(*) FROM ${name}`);
      expect(count, name).toBe(manifest.rows[name]);
      expect(count, name).toBeGreaterThan(0);
    }
    expect(await one('SELECT count(*) FROM backline.demo_planted')).toBe(manifest.planted.length);
  });

  it('fills every REQUIRED column and keeps natural keys apart', async () => {
    for (const table of tableDefinitions) {
      const required = table.columns.filter((column) => column.required).map((column) => `count("${column.name}")`);
      const [found] = await rows(`SELECT count(*) AS n, ${required.join(', ')} FROM ${table.name}`);
      expect(new Set(Object.values(found ?? {})).size, table.name).toBe(1);
      // Only the context holds a player twice a day, and that on purpose.
      if (table.name === CONTEXT) continue;
      const key = table.naturalKey.map((column) => `"${column}"`).join(', ');
      const doubled = await one(
        `SELECT count(*) FROM (SELECT 1 FROM ${table.name} GROUP BY ${key} HAVING count(*) > 1)`,
      );
      expect(doubled, table.name).toBe(0);
    }
  });

  it('knows only the 30 teams', async () => {
    expect(await one(`SELECT count(DISTINCT team_abbr) FROM ${SUMMARY}`)).toBe(30);
    expect(await one(`SELECT max(n) FROM (SELECT count(*) AS n FROM ${SUMMARY} GROUP BY game_date)`)).toBeGreaterThan(
      500,
    );
  });

  it('is the same for the same seed, and another for another', async () => {
    const again = path.join(folder, 'again.duckdb');
    const digests = async (on: DuckDBConnection): Promise<unknown> => {
      const tables = [...tableDefinitions.map((table) => table.name), 'backline.demo_planted'];
      const found = [];
      for (const name of tables)
        found.push([name, await rows(`SELECT count(*), sum(hash(t)::HUGEINT) FROM ${name} t`, on)]);
      return found;
    };
    const repeated = await makeDemoWarehouse({ path: again });
    expect({ ...repeated, path: file }).toEqual(manifest);
    const [otherInstance, other] = await open(again);
    try {
      expect(await digests(other)).toEqual(await digests(connection));
    } finally {
      other.closeSync();
      otherInstance.closeSync();
    }
    const steps: string[] = [];
    const controller = new AbortController();
    const stopped = makeDemoWarehouse({
      path: again,
      seed: 7,
      signal: controller.signal,
      onProgress: ({ step }) => {
        steps.push(step);
        if (steps.length === 4) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    // The stopped make has left the whole file of before, and nothing of its own.
    expect(readdirSync(folder).filter((name) => name.includes('again'))).toEqual(['again.duckdb']);
    const [keptInstance, kept] = await open(again);
    expect(await digests(kept)).toEqual(await digests(connection));
    kept.closeSync();
    keptInstance.closeSync();
  }, 240_000);

  it('refuses a seed that is none', async () => {
    const refused = makeDemoWarehouse({ path: path.join(folder, 'x.duckdb'), seed: 1.5 });
    await expect(refused).rejects.toMatchObject({ code: 'bad_input', subject: '--seed' });
  });
});

describe('shares', () => {
  const listedWith = (condition: string, from: string, to: string): Promise<number> =>
    one(`SELECT avg(CASE WHEN ${condition} THEN 1.0 ELSE 0.0 END) FROM ${SUMMARY} g
         WHERE g.game_date BETWEEN DATE '${from}' AND DATE '${to}'`);
  const raw = `EXISTS (FROM ${ODDS} o WHERE o.game_date = g.game_date AND o.player_lookup = g.player_lookup AND o.points_line > 0)
    OR EXISTS (FROM ${PROS} b WHERE b.game_date = g.game_date AND b.player_lookup = g.player_lookup
               AND b.market_type = 'points' AND b.points_line > 0)`;
  const context = `EXISTS (FROM ${CONTEXT} c WHERE c.game_date = g.game_date AND c.player_lookup = g.player_lookup
    AND c.current_points_line > 0)`;
  const months = [
    ['2025-11-04', '2025-11-30'],
    ['2025-12-01', '2025-12-31'],
    ['2026-01-01', '2026-01-31'],
  ] as const;

  it('give more than 95 % of all listed players a raw line, each month', async () => {
    for (const [from, to] of months) expect(await listedWith(raw, from, to), from).toBeGreaterThan(0.955);
  });

  it('give about 43 % a context line: 57.9 in November, 32.5 in December, 43.4 in January', async () => {
    const expected = [0.579, 0.325, 0.434];
    for (const [i, [from, to]] of months.entries()) {
      const share = await listedWith(context, from, to);
      expect(Math.abs(share - (expected[i] ?? 0)), `${from}: ${String(share)}`).toBeLessThan(0.02);
    }
    const together = await listedWith(context, '2025-11-04', '2026-01-31');
    expect(Math.abs(together - 0.43)).toBeLessThan(0.02);
  });

  it('keep raw lines under other spellings below 1 % of the players with a raw line, each month', async () => {
    for (const [from, to] of months) {
      const strays = await one(`
        WITH raw AS (
          SELECT game_date, player_lookup FROM ${ODDS} WHERE points_line > 0
          UNION SELECT game_date, player_lookup FROM ${PROS} WHERE market_type = 'points' AND points_line > 0)
        SELECT avg(CASE WHEN g.player_lookup IS NULL THEN 1.0 ELSE 0.0 END)
        FROM raw LEFT JOIN ${SUMMARY} g USING (game_date, player_lookup)
        WHERE raw.game_date BETWEEN DATE '${from}' AND DATE '${to}'`);
      expect(strays, from).toBeLessThan(0.01);
      expect(strays, from).toBeGreaterThan(0);
    }
  });

  it('put 150 to 200 expected players a day into the context, and 99.4 % lines into last season', async () => {
    const perDay = await one(`SELECT avg(n) FROM (SELECT count(DISTINCT player_lookup) AS n FROM ${CONTEXT}
      WHERE ${SEASON} GROUP BY game_date)`);
    expect(perDay).toBeGreaterThan(150);
    expect(perDay).toBeLessThan(200);
    const [last] = await rows(`SELECT avg(CASE WHEN features[26] > 0 THEN 1.0 ELSE 0.0 END) AS share,
      count(*) / count(DISTINCT game_date) AS a_day FROM ${STORE}
      WHERE game_date BETWEEN DATE '2024-11-05' AND DATE '2025-01-31'`);
    expect(Number(last?.share)).toBeCloseTo(0.994, 2);
    expect(Math.abs(Number(last?.a_day) - 158)).toBeLessThan(15);
  });

  it('are what the processor makes of the tables: context reproduces the store, raw repairs it', async () => {
    const warehouse = await openDuckDbWarehouse({ path: file, readOnly: true });
    try {
      const dates = eachDate(parseDateRange('2025-12-01', '2025-12-31')).filter(
        (date) => !['2025-12-24', '2025-12-25'].includes(date),
      );
      const stored = new Map(
        (
          await rows(`SELECT game_date::VARCHAR || player_lookup AS k, features::VARCHAR AS f, features[26] > 0 AS lined
            FROM ${STORE} WHERE game_date BETWEEN DATE '2025-12-01' AND DATE '2025-12-31'`)
        ).map((row) => [row.k, row] as const),
      );
      const odd = new Set(
        manifest.planted
          .filter(({ cause }) => ['store_older_than_raw', 'duplicate_rows', 'not_in_store'].includes(cause))
          .map(({ date, playerLookup }) => date + playerLookup),
      );
      const share = { raw: 0, context: 0, listed: 0, rawPlayers: 0, matched: 0 };
      for (const lines of ['context', 'raw'] as const) {
        const processor = new FeatureProcessor(warehouse, { mode: 'backfill', lines, today: '2026-03-01' as GameDate });
        const chunk = await processor.readChunk(dates);
        for (const date of dates) {
          const outcome = processor.processDate(chunk, date, '2026-03-01T00:00:00Z');
          const lined = new Set<string>();
          for (const row of outcome.rows) {
            if ((row.features[25] ?? 0) > 0) lined.add(row.player_lookup);
            const key = date + row.player_lookup;
            if (lines !== 'context' || odd.has(key) || !stored.has(key)) continue;
            expect(stored.get(key)?.lined, key).toBe((row.features[25] ?? 0) > 0);
            const values = JSON.parse(String(stored.get(key)?.f)) as number[];
            expect(values, key).toEqual(row.features);
          }
          share[lines] += lined.size;
          if (lines === 'context') continue;
          share.listed += outcome.rows.length;
          for (const player of chunk.rawPlayers(date)) {
            share.rawPlayers += 1;
            if (lined.has(player)) share.matched += 1;
          }
        }
      }
      expect(share.raw / share.listed).toBeGreaterThan(0.95);
      expect(share.matched / share.rawPlayers).toBeGreaterThan(0.99);
      expect(Math.abs(share.context / share.listed - 0.325)).toBeLessThan(0.02);
    } finally {
      await warehouse.close();
    }
  }, 120_000);
});

describe('what was planted', () => {
  it('is every cause, on player-dates whose store row has no line or is missing', async () => {
    for (const cause of CAUSES) expect(manifest.plantedByCause[cause], cause).toBeGreaterThanOrEqual(20);
    expect(
      await one(`SELECT count(*) FROM backline.demo_planted p JOIN ${STORE} s
      ON s.game_date = p.date AND s.player_lookup = p.player_lookup WHERE s.features[26] > 0`),
    ).toBe(0);
    expect(
      await one(`SELECT count(*) FROM ${SUMMARY} g
      LEFT JOIN ${STORE} s USING (game_date, player_lookup)
      LEFT JOIN backline.demo_planted p ON p.date = g.game_date AND p.player_lookup = g.player_lookup
      WHERE g.${SEASON} AND (p.cause IS NULL) <> (coalesce(s.features[26], 0) > 0)`),
    ).toBe(0);
  });

  it('is what the ordered tests of the domain find', async () => {
    const key = (row: Record<string, unknown>): string => `${String(row.d)} ${String(row.p)}`;
    const group = async <T>(sql: string, make: (row: Record<string, unknown>) => T): Promise<Map<string, T[]>> => {
      const found = new Map<string, T[]>();
      for (const row of await rows(sql)) {
        const list = found.get(key(row));
        if (list) list.push(make(row));
        else found.set(key(row), [make(row)]);
      }
      return found;
    };
    const cells = 'game_date::VARCHAR AS d, player_lookup AS p';
    const odds = await group<OddsRow>(
      `SELECT ${cells}, regexp_matches(game_id, '^[0-9]{10}$') AS ten, minutes_before_tipoff < 0 AS late,
       epoch(snapshot_timestamp) AS seen, points_line AS line FROM ${ODDS} WHERE ${SEASON}`,
      (row) => ({
        tenDigits: row.ten === true,
        afterTip: row.late === true,
        seen: Number(row.seen),
        line: Number(row.line),
      }),
    );
    const pros = await group<ProsRow>(
      `SELECT ${cells}, market_type = 'points' AS points, is_active AS active, bet_side = 'over' AS over,
       epoch(created_at) AS seen, points_line AS line FROM ${PROS} WHERE ${SEASON}`,
      (row) => ({
        points: row.points === true,
        active: row.active === true,
        over: row.over === true,
        seen: Number(row.seen),
        line: Number(row.line),
      }),
    );
    const context = await group<ContextRow>(
      `SELECT ${cells}, epoch(processed_at) AS at, current_points_line > 0 AS line FROM ${CONTEXT} WHERE ${SEASON}
       ORDER BY processed_at`,
      (row) => ({ at: Number(row.at), line: row.line === true }),
    );
    const written = await group<number>(
      `SELECT ${cells}, epoch(coalesce(updated_at, created_at)) AS at FROM ${STORE} WHERE ${SEASON}`,
      (row) => Number(row.at),
    );
    const played = await group<boolean>(
      `SELECT ${cells}, coalesce(minutes_played, 0) > 0 AS took FROM ${SUMMARY} WHERE ${SEASON}`,
      (row) => row.took === true,
    );
    const aliases = new Map<string, string>();
    for (const row of await rows(`SELECT alias_lookup AS a, nba_canonical_lookup AS c FROM nba_reference.player_aliases
      WHERE alias_type = 'nickname'`)) {
      aliases.set(String(row.c), String(row.a));
    }
    const days = (list: Map<string, unknown>): Set<string> =>
      new Set([...list.keys()].map((text) => text.slice(0, 10)));
    const oddsDays = days(odds);
    const prosDays = days(pros);
    const alive = new Set(
      [...context].filter(([, list]) => list.some((row) => row.line)).map(([text]) => text.slice(0, 10)),
    );
    let right = 0;
    const wrong: string[] = [];
    for (const { date, playerLookup, cause } of manifest.planted) {
      const at = `${date} ${playerLookup}`;
      const spellings = [stripSuffix(playerLookup), aliases.get(playerLookup)].filter((text) => text !== undefined);
      const found = causeOf({
        odds: odds.get(at) ?? [],
        pros: pros.get(at) ?? [],
        context: context.get(at) ?? [],
        otherSpelling: spellings.some((text) => odds.has(`${date} ${text}`) || pros.has(`${date} ${text}`)),
        contextAlive: alive.has(date),
        written: written.get(at)?.[0] ?? null,
        feedSilent: !oddsDays.has(date) || !prosDays.has(date),
        played: played.get(at)?.[0] === true,
      });
      if (found === cause) right += 1;
      else wrong.push(`${at}: planted ${cause}, found ${found}`);
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(right).toBe(manifest.planted.length);
  }, 120_000);

  it('holds the traps of the feeds', async () => {
    const some = async (sql: string): Promise<void> =>
      expect(await one(`SELECT count(*) ${sql}`), sql).toBeGreaterThan(0);
    const none = async (sql: string): Promise<void> => expect(await one(`SELECT count(*) ${sql}`), sql).toBe(0);
    await none(`FROM ${PROS} WHERE game_date < DATE '2025-12-01'`);
    await none(`FROM ${ODDS} WHERE game_date = DATE '2026-01-15'`);
    await none(
      `FROM ${ODDS} WHERE ${SEASON} AND game_date < DATE '2025-12-28' AND game_id NOT LIKE '%\\_%' ESCAPE '\\'`,
    );
    await some(`FROM ${ODDS} WHERE game_date >= DATE '2025-12-28' AND length(game_id) = 10`);
    await some(`FROM ${ODDS} WHERE game_date >= DATE '2025-12-28' AND length(game_id) > 10`);
    await some(`FROM ${ODDS} WHERE minutes_before_tipoff < 0`);
    await some(`FROM ${ODDS} WHERE points_line = 0`);
    await some(`FROM ${PROS} WHERE market_type <> 'points'`);
    await some(`FROM ${PROS} WHERE NOT is_active`);
    await some(`FROM (SELECT 1 FROM ${PROS} WHERE market_type = 'points' AND bookmaker = 'DraftKings' AND bet_side = 'over'
      GROUP BY game_date, player_lookup, created_at::DATE HAVING count(DISTINCT points_line) > 1)`);
    await some(`FROM ${PROS} WHERE player_name LIKE '% Jr.' AND player_lookup NOT LIKE '%jr'`);
    await none(
      `FROM ${PROS} WHERE game_date >= DATE '2026-01-15' AND player_name LIKE '% Jr.' AND player_lookup NOT LIKE '%jr'`,
    );
    expect(await one(`SELECT count(DISTINCT bookmaker) FROM ${ODDS}`)).toBeGreaterThanOrEqual(5);
    expect(await one(`SELECT count(DISTINCT bookmaker) FROM ${PROS}`)).toBeGreaterThanOrEqual(6);
    await some(`FROM (SELECT 1 FROM nba_raw.nbac_schedule GROUP BY game_id HAVING count(*) > 2)`);
    await some(`FROM nba_raw.nbac_schedule WHERE is_all_star`);
    await some(`FROM nba_raw.nbac_schedule WHERE game_date > DATE '2026-02-01' AND game_status = 1`);
    await some(`FROM (SELECT 1 FROM nba_raw.nbac_schedule GROUP BY game_id HAVING count(DISTINCT game_date) > 1)`);
    await some(`FROM (SELECT 1 FROM ${CONTEXT} GROUP BY game_date, player_lookup HAVING count(*) > 1)`);
    await some(`FROM ${SUMMARY} g WHERE minutes_played > 0 AND ${SEASON} AND NOT EXISTS (FROM ${CONTEXT} c
      WHERE c.game_date = g.game_date AND c.player_lookup = g.player_lookup)`);
    await some(`FROM ${STORE} WHERE len(features) = 25`);
    await some(`FROM ${STORE} WHERE len(features) = 33`);
  });

  it('holds the faults of the dates', async () => {
    const on = (table: string, date: string, column = 'game_date'): Promise<number> =>
      one(`SELECT count(*) FROM ${table} WHERE ${column} = DATE '${date}'`);
    const ratio = async (date: string): Promise<number> => (await on(STORE, date)) / (await on(SUMMARY, date));
    expect(manifest.dates.length).toBe(10);
    expect(await ratio('2025-12-18')).toBe(0);
    expect(await ratio('2026-01-08')).toBeLessThan(0.85);
    expect(await ratio('2026-01-07')).toBe(1);
    expect(
      await one(`SELECT count(*) FROM ${STORE} WHERE game_date BETWEEN DATE '2025-10-01' AND DATE '2025-11-03'`),
    ).toBe(0);
    const composite = async (date: string): Promise<number> =>
      (await on('nba_precompute.player_composite_factors', date)) / (await on(SUMMARY, date));
    expect(await composite('2026-01-29')).toBeLessThan(0.5 * (await composite('2026-01-28')));
    expect(await composite('2026-01-29')).toBeGreaterThan(0.1);
    const zones =
      (await on('nba_precompute.player_shot_zone_analysis', '2025-12-04', 'analysis_date')) /
      (await on(SUMMARY, '2025-12-04'));
    const usual =
      (await on('nba_precompute.player_shot_zone_analysis', '2025-12-05', 'analysis_date')) /
      (await on(SUMMARY, '2025-12-05'));
    expect(zones).toBeLessThan(usual * 0.7);
    const stale = await rows(`SELECT DISTINCT c.game_date::VARCHAR AS d FROM ${CONTEXT} c
      JOIN (SELECT game_date, max(coalesce(updated_at, created_at)) AS at FROM ${STORE} GROUP BY game_date) s USING (game_date)
      WHERE c.${SEASON} AND c.processed_at > s.at ORDER BY d`);
    expect(stale.map((row) => row.d)).toEqual(['2025-11-13', '2025-12-11', '2026-01-22']);
    const breakers = await rows(`SELECT circuit_breaker_until > TIMESTAMP '2090-01-01' AS active, count(*) AS n
      FROM nba_orchestration.reprocess_attempts WHERE circuit_breaker_tripped GROUP BY 1`);
    expect(breakers.map((row) => row.active).sort()).toEqual([false, true]);
    expect(
      await one(
        `SELECT count(*) FROM nba_precompute.player_composite_factors WHERE fatigue_score NOT BETWEEN 0 AND 100`,
      ),
    ).toBe(2);
  });
});
