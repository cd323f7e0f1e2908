import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_TODAY } from '../../../../electron/services.js';
import type { CheckReport, CheckResult } from '../../../../shared/checks.js';
import type { CoverageReport } from '../../../../shared/coverage.js';
import { compareLines, statusWord } from '../../../../shared/line-diff.js';
import { parseDateRange } from '../../../../shared/game-date.js';
import type { GapReport, LineFunnel } from '../../../../shared/lines.js';
import { diffColumns } from '../../../../shared/tables/diff.js';
import { queryRows } from '../../../../shared/tables/query.js';
import { EVERYTHING } from '../../../../shared/tables/table.js';
import { funnelSteps } from '../../../../renderer/features/line-diff/line-diff-view.js';
import { cli } from '../../cli/cli-io.js';
import { asCell, readWith } from './read-file.js';
import { closeSeason, REBUILT, season, SPAN, TOLERANCE, type Cells } from './season.js';

/** Services, command line and SQL; the last two need the warehouse for themselves. */
export function threeWays(changes: () => Cells): void {
  describe('the same figures from the services, the command line and SQL', () => {
    const span = `BETWEEN DATE '${SPAN.from}' AND DATE '${SPAN.to}'`;
    const STORED = `FROM nba_predictions.ml_feature_store_v2 WHERE game_date ${span}`;
    const RAW = `
      SELECT DISTINCT game_date, player_lookup FROM nba_raw.odds_api_player_points_props
      WHERE game_date ${span} AND points_line > 0
      UNION
      SELECT DISTINCT game_date, player_lookup FROM nba_raw.bettingpros_player_points_props
      WHERE game_date ${span} AND market_type = 'points' AND points_line > 0`;

    beforeAll(closeSeason);

    const sql = async (query: string): Promise<readonly Record<string, unknown>[]> =>
      (await readWith(join(season().folder, 'demo.duckdb'), query)).rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asCell(value)])),
      );
    const asked = async <T>(...argv: readonly string[]): Promise<T> =>
      JSON.parse((await cli(...argv, '--json', '--data-dir', season().folder)).out) as T;
    const range = ['--from', SPAN.from, '--to', SPAN.to];
    const tally = (words: readonly string[]): Readonly<Record<string, number>> =>
      Object.fromEntries([...new Set(words)].sort().map((word) => [word, words.filter((one) => one === word).length]));

    it('coverage by month', async () => {
      const said = await asked<CoverageReport>('coverage', ...range);
      expect(said.months).toEqual(season().months.months);
      const rows = await sql(`
        WITH store AS (
          SELECT game_date, player_lookup, len(features) AS n, features[26] AS line ${STORED}
        ), raw AS (${RAW}), matched AS (
          SELECT raw.game_date, bool_or(store.n >= 33 AND store.line > 0) AS hit
          FROM raw LEFT JOIN store USING (game_date, player_lookup) GROUP BY raw.game_date, raw.player_lookup
        )
        SELECT month, rows, with_value, mean, raw_players, hits FROM (
          SELECT strftime(game_date, '%Y-%m') AS month, count(*) AS rows,
            count(*) FILTER (n >= 33 AND line > 0) AS with_value, avg(line) FILTER (n >= 33 AND line > 0) AS mean
          FROM store GROUP BY 1
        ) JOIN (
          SELECT strftime(game_date, '%Y-%m') AS month, count(*) AS raw_players, count(*) FILTER (hit) AS hits
          FROM matched GROUP BY 1
        ) USING (month) ORDER BY month`);
      expect(rows).toHaveLength(3);
      expect(rows.map(({ mean, ...row }) => ({ ...row, mean: Number(mean).toFixed(6) }))).toEqual(
        season().months.months.map((row) => ({
          month: row.month,
          rows: row.rows,
          with_value: row.rowsWithValue,
          raw_players: row.match.denominator,
          hits: row.match.numerator,
          mean: row.mean?.toFixed(6),
        })),
      );
    });

    it('gaps by cause', async () => {
      const said = await asked<GapReport>('gaps', ...range);
      expect(said.gaps).toEqual(season().gaps.gaps);
      const rows = await sql(
        `SELECT cause, count(*) AS n FROM backline.demo_planted WHERE date ${span} GROUP BY cause ORDER BY cause`,
      );
      expect(Object.fromEntries(rows.map(({ cause, n }) => [String(cause), n]))).toEqual(
        tally(season().gaps.gaps.map(({ cause }) => cause)),
      );
    });

    it('what was not captured, and the outages of a season one feed was captured in', async () => {
      const earlier = parseDateRange('2024-10-01', '2025-06-30');
      const said = await asked<GapReport>('gaps', '--from', earlier.from, '--to', earlier.to);
      expect(said.gaps.map(({ date, playerLookup, cause }) => ({ date, playerLookup, cause }))).toEqual(
        season().earlierGaps.gaps.map(({ date, playerLookup, cause }) => ({ date, playerLookup, cause })),
      );
      expect(said.notCaptured).toEqual(season().earlierGaps.notCaptured);
      const feeds = await sql(`
        SELECT feed, count(*) AS n FROM (
          SELECT 'odds_api' AS feed, game_date FROM nba_raw.odds_api_player_points_props
          UNION ALL SELECT 'bettingpros', game_date FROM nba_raw.bettingpros_player_points_props
        ) WHERE game_date BETWEEN DATE '2024-10-01' AND DATE '2025-09-30' GROUP BY feed`);
      expect(feeds.map(({ feed }) => feed)).toEqual(['odds_api']);
      expect(said.notCaptured.map(({ season, feeds: missing }) => [season, missing])).toEqual([
        ['2024-25', ['bettingpros']],
      ]);
    });

    it('the features of one row', async () => {
      const path = join(season().folder, 'one-date.ndjson');
      await cli(
        'export',
        '--from',
        season().stored.date,
        '--to',
        season().stored.date,
        '--out',
        path,
        '--data-dir',
        season().folder,
      );
      const row = (await readFile(path, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { player_lookup: string; features: number[]; feature_names: string[] })
        .find(({ player_lookup }) => player_lookup === season().stored.playerLookup);
      expect(season().stored.features.map(({ value }) => value)).toEqual(row?.features);
      expect(season().stored.features.map(({ name }) => name)).toEqual(row?.feature_names);
      const rows = await sql(
        `SELECT unnest(features) AS value FROM nba_predictions.ml_feature_store_v2
         WHERE game_date = DATE '${season().stored.date}' AND player_lookup = '${season().stored.playerLookup}'`,
      );
      expect(rows.map(({ value }) => value)).toEqual(season().stored.features.map(({ value }) => value));
    });

    it('the dates after a run, as its snapshot keeps them', async () => {
      const range = ['--from', REBUILT.from, '--to', REBUILT.to];
      const said = await asked<CoverageReport>('coverage', '--by', 'date', ...range);
      const rows = await sql(`
        SELECT game_date::VARCHAR AS date, count(*) AS rows, count(*) FILTER (len(features) >= 33 AND features[26] > 0) AS lines
        FROM nba_predictions.ml_feature_store_v2
        WHERE game_date BETWEEN DATE '${REBUILT.from}' AND DATE '${REBUILT.to}' GROUP BY 1 ORDER BY 1`);
      const kept = changes().map(([date, , rowsAfter, , linesAfter]) => ({ date, rows: rowsAfter, lines: linesAfter }));
      expect(kept).toEqual(rows);
      expect(
        said.dates.map(({ date, rows: count, rowsWithValue }) => ({ date, rows: count, lines: rowsWithValue })),
      ).toEqual(kept);
    });

    it('statuses of the line diff', async () => {
      interface Said {
        readonly rows: readonly { readonly status: string }[];
      }
      const said = await asked<Said>('diff', ...range);
      const counted = tally(said.rows.map(({ status }) => status));
      const words = season().diff.rows.map((row) =>
        statusWord(compareLines(row, 'context', 'raw', TOLERANCE).status, 'context', 'raw'),
      );
      expect(counted).toEqual(tally(words));
      const [sums] = await sql(`
        WITH context AS (
          SELECT game_date, player_lookup, count(*) AS n, arg_max(coalesce(current_points_line, 0), processed_at) AS line
          FROM nba_analytics.upcoming_player_game_context WHERE game_date ${span} GROUP BY ALL
        ), raw AS (${RAW}), stored AS (SELECT game_date, player_lookup, count(*) AS n ${STORED} GROUP BY ALL)
        SELECT
          count(*) FILTER (repeated) AS duplicate,
          count(*) FILTER (NOT repeated AND has_context AND has_raw) AS both_sides,
          count(*) FILTER (NOT repeated AND has_context AND NOT has_raw) AS context_only,
          count(*) FILTER (NOT repeated AND has_raw AND NOT has_context) AS raw_only
        FROM (
          SELECT coalesce(context.n, 0) > 1 OR coalesce(stored.n, 0) > 1 AS repeated,
            coalesce(context.line > 0, false) AS has_context, raw.player_lookup IS NOT NULL AS has_raw
          FROM context FULL JOIN raw USING (game_date, player_lookup) LEFT JOIN stored USING (game_date, player_lookup)
        )`);
      expect({
        duplicate: counted['duplicate'],
        both_sides: (counted['same'] ?? 0) + (counted['differs'] ?? 0),
        context_only: counted['context_only'] ?? 0,
        raw_only: counted['raw_only'],
      }).toEqual(sums);
    });

    it('the funnel of the line diff and its causes', async () => {
      interface Said {
        readonly funnel: LineFunnel;
        readonly rows: readonly { readonly cause: string | null }[];
      }
      const said = await asked<Said>('diff', ...range);
      expect(said.funnel).toEqual(season().diff.funnel);
      const causes = (rows: readonly { readonly cause: string | null }[]) =>
        tally(rows.map(({ cause }) => cause ?? ''));
      expect(causes(said.rows)).toEqual(causes(season().diff.rows));
      const [row] = await sql(`
        WITH played AS (
          SELECT game_date, player_lookup FROM nba_analytics.player_game_summary WHERE game_date ${span}
          GROUP BY ALL HAVING arg_max(coalesce(minutes_played, 0), processed_at) > 0
        ), raw AS (${RAW}), any_market AS (
          SELECT DISTINCT game_date, player_lookup FROM nba_raw.odds_api_player_points_props WHERE game_date ${span}
          UNION SELECT DISTINCT game_date, player_lookup FROM nba_raw.bettingpros_player_points_props WHERE game_date ${span}
        ), context AS (
          SELECT game_date, player_lookup, arg_max(coalesce(current_points_line, 0), processed_at) AS line
          FROM nba_analytics.upcoming_player_game_context WHERE game_date ${span} GROUP BY ALL
        ), stored AS (
          SELECT game_date, player_lookup, bool_or(len(features) >= 33 AND features[26] > 0) AS hit ${STORED} GROUP BY ALL
        )
        SELECT (SELECT count(*) FROM played) AS played,
          (SELECT count(*) FROM played SEMI JOIN any_market USING (game_date, player_lookup)) AS rawAnyMarket,
          (SELECT count(*) FROM played SEMI JOIN raw USING (game_date, player_lookup)) AS rawLine,
          (SELECT count(*) FROM played SEMI JOIN context USING (game_date, player_lookup)) AS inContext,
          (SELECT count(*) FROM played SEMI JOIN (FROM context WHERE line > 0) USING (game_date, player_lookup)) AS contextLine,
          (SELECT count(*) FROM played SEMI JOIN stored USING (game_date, player_lookup)) AS inStore,
          (SELECT count(*) FROM played SEMI JOIN (FROM stored WHERE hit) USING (game_date, player_lookup)) AS storeLine`);
      expect(row).toEqual(season().diff.funnel);
      // Each step leads to the rows that it counts.
      const columns = diffColumns('context', 'raw', TOLERANCE);
      for (const step of funnelSteps(season().diff.funnel))
        expect([
          step.id,
          queryRows(season().diff.rows, columns, { ...EVERYTHING, filters: step.filters }).length,
        ]).toEqual([step.id, step.count]);
    });

    it('checks C1 and C5', async () => {
      const said = await asked<CheckReport>('check', '--thresholds', 'corrected', '--as-of', DEMO_TODAY);
      const of = (report: CheckReport, id: CheckResult['id']) => {
        const { share, value, verdict } = report.checks.find((check) => check.id === id) as CheckResult;
        return { share, value, verdict };
      };
      // C1 looks at today and the seven days before, C5 at the last seven days (domain: vegas section 8).
      const daysBefore = (days: number): string => `BETWEEN DATE '${DEMO_TODAY}' - ${days} AND DATE '${DEMO_TODAY}'`;
      const [row] = await sql(`
        WITH store AS (
          SELECT game_date, player_lookup, features[26] AS line FROM nba_predictions.ml_feature_store_v2
          WHERE game_date ${daysBefore(7)} AND len(features) >= 33
        ), raw AS (${RAW.replaceAll(span, daysBefore(6))})
        SELECT (SELECT count(*) FROM store WHERE line > 0) AS lines, (SELECT count(*) FROM store) AS rows,
          (SELECT count(*) FROM raw SEMI JOIN (FROM store WHERE line > 0) USING (game_date, player_lookup)) AS hits,
          (SELECT count(*) FROM raw) AS raw_players`);
      for (const id of ['c1_seven_days', 'c5_match_rate'] as const)
        expect(of(said, id)).toEqual(of(season().checks, id));
      expect(of(season().checks, 'c1_seven_days').share).toEqual({
        numerator: row?.['lines'],
        denominator: row?.['rows'],
      });
      expect(of(season().checks, 'c5_match_rate').share).toEqual({
        numerator: row?.['hits'],
        denominator: row?.['raw_players'],
      });
    });
  });
}
