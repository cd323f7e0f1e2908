import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices, DEMO_TODAY, type Services } from '../../../electron/services.js';
import { tableOf } from '../../../electron/tables/registry.js';
import type { OpenTable } from '../../../electron/tables/open-table.js';
import { DEFAULT_OPTIONS } from '../../../shared/backfill.js';
import type { CheckReport, CheckResult } from '../../../shared/checks.js';
import type { CoverageReport, StoredRow } from '../../../shared/coverage.js';
import { parseDateRange, parseGameDate, type GameDate } from '../../../shared/game-date.js';
import { compareLines, statusWord } from '../../../shared/line-diff.js';
import type { GapReport, LineDiffReport } from '../../../shared/lines.js';
import type { TableId, TableScope } from '../../../shared/tables/scope.js';
import { EVERYTHING, type CellValue, type TableQuery } from '../../../shared/tables/table.js';
import { cli } from '../cli/cli-io.js';
import { parseCsv } from '../export/rfc4180.js';

const LINE = 'vegas_points_line';
const SPAN = parseDateRange('2025-11-04', '2026-01-25');
const REBUILT = parseDateRange('2026-01-30', '2026-02-01');
const DATE = parseGameDate('2025-12-10', 'date');
const TOLERANCE = 0.05;

type Cells = readonly (readonly CellValue[])[];

let folder: string;
let services: Services;
let isOpen = false;
let player: string;
let runId: string;
let months: CoverageReport;
let gaps: GapReport;
let diff: LineDiffReport;
let checks: CheckReport;
let earlierGaps: GapReport;
let stored: StoredRow;
/** Dates that differ around the run: date, rows and lines, each before and after. */
let changes: Cells;

async function close(): Promise<void> {
  if (isOpen) await services.close();
  isOpen = false;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-season-tables-'));
  services = await openServices({ dataDir: folder, today: DEMO_TODAY });
  isOpen = true;
  const run = await services.runs.launch({ ...DEFAULT_OPTIONS, ...REBUILT });
  runId = run.id;
  expect((await services.runs.settled(runId)).state).toBe('succeeded');
  months = await services.coverage.report(SPAN, LINE);
  gaps = await services.lines.gaps(SPAN);
  diff = await services.lines.diff(SPAN);
  checks = await services.checks.run(DEMO_TODAY, 'corrected');
  const gap = gaps.gaps.find(({ raw, cause }) => raw !== null && cause === 'not_in_context');
  if (gap === undefined) throw new Error('nobody is missing from the context');
  earlierGaps = await services.lines.gaps(parseDateRange('2024-10-01', '2025-06-30'));
  stored = await services.coverage.row(storedKey().playerLookup, storedKey().date);
  changes = await cellsOf(TOLD['snapshot-dates']);
  player = gap.playerLookup;
}, 240_000);

afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** What a table says: how it is asked for, and figures of the service's own rows under the names of the columns. */
interface Told {
  readonly scope: () => TableScope;
  readonly columns: readonly string[];
  readonly expected: () => Promise<Cells>;
  /** A filter that leaves some rows and not all, and a sort. */
  readonly query: Partial<TableQuery>;
}

const percent = ({ numerator, denominator }: { readonly numerator: number; readonly denominator: number }) =>
  denominator === 0 ? null : (numerator / denominator) * 100;
const is = (column: string, ...values: readonly string[]) => ({ column, op: 'is' as const, values });
const options = { ...DEFAULT_OPTIONS, ...SPAN };

