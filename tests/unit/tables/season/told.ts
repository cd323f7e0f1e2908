import { expect } from 'vitest';
import { DEMO_TODAY } from '../../../../electron/services.js';
import { DEFAULT_OPTIONS } from '../../../../shared/backfill.js';
import { compareLines, statusWord } from '../../../../shared/line-diff.js';
import type { TableId, TableScope } from '../../../../shared/tables/scope.js';
import { EVERYTHING, type TableQuery } from '../../../../shared/tables/table.js';
import { aroundRun, DATE, LINE, open, rawKey, season, SPAN, storedKey, TOLERANCE, type Cells } from './season.js';

/** What a table says: how it is asked for, and figures of the service's own rows under the names of the columns. */
export interface Told {
  readonly scope: () => TableScope;
  readonly columns: readonly string[];
  readonly expected: () => Promise<Cells>;
  /** A filter that leaves some rows and not all, and a sort. */
  readonly query: Partial<TableQuery>;
}

export const percent = ({ numerator, denominator }: { readonly numerator: number; readonly denominator: number }) =>
  denominator === 0 ? null : (numerator / denominator) * 100;
export const is = (column: string, ...values: readonly string[]) => ({ column, op: 'is' as const, values });
const options = { ...DEFAULT_OPTIONS, ...SPAN };

export const TOLD: Readonly<Record<TableId, Told>> = {
  'coverage-months': {
    scope: () => ({ table: 'coverage-months', feature: LINE, ...SPAN }),
    columns: ['month', 'rows', 'match_numerator', 'match_percent', 'mean', 'drift_points'],
    expected: async () =>
      (await season().services.coverage.report(SPAN, LINE)).months.map((row) => [
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
      (await season().services.coverage.report(SPAN, LINE)).dates.map((row) => [
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
      (await season().services.coverage.groups(SPAN, LINE, 'book')).groups.map((row) => [
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
      (await season().services.coverage.players(DATE, LINE)).map((row) => [
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
      (await season().services.coverage.row(storedKey().playerLookup, storedKey().date)).features.map((row) => [
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
      (await season().services.snapshots.list()).map((row) => [
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
      const { months: before } = await season().services.snapshots.get(aroundRun().before);
      const { months: after } = await season().services.snapshots.get(aroundRun().after);
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
      const { dates: before } = await season().services.snapshots.get(aroundRun().before);
      const { dates: after } = await season().services.snapshots.get(aroundRun().after);
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
      season().gaps.gaps.map((row) => [
        row.date,
        row.playerLookup,
        row.cause,
        row.closedByRebuild,
        row.raw?.current ?? null,
      ]),
    query: { filters: [is('cause', 'suffix_or_alias')], sort: [{ column: 'player_lookup', desc: false }] },
  },
  'gap-groups': {
    scope: () => ({ table: 'gap-groups', by: 'date', normal: false, ...SPAN }),
    columns: ['key', 'gaps', 'closable'],
    expected: async () => {
      const faults = season().gaps.gaps.filter(({ cause }) => cause !== 'did_not_play' && cause !== 'no_line_offered');
      return [...new Set(faults.map(({ date }) => date))].toSorted().map((date) => {
        const of = faults.filter((gap) => gap.date === date);
        return [date, of.length, of.filter(({ closedByRebuild }) => closedByRebuild).length];
      });
    },
    query: {
      filters: [{ column: 'gaps', op: 'atLeast', values: ['100'] }],
      sort: [{ column: 'gaps', desc: true }],
    },
  },
  'player-days': {
    scope: () => ({ table: 'player-days', playerLookup: season().player, ...SPAN }),
    columns: ['game_date', 'state', 'cause', 'store_line'],
    expected: async () =>
      (await season().services.lines.player(season().player, SPAN)).days.map((row) => [
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
      return season()
        .diff.rows.map((row) => {
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
      (await season().services.lines.evidence(rawKey().playerLookup, rawKey().date)).rawRows.map((row) => [
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
      season().checks.checks.map((row) => [
        row.id,
        row.verdict,
        row.alert,
        row.value,
        row.share?.numerator ?? null,
        row.since,
      ]),
    query: { filters: [is('verdict', 'ok')], sort: [{ column: 'value', desc: true }] },
  },
  runs: {
    scope: () => ({ table: 'runs' }),
    columns: ['run_id', 'state', 'from', 'dates_done', 'rows_written'],
    expected: async () =>
      (await season().services.runs.runs()).map((run) => [
        run.id,
        run.state,
        run.options.from,
        run.counts.done,
        run.rowsWritten,
      ]),
    query: { filters: [is('state', 'failed')] },
  },
  'run-dates': {
    scope: () => ({ table: 'run-dates', runId: season().runId }),
    columns: ['run_id', 'date', 'state', 'rows_written', 'match_after_numerator'],
    expected: async () =>
      (await season().services.runs.run(season().runId)).dates.map((row) => [
        season().runId,
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
  'run-months': {
    scope: () => ({ table: 'run-months', runId: season().runId }),
    columns: ['month', 'rows_before', 'rows_after', 'match_before_numerator', 'match_after_numerator'],
    expected: async () => {
      const { monthsBefore, monthsAfter } = await season().services.runs.run(season().runId);
      return monthsAfter.map((row, at) => [
        row.month,
        monthsBefore[at]?.rows ?? null,
        row.rows,
        monthsBefore[at]?.match.numerator ?? null,
        row.match.numerator,
      ]);
    },
    query: { filters: [is('month', '2026-02')] },
  },
  'plan-dates': {
    scope: () => ({ table: 'plan-dates', options }),
    columns: ['date', 'action', 'reason', 'listed', 'match_before_numerator'],
    expected: async () =>
      (await season().services.planner.plan(options)).dates.map((row) => [
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
/** The told columns of the table's rows. */
export async function cellsOf({ columns, scope }: Told, asked: Partial<TableQuery> = {}): Promise<Cells> {
  const table = await open(scope());
  const at = columns.map((column) => table.fields.findIndex((field) => field.id === column));
  expect(at, columns.join()).not.toContain(-1);
  return [...table.select({ ...EVERYTHING, ...asked }).cells()].map((cells) => at.map((place) => cells[place] ?? null));
}
