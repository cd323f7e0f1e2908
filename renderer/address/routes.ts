import { DEFAULT_OPTIONS, type BackfillOptions } from '../../shared/backfill.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { CheckId, ThresholdSet } from '../../shared/checks.js';
import type { LineSide } from '../../shared/lines.js';
import { EVERYTHING, type TableQuery } from '../../shared/tables/table.js';

/** What the operator has chosen so far; the range may still be empty. */
export interface Draft extends Omit<BackfillOptions, keyof DateRange> {
  readonly from: GameDate | null;
  readonly to: GameDate | null;
}

export const PLAN_FILTERS = ['all', 'warnings', 'blocked', 'work', 'skipped'] as const;
export type PlanFilter = (typeof PLAN_FILTERS)[number];

export const RUN_TABS = ['progress', 'result'] as const;
export type RunTab = (typeof RUN_TABS)[number];

export const FIRST_FEATURE_SHOWN = 'vegas_points_line';

export type Route =
  | { readonly screen: 'overview' }
  | {
      readonly screen: 'backfill';
      readonly draft: Draft;
      /** True once the plan of this draft was asked for. */
      readonly planned: boolean;
      readonly filter: PlanFilter;
      readonly date: GameDate | null;
      readonly query: TableQuery;
    }
  | { readonly screen: 'runs'; readonly query: TableQuery }
  | {
      readonly screen: 'run';
      readonly runId: string;
      readonly tab: RunTab;
      readonly date: GameDate | null;
      readonly query: TableQuery;
    }
  | {
      readonly screen: 'coverage';
      readonly from: GameDate | null;
      readonly to: GameDate | null;
      readonly feature: string;
      /** `YYYY-MM` drilled into, or null for the months alone. */
      readonly month: string | null;
      readonly view: CoverageView;
      /** What the calendar shows; null is the one that suits the feature. */
      readonly measure: HeatMeasure | null;
      /** Days chosen in the calendar, in the order they were. */
      readonly days: DateRange | null;
      /** Drilled into: the store rows of this date. */
      readonly date: GameDate | null;
      /** Drilled into: one of these rows. */
      readonly player: string | null;
      /** Two snapshots side by side, `before..after`. */
      readonly compare: { readonly before: string; readonly after: string } | null;
      readonly query: TableQuery;
      /** Of the months, which stand above the dates that `query` is of. */
      readonly months: TableQuery;
      /** Of the missing lines of one day, which stand where the dates of several do. */
      readonly lines: TableQuery;
    }
  | ({
      readonly screen: 'gaps';
      readonly group: GapGrouping;
      /** Causes that are no fault are left out unless asked for. */
      readonly normal: boolean;
      readonly query: TableQuery;
      /** Of the groups beside the gaps. */
      readonly groups: TableQuery;
      readonly selected: PlayerDateKey | null;
    } & MaybeRange)
  | ({
      readonly screen: 'player';
      readonly playerLookup: string;
      readonly date: GameDate | null;
      readonly query: TableQuery;
    } & MaybeRange)
  | ({
      readonly screen: 'diff';
      readonly left: LineSide;
      readonly right: LineSide;
      /** Null: the one of the settings. */
      readonly tolerance: number | null;
      readonly query: TableQuery;
      readonly selected: PlayerDateKey | null;
    } & MaybeRange)
  | {
      readonly screen: 'checks';
      readonly asOf: GameDate | null;
      /** Null: those of the settings. */
      readonly thresholds: ThresholdSet | null;
      readonly check: CheckId | null;
    }
  | ({ readonly screen: 'root-cause' } & MaybeRange)
  | { readonly screen: 'settings'; readonly section: SettingsSection }
  /** The operators' guide at one of its headings; null is its beginning. */
  | { readonly screen: 'help'; readonly section: string | null };

export const COVERAGE_VIEWS = ['months', 'heatmap', 'team', 'book', 'snapshots'] as const;
export type CoverageView = (typeof COVERAGE_VIEWS)[number];
export const HEAT_MEASURES = ['match', 'share'] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];
export const GAP_GROUPINGS = ['none', 'cause', 'player', 'team', 'date'] as const;
export type GapGrouping = (typeof GAP_GROUPINGS)[number];
export const SETTINGS_SECTIONS = ['warehouse', 'schema', 'checks', 'exports', 'appearance'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** Null on both sides: the season to date. */
export interface MaybeRange {
  readonly from: GameDate | null;
  readonly to: GameDate | null;
}

/** A row of gaps and of the line diff: `2026-01-12 player`. */
export interface PlayerDateKey {
  readonly date: GameDate;
  readonly playerLookup: string;
}

export const EMPTY_DRAFT: Draft = { ...DEFAULT_OPTIONS, from: null, to: null };

export function backfillRoute(draft: Draft, planned = false): Route {
  return { screen: 'backfill', draft, planned, filter: 'all', date: null, query: EVERYTHING };
}

export function runRoute(runId: string, tab: RunTab = 'progress', date: GameDate | null = null): Route {
  return { screen: 'run', runId, tab, date, query: EVERYTHING };
}

export function runsRoute(query: TableQuery = EVERYTHING): Route {
  return { screen: 'runs', query };
}

export function coverageRoute(part: Partial<Omit<Extract<Route, { screen: 'coverage' }>, 'screen'>> = {}): Route {
  return {
    screen: 'coverage',
    from: null,
    to: null,
    feature: FIRST_FEATURE_SHOWN,
    month: null,
    view: 'months',
    measure: null,
    days: null,
    date: null,
    player: null,
    compare: null,
    query: EVERYTHING,
    months: EVERYTHING,
    lines: EVERYTHING,
    ...part,
  };
}

type Part<S extends Route['screen']> = Partial<Omit<Extract<Route, { screen: S }>, 'screen'>>;

export function gapsRoute(part: Part<'gaps'> = {}): Route {
  return {
    screen: 'gaps',
    from: null,
    to: null,
    group: 'none',
    normal: false,
    query: EVERYTHING,
    groups: EVERYTHING,
    selected: null,
    ...part,
  };
}

export function playerRoute(playerLookup: string, part: Part<'player'> = {}): Route {
  return { screen: 'player', from: null, to: null, date: null, query: EVERYTHING, ...part, playerLookup };
}

export function diffRoute(part: Part<'diff'> = {}): Route {
  return {
    screen: 'diff',
    from: null,
    to: null,
    left: 'context',
    right: 'raw',
    tolerance: null,
    query: EVERYTHING,
    selected: null,
    ...part,
  };
}

export function checksRoute(part: Part<'checks'> = {}): Route {
  return { screen: 'checks', asOf: null, thresholds: null, check: null, ...part };
}

export function rootCauseRoute(part: Part<'root-cause'> = {}): Route {
  return { screen: 'root-cause', from: null, to: null, ...part };
}

export function settingsRoute(section: SettingsSection = 'warehouse'): Route {
  return { screen: 'settings', section };
}

/** The part of Help that is no text of the guide: every component in every state. */
export const COMPONENTS_SECTION = 'components';

/** And the licences of others. */
export const LICENCES_SECTION = 'licences';

export function helpRoute(section: string | null = null): Route {
  return { screen: 'help', section };
}