const TOLD: Readonly<Record<TableId, Told>> = {
  'coverage-months': {
    scope: () => ({ table: 'coverage-months', feature: LINE, ...SPAN }),
    columns: ['month', 'rows', 'match_numerator', 'match_percent', 'mean', 'drift_points'],
    expected: async () =>
      (await services.coverage.report(SPAN, LINE)).months.map((row) => [
        row.month,
        row.rows,
        row.match.numerator,
        percent(row.match),
        row.mean,
        row.drift,
      ]),
    query: {
      filters: [{ column: 'month', op: 'atLeast', values: ['2025-12'] }],
      sort: [{ column: 'rows', desc: true }],
    },
  },
  'coverage-dates': {
    scope: () => ({ table: 'coverage-dates', feature: LINE, ...SPAN }),
    columns: ['date', 'games', 'rows', 'context_denominator'],
    expected: async () =>
      (await services.coverage.report(SPAN, LINE)).dates.map((row) => [
        row.date,
        row.games,
        row.rows,
        row.context.denominator,
      ]),
    query: { filters: [{ column: 'games', op: 'atLeast', values: ['7'] }], sort: [{ column: 'games', desc: true }] },
  },
  'coverage-groups': {
    scope: () => ({ table: 'coverage-groups', feature: LINE, by: 'book', ...SPAN }),
    columns: ['group', 'match_denominator', 'chosen'],
    expected: async () =>
      (await services.coverage.groups(SPAN, LINE, 'book')).groups.map((row) => [
        row.group,
        row.match.denominator,
        row.chosen,
      ]),
    query: {
      filters: [{ column: 'chosen', op: 'atLeast', values: ['1'] }],
      sort: [{ column: 'match_denominator', desc: false }],
    },
  },
  'coverage-players': {
    scope: () => ({ table: 'coverage-players', date: DATE, feature: LINE }),
    columns: ['player_lookup', 'value', 'has_value', 'raw_line'],
    expected: async () =>
      (await services.coverage.players(DATE, LINE)).map((row) => [
        row.playerLookup,
        row.value,
        row.hasValue,
        row.rawLine,
      ]),
    query: { filters: [is('has_value', 'true')], sort: [{ column: 'value', desc: true }] },
  },
  'stored-features': {
    scope: () => ({ table: 'stored-features', ...storedKey() }),
    columns: ['index', 'name', 'value', 'range', 'source'],
    expected: async () =>
      (await services.coverage.row(storedKey().playerLookup, storedKey().date)).features.map((row) => [
        row.index,
        row.name,
        row.value,
        row.value === null ? 'not_in_row' : row.outOfRange ? 'out_of_range' : 'in_range',
        row.source,
      ]),
    query: { filters: [{ column: 'index', op: 'atLeast', values: ['25'] }], sort: [{ column: 'index', desc: true }] },
  },
  snapshots: {
    scope: () => ({ table: 'snapshots' }),
    columns: ['snapshot_id', 'saved_at', 'moment', 'run', 'from', 'feature'],
    expected: async () =>
      (await services.snapshots.list()).map((row) => [
        row.id,
        row.savedAt,
        row.moment,
        row.runId,
        row.from,
        row.feature,
      ]),
    query: { filters: [is('moment', 'after')] },
  },
  'snapshot-months': {
    scope: () => ({ table: 'snapshot-months', ...aroundRun() }),
    columns: ['month', 'rows_before', 'rows_after', 'match_before_numerator', 'match_after_numerator'],
    expected: async () => {
      const { months: before } = await services.snapshots.get(aroundRun().before);
      const { months: after } = await services.snapshots.get(aroundRun().after);
      return after.map((row, at) => [
        row.month,
        before[at]?.rows ?? null,
        row.rows,
        before[at]?.match.numerator ?? null,
        row.match.numerator,
      ]);
    },
    query: { filters: [is('month', '2026-02')] },
  },
  'snapshot-dates': {
    scope: () => ({ table: 'snapshot-dates', ...aroundRun() }),
    columns: ['date', 'rows_before', 'rows_after', 'share_before_numerator', 'share_after_numerator'],
    // A rebuild from raw lines gives every one of its dates more lines, so all of them differ.
    expected: async () => {
      const { dates: before } = await services.snapshots.get(aroundRun().before);
      const { dates: after } = await services.snapshots.get(aroundRun().after);
      return after.map((row, at) => [
        row.date,
        before[at]?.rows ?? null,
        row.rows,
        before[at]?.rowsWithValue ?? null,
        row.rowsWithValue,
      ]);
    },
    query: {
      filters: [{ column: 'date', op: 'atMost', values: ['2026-01-31'] }],
      sort: [{ column: 'date', desc: true }],
    },
  },
  gaps: {
    scope: () => ({ table: 'gaps', ...SPAN }),
    columns: ['game_date', 'player_lookup', 'cause', 'closed_by_rebuild', 'raw_line'],
    expected: async () =>
      gaps.gaps.map((row) => [row.date, row.playerLookup, row.cause, row.closedByRebuild, row.raw?.current ?? null]),
    query: { filters: [is('cause', 'suffix_or_alias')], sort: [{ column: 'player_lookup', desc: false }] },
  },
  'player-days': {
    scope: () => ({ table: 'player-days', playerLookup: player, ...SPAN }),
    columns: ['game_date', 'state', 'cause', 'store_line'],
    expected: async () =>
      (await services.lines.player(player, SPAN)).days.map((row) => [
        row.date,
        row.state,
        row.cause,
        row.store?.current ?? null,
      ]),
    query: { filters: [{ column: 'cause', op: 'notEmpty', values: [] }], sort: [{ column: 'cause', desc: true }] },
  },
  diff: {
    scope: () => ({ table: 'diff', left: 'context', right: 'raw', tolerance: TOLERANCE, ...SPAN }),
    columns: ['game_date', 'player_lookup', 'status', 'current_difference', 'duplicates'],
    // In the order of the screen: by status, duplicates first.
    expected: async () => {
      const order = ['duplicate', 'differs', 'context_only', 'raw_only', 'same', 'nowhere'];
      return diff.rows
        .map((row) => {
          const { status, differences } = compareLines(row, 'context', 'raw', TOLERANCE);
          return { row, word: statusWord(status, 'context', 'raw'), differences };
        })
        .sort((a, b) => order.indexOf(a.word) - order.indexOf(b.word))
        .map(({ row, word, differences }) => [row.date, row.playerLookup, word, differences.current, row.duplicates]);
    },
    query: { filters: [is('status', 'differs', 'raw_only')], sort: [{ column: 'current_difference', desc: true }] },
  },
  'raw-rows': {
    scope: () => ({ table: 'raw-rows', ...rawKey() }),
    columns: ['source', 'bookmaker', 'line', 'captured_at', 'chosen'],
    expected: async () =>
      (await services.lines.evidence(rawKey().playerLookup, rawKey().date)).rawRows.map((row) => [
        row.source,
        row.book,
        row.line,
        row.at,
        row.chosen,
      ]),
    query: { filters: [is('source', 'odds_api')], sort: [{ column: 'captured_at', desc: true }] },
  },
  checks: {
    scope: () => ({ table: 'checks', asOf: DEMO_TODAY, thresholds: 'corrected' }),
    columns: ['id', 'verdict', 'alert', 'value', 'numerator', 'since'],
    expected: async () =>
      checks.checks.map((row) => [row.id, row.verdict, row.alert, row.value, row.share?.numerator ?? null, row.since]),
    query: { filters: [is('verdict', 'ok')], sort: [{ column: 'value', desc: true }] },
  },
  runs: {
    scope: () => ({ table: 'runs' }),
    columns: ['run_id', 'state', 'from', 'dates_done', 'rows_written'],
    expected: async () =>
      (await services.runs.runs()).map((run) => [
        run.id,
        run.state,
        run.options.from,
        run.counts.done,
        run.rowsWritten,
      ]),
    query: { filters: [is('state', 'failed')] },
  },
  'run-dates': {
    scope: () => ({ table: 'run-dates', runId }),
    columns: ['run_id', 'date', 'state', 'rows_written', 'match_after_numerator'],
    expected: async () =>
      (await services.runs.run(runId)).dates.map((row) => [
        runId,
        row.date,
        row.state,
        row.rowsWritten,
        row.matchAfter?.numerator ?? null,
      ]),
    query: {
      filters: [{ column: 'date', op: 'atMost', values: ['2026-01-31'] }],
      sort: [{ column: 'date', desc: true }],
    },
  },
  'plan-dates': {
    scope: () => ({ table: 'plan-dates', options }),
    columns: ['date', 'action', 'reason', 'listed', 'match_before_numerator'],
    expected: async () =>
      (await services.planner.plan(options)).dates.map((row) => [
        row.date,
        row.action,
        row.reason,
        row.listed,
        row.matchBefore?.numerator ?? null,
      ]),
    query: {
      filters: [{ column: 'date', op: 'atLeast', values: ['2025-12-01'] }],
      sort: [{ column: 'listed', desc: true }],
    },
  },
};

