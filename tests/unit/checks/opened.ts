import type { CoverageReport } from '../../../shared/coverage.js';
import { DEFAULT_TOLERANCE, type LineDiffReport } from '../../../shared/lines.js';
import type { CheckReport, CheckTarget } from '../../../shared/checks.js';
import type { TableScope } from '../../../shared/tables/scope.js';
import type { CellValue, TableQuery } from '../../../shared/tables/table.js';
import { formatRoute, parseRoute } from '../../../renderer/address/address.js';
import type { Route } from '../../../renderer/address/routes.js';
import { targetRoute } from '../../../renderer/features/checks/check-view.js';
import { WITHOUT_NORMAL } from '../../../renderer/features/gaps/gap-view.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { tableOf, type TableSources } from '../../../electron/tables/registry.js';

export type ScreenSources = Pick<TableSources, 'coverage' | 'lines'>;

interface Shown {
  readonly scope: TableScope;
  readonly query: TableQuery;
}

/** The table that a screen draws for an address, as the screen asks for it; null for a screen without one. */
function shownAt(route: Route): Shown | null {
  if (route.screen === 'coverage' && route.from !== null && route.to !== null) {
    const { from, to, feature, date, month, query } = route;
    if (date !== null) return { scope: { table: 'coverage-players', date, feature }, query };
    const ofMonth = (op: 'atLeast' | 'atMost', day: string) => ({
      column: 'date',
      op,
      values: [`${month ?? ''}-${day}`],
    });
    const filters =
      month === null ? query.filters : [...query.filters, ofMonth('atLeast', '01'), ofMonth('atMost', '31')];
    return { scope: { table: 'coverage-dates', feature, from, to }, query: { ...query, filters } };
  }
  if (route.screen === 'gaps' && route.from !== null && route.to !== null) {
    const { from, to, query } = route;
    return { scope: { table: 'gaps', from, to }, query: { ...query, filters: [...WITHOUT_NORMAL, ...query.filters] } };
  }
  if (route.screen === 'diff' && route.from !== null && route.to !== null) {
    const { from, to, left, right, query } = route;
    return { scope: { table: 'diff', from, to, left, right, tolerance: DEFAULT_TOLERANCE }, query };
  }
  return null;
}

/**
 * The season read once, and every shorter range cut out of it: what the services answer of a range are the rows of its
 * dates, whatever stands around them.
 */
export function readOnce({ coverage, lines }: ScreenSources, season: DateRange): ScreenSources {
  const reports = new Map<string, Promise<CoverageReport>>();
  let diff: Promise<LineDiffReport> | null = null;
  const within =
    ({ from, to }: DateRange) =>
    (row: { readonly date: GameDate }) =>
      row.date >= from && row.date <= to;
  return {
    coverage: {
      groups: coverage.groups.bind(coverage),
      players: coverage.players.bind(coverage),
      row: coverage.row.bind(coverage),
      report: async (range, feature) => {
        const known = reports.get(feature) ?? coverage.report(season, feature);
        reports.set(feature, known);
        const report = await known;
        return { ...report, ...range, dates: report.dates.filter(within(range)) };
      },
    },
    lines: {
      gaps: lines.gaps.bind(lines),
      player: lines.player.bind(lines),
      evidence: lines.evidence.bind(lines),
      diff: async (range) => {
        diff ??= lines.diff(season);
        const report = await diff;
        return { ...report, ...range, rows: report.rows.filter(within(range)) };
      },
    },
  };
}

export interface Opened {
  readonly target: CheckTarget;
  readonly rows: number;
  /** Cells of a row by the id of their column. */
  readonly cells: readonly Readonly<Record<string, CellValue>>[];
}

/** Opens a target by its address and answers the rows of the table there. */
export async function openTarget(sources: ScreenSources, target: CheckTarget): Promise<Opened | null> {
  const shown = shownAt(parseRoute(formatRoute(targetRoute(target))));
  if (shown === null) return null;
  // Months are named by a target that counts months: they stand above the dates.
  const scope: TableScope =
    shown.scope.table === 'coverage-dates' && 'rows' in target && target.rows?.noun === 'month'
      ? { ...shown.scope, table: 'coverage-months' }
      : shown.scope;
  const table = await tableOf(sources as TableSources, scope);
  const selection = table.select(shown.query);
  const ids = table.fields.map(({ id }) => id);
  const cells = [...selection.cells()].map((row) => Object.fromEntries(ids.map((id, at) => [id, row[at] ?? null])));
  return { target, rows: selection.rows, cells };
}

/** Dates of what was opened. */
export function datesOpened({ cells }: Opened): readonly GameDate[] {
  const dates = cells.map((row) => (row['game_date'] ?? row['date']) as GameDate);
  return [...new Set(dates)].toSorted();
}

export interface Named {
  /** What names the rows, for the message. */
  readonly of: string;
  readonly target: CheckTarget | null;
}

/** One line per target whose table has not the rows that are named. */
export async function wrongCounts(sources: ScreenSources, named: readonly Named[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { of, target } of named) {
    if (target === null || !('rows' in target) || target.rows === null) continue;
    const opened = await openTarget(sources, target);
    if (opened?.rows !== target.rows.count) {
      wrong.push(
        `${of}: ${opened?.rows ?? 'no'} rows, named ${target.rows.count} (${formatRoute(targetRoute(target))})`,
      );
    }
  }
  return wrong;
}

export function targetsOf(report: CheckReport): readonly Named[] {
  return report.checks.flatMap(({ id, targets, items }) => [
    ...targets.map((target) => ({ of: id, target })),
    ...items.map(({ label, target }) => ({ of: `${id} ${label}`, target })),
  ]);
}
