import { assertNever } from '../../shared/assert-never.js';
import type { CoverageSnapshot } from '../../shared/coverage.js';
import { changedDates, pairMonths } from '../../shared/coverage-compare.js';
import { groupGaps } from '../../shared/gap-groups.js';
import { parseDateRange } from '../../shared/game-date.js';
import { orderByStatus } from '../../shared/line-diff.js';
import { checkColumns } from '../../shared/tables/checks.js';
import {
  coverageDateColumns,
  coverageGroupColumns,
  coverageMonthColumns,
  coveragePlayerColumns,
} from '../../shared/tables/coverage.js';
import { DATE_CHANGE_COLUMNS, MONTH_CHANGE_COLUMNS } from '../../shared/tables/coverage-changes.js';
import { diffColumns } from '../../shared/tables/diff.js';
import { GAP_GROUP_COLUMNS } from '../../shared/tables/gap-groups.js';
import { GAP_COLUMNS } from '../../shared/tables/gaps.js';
import { PLAN_DATE_COLUMNS } from '../../shared/tables/plan-dates.js';
import { PLAYER_DAY_COLUMNS } from '../../shared/tables/player-days.js';
import { RAW_ROW_COLUMNS } from '../../shared/tables/raw-rows.js';
import { RUN_DATE_COLUMNS, runDateRows } from '../../shared/tables/run-dates.js';
import { RUN_COLUMNS } from '../../shared/tables/runs.js';
import type { TableScope } from '../../shared/tables/scope.js';
import { SNAPSHOT_COLUMNS } from '../../shared/tables/snapshots.js';
import { STORED_FEATURE_COLUMNS } from '../../shared/tables/stored-features.js';
import type { Planner } from '../backfill/plan/planner.js';
import type { BackfillService } from '../backfill/service.js';
import type { ChecksService } from '../checks/service.js';
import type { CoverageService } from '../coverage/service.js';
import type { CoverageSnapshots } from '../coverage/snapshots.js';
import type { LinesService } from '../lines/service.js';
import { openTable, type OpenTable } from './open-table.js';

export interface TableSources {
  readonly runs: Pick<BackfillService, 'runs' | 'run'>;
  readonly planner: Pick<Planner, 'plan'>;
  readonly coverage: Pick<CoverageService, 'report' | 'groups' | 'players' | 'row'>;
  readonly snapshots: Pick<CoverageSnapshots, 'list' | 'get'>;
  readonly lines: Pick<LinesService, 'gaps' | 'diff' | 'player' | 'evidence'>;
  readonly checks: Pick<ChecksService, 'run'>;
}

/**
 * Every table that a screen shows, made anew from what the screen was asked: the same services and the same columns, so
 * that an export holds what was seen.
 * @throws BacklineError of the service that makes the rows.
 */
export async function tableOf(sources: TableSources, scope: TableScope): Promise<OpenTable> {
  const { checks, coverage, lines, planner, runs, snapshots } = sources;
  switch (scope.table) {
    case 'coverage-months':
      return openTable(coverageMonthColumns, (await coverage.report(rangeOf(scope), scope.feature)).months);
    case 'coverage-dates':
      return openTable(coverageDateColumns, (await coverage.report(rangeOf(scope), scope.feature)).dates);
    case 'coverage-groups':
      return openTable(coverageGroupColumns, (await coverage.groups(rangeOf(scope), scope.feature, scope.by)).groups);
    case 'coverage-players':
      return openTable(coveragePlayerColumns, await coverage.players(scope.date, scope.feature));
    case 'stored-features':
      return openTable(STORED_FEATURE_COLUMNS, (await coverage.row(scope.playerLookup, scope.date)).features);
    case 'snapshots':
      return openTable(SNAPSHOT_COLUMNS, await snapshots.list());
    case 'snapshot-months': {
      const { before, after } = await bothSnapshots(sources, scope);
      return openTable(MONTH_CHANGE_COLUMNS, pairMonths(before.months, after.months));
    }
    case 'snapshot-dates': {
      const { before, after } = await bothSnapshots(sources, scope);
      return openTable(DATE_CHANGE_COLUMNS, changedDates(before.dates, after.dates));
    }
    case 'gaps':
      return openTable(GAP_COLUMNS, (await lines.gaps(rangeOf(scope))).gaps);
    case 'gap-groups':
      return openTable(GAP_GROUP_COLUMNS, groupGaps((await lines.gaps(rangeOf(scope))).gaps, scope.by, scope.normal));
    case 'player-days':
      return openTable(PLAYER_DAY_COLUMNS, (await lines.player(scope.playerLookup, rangeOf(scope))).days);
    case 'diff': {
      const { left, right, tolerance } = scope;
      const { rows } = await lines.diff(rangeOf(scope));
      return openTable(diffColumns(left, right, tolerance), orderByStatus(rows, left, right, tolerance));
    }
    case 'raw-rows':
      return openTable(RAW_ROW_COLUMNS, (await lines.evidence(scope.playerLookup, scope.date)).rawRows);
    case 'checks':
      return openTable(checkColumns, (await checks.run(scope.asOf, scope.thresholds)).checks);
    case 'runs':
      return openTable(RUN_COLUMNS, await runs.runs());
    case 'run-dates':
      return openTable(RUN_DATE_COLUMNS, runDateRows(await runs.run(scope.runId)));
    case 'run-months': {
      const { monthsBefore, monthsAfter } = await runs.run(scope.runId);
      return openTable(MONTH_CHANGE_COLUMNS, pairMonths(monthsBefore, monthsAfter));
    }
    case 'plan-dates':
      return openTable(PLAN_DATE_COLUMNS, (await planner.plan(scope.options)).dates);
    default:
      return assertNever(scope, 'table');
  }
}

async function bothSnapshots(
  { snapshots }: Pick<TableSources, 'snapshots'>,
  ids: { readonly before: string; readonly after: string },
): Promise<Readonly<Record<'before' | 'after', CoverageSnapshot>>> {
  const [before, after] = await Promise.all([snapshots.get(ids.before), snapshots.get(ids.after)]);
  return { before, after };
}

function rangeOf({ from, to }: { readonly from: string; readonly to: string }): ReturnType<typeof parseDateRange> {
  return parseDateRange(from, to);
}