/** A store row of the day. */
function storedKey(): { readonly playerLookup: string; readonly date: GameDate } {
  const found = diff.rows.find(({ date, store }) => date === DATE && store !== null && store.current !== null);
  if (found === undefined) throw new Error(`nobody has a line on ${DATE}`);
  return { playerLookup: found.playerLookup, date: found.date };
}

/** What is kept of the coverage around the run. */
function aroundRun(): { readonly before: string; readonly after: string } {
  return { before: `${runId}-before`, after: `${runId}-after` };
}

/** A player and date of which both feeds have several rows. */
function rawKey(): { readonly playerLookup: string; readonly date: GameDate } {
  const found = diff.rows.find(({ odds, pros }) => (odds?.rows ?? 0) > 1 && (pros?.rows ?? 0) > 1);
  if (found === undefined) throw new Error('nobody has several raw rows');
  return { playerLookup: found.playerLookup, date: found.date };
}

function open(scope: TableScope): Promise<OpenTable> {
  const { checks: judge, coverage, lines, planner, runs, snapshots } = services;
  return tableOf({ runs, planner, coverage, snapshots, lines, checks: judge }, scope);
}

/** The told columns of the table's rows. */
async function cellsOf({ columns, scope }: Told, asked: Partial<TableQuery> = {}): Promise<Cells> {
  const table = await open(scope());
  const at = columns.map((column) => table.fields.findIndex((field) => field.id === column));
  expect(at, columns.join()).not.toContain(-1);
  return [...table.select({ ...EVERYTHING, ...asked }).cells()].map((cells) => at.map((place) => cells[place] ?? null));
}

describe.each(Object.keys(TOLD) as readonly TableId[])('the table %s', (id) => {
  const { columns, expected, query, scope } = TOLD[id];
  const picked = (asked: Partial<TableQuery>): Promise<Cells> => cellsOf(TOLD[id], asked);

  it('has the rows of its service, in their order and with their figures', async () => {
    const rows = await expected();
    expect(rows.length).toBeGreaterThan(0);
    expect(await picked({})).toEqual(rows);
  });

  it('leaves the rows of a filter, in the order of a sort', async () => {
    const all = await picked({});
    const left = await picked(query);
    expect(left.length).toBeLessThan(all.length);
    const texts = (rows: Cells): readonly string[] => rows.map((row) => JSON.stringify(row));
    const known = new Set(texts(all));
    expect(texts(left).filter((text) => !known.has(text))).toEqual([]);
    if (query.sort === undefined) return;
    expect(left.length).toBeGreaterThan(1);
    const [{ column, desc }] = query.sort as [{ column: string; desc: boolean }];
    const key = left.map((row) => row[columns.indexOf(column)] ?? null);
    for (const [at, value] of key.entries()) {
      const before = key[at - 1];
      if (at === 0 || before === value || before === null || value === null || before === undefined) continue;
      expect(before < value, `${String(before)} before ${String(value)}`).toBe(!desc);
    }
  });

  it('names a column that it has not', async () => {
    const table = await open(scope());
    expect(() => table.select({ ...EVERYTHING, filters: [is('no_such_column', '1')] })).toThrow(
      expect.objectContaining({ code: 'bad_input', subject: 'no_such_column' }),
    );
  });
});

describe('an exported table', () => {
  it('has the cells of the screen as CSV, read by the letter of its standard', async () => {
    const path = join(folder, 'gaps.csv');
    const query = { ...EVERYTHING, filters: [is('cause', 'suffix_or_alias')] };
    const { rows } = await services.exports.table({ scope: TOLD.gaps.scope(), query, path });
    const table = await open(TOLD.gaps.scope());
    const cells = [...table.select(query).cells()];
    const [heading, ...records] = parseCsv(await readFile(path, 'utf8'));
    expect(heading?.map(({ text }) => text)).toEqual(table.fields.map(({ id }) => id));
    expect(records).toHaveLength(rows);
    expect(records.map((record) => record.map(({ text }) => text))).toEqual(
      cells.map((row) => row.map((value) => (value === null ? '' : String(value)))),
    );
  });

  it('has real types and the same values as Parquet', async () => {
    const path = join(folder, 'diff.parquet');
    await services.exports.table({ scope: TOLD.diff.scope(), query: EVERYTHING, path });
    const table = await open(TOLD.diff.scope());
    const { types, rows } = await read(':memory:', `FROM '${path}'`);
    const typeOf = {
      text: 'VARCHAR',
      date: 'DATE',
      timestamp: 'TIMESTAMP',
      integer: 'BIGINT',
      boolean: 'BOOLEAN',
    };
    const wanted = table.fields.map(({ type }) => (type === 'number' || type === 'percent' ? 'DOUBLE' : typeOf[type]));
    expect(types).toEqual(wanted);
    const cells = [...table.select(EVERYTHING).cells()];
    expect(rows).toHaveLength(cells.length);
    const plain = table.fields.flatMap(({ type }, at) => (type === 'timestamp' ? [] : [at]));
    const seen = rows.map((row) => plain.map((at) => asCell(Object.values(row)[at])));
    expect(seen).toEqual(cells.map((row) => plain.map((at) => row[at])));
  });
});

function asCell(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

async function read(
  file: string,
  query: string,
): Promise<{ readonly types: readonly string[]; readonly rows: readonly Record<string, unknown>[] }> {
  const instance = await DuckDBInstance.create(file, file === ':memory:' ? {} : { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(query);
    const types = reader.columnTypes().map((type) => type.toString());
    const rows = reader
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            value instanceof Date ? value.toISOString().slice(0, 10) : value,
          ]),
        ),
      );
    return { types, rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('the same figures from the services, the command line and SQL', () => {
  const span = `BETWEEN DATE '${SPAN.from}' AND DATE '${SPAN.to}'`;
  const STORED = `FROM nba_predictions.ml_feature_store_v2 WHERE game_date ${span}`;
  const RAW = `
    SELECT DISTINCT game_date, player_lookup FROM nba_raw.odds_api_player_points_props
    WHERE game_date ${span} AND points_line > 0
    UNION
    SELECT DISTINCT game_date, player_lookup FROM nba_raw.bettingpros_player_points_props
    WHERE game_date ${span} AND market_type = 'points' AND points_line > 0`;

  beforeAll(close);

  const sql = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await read(join(folder, 'demo.duckdb'), query)).rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asCell(value)])),
    );
  const asked = async <T>(...argv: readonly string[]): Promise<T> =>
    JSON.parse((await cli(...argv, '--json', '--data-dir', folder)).out) as T;
  const range = ['--from', SPAN.from, '--to', SPAN.to];
  const tally = (words: readonly string[]): Readonly<Record<string, number>> =>
    Object.fromEntries([...new Set(words)].sort().map((word) => [word, words.filter((one) => one === word).length]));

  it('coverage by month', async () => {
    const said = await asked<CoverageReport>('coverage', ...range);
    expect(said.months).toEqual(months.months);
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
      months.months.map((row) => ({
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
    expect(said.gaps).toEqual(gaps.gaps);
    const rows = await sql(
      `SELECT cause, count(*) AS n FROM backline.demo_planted WHERE date ${span} GROUP BY cause ORDER BY cause`,
    );
    expect(Object.fromEntries(rows.map(({ cause, n }) => [String(cause), n]))).toEqual(
      tally(gaps.gaps.map(({ cause }) => cause)),
    );
  });

  it('what was not captured, and the outages of a season one feed was captured in', async () => {
    const earlier = parseDateRange('2024-10-01', '2025-06-30');
    const said = await asked<GapReport>('gaps', '--from', earlier.from, '--to', earlier.to);
    expect(said.gaps.map(({ date, playerLookup, cause }) => ({ date, playerLookup, cause }))).toEqual(
      earlierGaps.gaps.map(({ date, playerLookup, cause }) => ({ date, playerLookup, cause })),
    );
    expect(said.notCaptured).toEqual(earlierGaps.notCaptured);
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
    const path = join(folder, 'one-date.ndjson');
    await cli('export', '--from', stored.date, '--to', stored.date, '--out', path, '--data-dir', folder);
    const row = (await readFile(path, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { player_lookup: string; features: number[]; feature_names: string[] })
      .find(({ player_lookup }) => player_lookup === stored.playerLookup);
    expect(stored.features.map(({ value }) => value)).toEqual(row?.features);
    expect(stored.features.map(({ name }) => name)).toEqual(row?.feature_names);
    const rows = await sql(
      `SELECT unnest(features) AS value FROM nba_predictions.ml_feature_store_v2
       WHERE game_date = DATE '${stored.date}' AND player_lookup = '${stored.playerLookup}'`,
    );
    expect(rows.map(({ value }) => value)).toEqual(stored.features.map(({ value }) => value));
  });

  it('the dates after a run, as its snapshot keeps them', async () => {
    const range = ['--from', REBUILT.from, '--to', REBUILT.to];
    const said = await asked<CoverageReport>('coverage', '--by', 'date', ...range);
    const rows = await sql(`
      SELECT game_date::VARCHAR AS date, count(*) AS rows, count(*) FILTER (len(features) >= 33 AND features[26] > 0) AS lines
      FROM nba_predictions.ml_feature_store_v2
      WHERE game_date BETWEEN DATE '${REBUILT.from}' AND DATE '${REBUILT.to}' GROUP BY 1 ORDER BY 1`);
    const kept = changes.map(([date, , rowsAfter, , linesAfter]) => ({ date, rows: rowsAfter, lines: linesAfter }));
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
    const words = diff.rows.map((row) =>
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
    for (const id of ['c1_seven_days', 'c5_match_rate'] as const) expect(of(said, id)).toEqual(of(checks, id));
    expect(of(checks, 'c1_seven_days').share).toEqual({ numerator: row?.['lines'], denominator: row?.['rows'] });
    expect(of(checks, 'c5_match_rate').share).toEqual({ numerator: row?.['hits'], denominator: row?.['raw_players'] });
  });
});
