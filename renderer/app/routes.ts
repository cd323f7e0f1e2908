import {
  BACKFILL_MODES,
  DATE_ORDERS,
  DATE_SELECTIONS,
  DEFAULT_OPTIONS,
  GUARD_OVERRIDES,
  LINE_SOURCES,
  MAX_CONCURRENCY,
  type BackfillOptions,
} from '../../shared/backfill.js';
import { isGameDate, type DateRange, type GameDate } from '../../shared/game-date.js';
import { CHECK_IDS, THRESHOLD_SETS, type CheckId, type ThresholdSet } from '../../shared/checks.js';
import { LINE_SIDES, type LineSide } from '../../shared/lines.js';
import { EVERYTHING, type TableQuery } from '../../shared/tables/table.js';
import { assertNever } from '../../shared/assert-never.js';
import { formatQuery, parseQuery } from './query-address.js';

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
    }
  | ({
      readonly screen: 'gaps';
      readonly group: GapGrouping;
      /** Causes that are no fault are left out unless asked for. */
      readonly normal: boolean;
      readonly query: TableQuery;
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

export function helpRoute(section: string | null = null): Route {
  return { screen: 'help', section };
}

function dateOf(text: string | null): GameDate | null {
  return text !== null && isGameDate(text) ? text : null;
}

function oneOf<T extends string>(allowed: readonly T[], text: string | null, otherwise: T): T {
  return allowed.find((one) => one === text) ?? otherwise;
}

function wholeBetween(text: string | null, low: number, high: number, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isInteger(value) && value >= low && value <= high ? value : otherwise;
}

function draftOf(query: URLSearchParams): Draft {
  const bytes = Number(query.get('maxBytes') ?? Number.NaN);
  const allow = (query.get('allow') ?? '').split(',');
  return {
    from: dateOf(query.get('from')),
    to: dateOf(query.get('to')),
    mode: oneOf(BACKFILL_MODES, query.get('mode'), DEFAULT_OPTIONS.mode),
    lines: oneOf(LINE_SOURCES, query.get('lines'), DEFAULT_OPTIONS.lines),
    only: oneOf(DATE_SELECTIONS, query.get('only'), DEFAULT_OPTIONS.only),
    order: oneOf(DATE_ORDERS, query.get('order'), DEFAULT_OPTIONS.order),
    concurrency: wholeBetween(query.get('concurrency'), 1, MAX_CONCURRENCY, DEFAULT_OPTIONS.concurrency),
    maxBytes: Number.isFinite(bytes) && bytes > 0 ? bytes : null,
    allow: GUARD_OVERRIDES.filter((override) => allow.includes(override)),
  };
}

function keyOf(text: string | null): PlayerDateKey | null {
  const date = dateOf(text?.slice(0, 10) ?? null);
  const playerLookup = text?.slice(11) ?? '';
  return date === null || playerLookup === '' ? null : { date, playerLookup };
}

function keyText(key: PlayerDateKey | null): string | null {
  return key === null ? null : `${key.date} ${key.playerLookup}`;
}

function daysOf(text: string | null): DateRange | null {
  const [from = null, to = null] = text?.split('..').map(dateOf) ?? [];
  return from === null || to === null ? null : { from, to };
}

function compareOf(text: string | null): { readonly before: string; readonly after: string } | null {
  const [before, after] = text?.split('..') ?? [];
  return before && after ? { before, after } : null;
}

/** The view a hash names. An unknown or damaged address opens the Overview rather than failing. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const query = new URLSearchParams(search);
  const [, screen, section, id] = path.split('/');
  if (screen === 'coverage') {
    const month = query.get('month');
    return coverageRoute({
      from: dateOf(query.get('from')),
      to: dateOf(query.get('to')),
      feature: query.get('feature') ?? FIRST_FEATURE_SHOWN,
      month: month !== null && /^\d{4}-\d{2}$/.test(month) ? month : null,
      view: oneOf(COVERAGE_VIEWS, query.get('view'), 'months'),
      measure: HEAT_MEASURES.find((one) => one === query.get('measure')) ?? null,
      days: daysOf(query.get('days')),
      date: dateOf(query.get('date')),
      player: query.get('player'),
      compare: compareOf(query.get('compare')),
      query: parseQuery(query.get('q')),
    });
  }
  const range: MaybeRange = { from: dateOf(query.get('from')), to: dateOf(query.get('to')) };
  const tableQuery = parseQuery(query.get('q'));
  if (screen === 'gaps' && section !== undefined && section !== '') {
    return playerRoute(decodeURIComponent(section), { ...range, date: dateOf(query.get('date')), query: tableQuery });
  }
  if (screen === 'gaps') {
    return gapsRoute({
      ...range,
      group: oneOf(GAP_GROUPINGS, query.get('group'), 'none'),
      normal: query.get('normal') === '1',
      query: tableQuery,
      selected: keyOf(query.get('row')),
    });
  }
  if (screen === 'diff') {
    const tolerance = Number(query.get('tolerance') ?? Number.NaN);
    return diffRoute({
      ...range,
      left: oneOf(LINE_SIDES, query.get('left'), 'context'),
      right: oneOf(LINE_SIDES, query.get('right'), 'raw'),
      tolerance: Number.isFinite(tolerance) && tolerance >= 0 && tolerance <= 10 ? tolerance : null,
      query: tableQuery,
      selected: keyOf(query.get('row')),
    });
  }
  if (screen === 'checks' && section === 'root-cause') return rootCauseRoute(range);
  if (screen === 'checks') {
    return checksRoute({
      asOf: dateOf(query.get('asOf')),
      thresholds: THRESHOLD_SETS.find((one) => one === query.get('thresholds')) ?? null,
      check: CHECK_IDS.find((one) => one === query.get('check')) ?? null,
    });
  }
  if (screen === 'settings') return settingsRoute(oneOf(SETTINGS_SECTIONS, section ?? null, 'warehouse'));
  if (screen === 'help') return helpRoute(section !== undefined && /^[a-z0-9-]+$/.test(section) ? section : null);
  if (screen === 'backfill' && section === 'runs') {
    if (!id) return runsRoute(tableQuery);
    return {
      screen: 'run',
      runId: decodeURIComponent(id),
      tab: oneOf(RUN_TABS, query.get('tab'), 'progress'),
      date: dateOf(query.get('date')),
      query: tableQuery,
    };
  }
  if (screen !== 'backfill') return { screen: 'overview' };
  return {
    screen: 'backfill',
    draft: draftOf(query),
    planned: query.get('plan') === '1',
    filter: oneOf(PLAN_FILTERS, query.get('show'), 'all'),
    date: dateOf(query.get('date')),
    query: tableQuery,
  };
}

/** The address of a view; what stands at its default is left out, so that equal views have equal addresses. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null, otherwise: string | null = null): void => {
    if (value !== null && value !== otherwise && value !== '') query.set(name, value);
  };
  const putRange = (range: MaybeRange): void => {
    put('from', range.from);
    put('to', range.to);
  };
  const done = (path: string): string => {
    const text = query.toString().replaceAll('%2C', ',');
    return text ? `#${path}?${text}` : `#${path}`;
  };
  switch (route.screen) {
    case 'overview':
      return done('/overview');
    case 'backfill': {
      const { draft } = route;
      put('from', draft.from);
      put('to', draft.to);
      put('mode', draft.mode, DEFAULT_OPTIONS.mode);
      put('lines', draft.lines, DEFAULT_OPTIONS.lines);
      put('only', draft.only, DEFAULT_OPTIONS.only);
      put('order', draft.order, DEFAULT_OPTIONS.order);
      put('concurrency', String(draft.concurrency), String(DEFAULT_OPTIONS.concurrency));
      put('maxBytes', draft.maxBytes === null ? null : String(draft.maxBytes));
      put('allow', draft.allow.join(','));
      put('plan', route.planned ? '1' : null);
      put('show', route.filter, 'all');
      put('date', route.date);
      put('q', formatQuery(route.query));
      return done('/backfill');
    }
    case 'runs':
      put('q', formatQuery(route.query));
      return done('/backfill/runs');
    case 'run':
      put('tab', route.tab, 'progress');
      put('date', route.date);
      put('q', formatQuery(route.query));
      return done(`/backfill/runs/${encodeURIComponent(route.runId)}`);
    case 'coverage':
      put('from', route.from);
      put('to', route.to);
      put('feature', route.feature, FIRST_FEATURE_SHOWN);
      put('month', route.month);
      put('view', route.view, 'months');
      put('measure', route.measure);
      put('days', route.days === null ? null : `${route.days.from}..${route.days.to}`);
      put('date', route.date);
      put('player', route.player);
      put('compare', route.compare === null ? null : `${route.compare.before}..${route.compare.after}`);
      put('q', formatQuery(route.query));
      return done('/coverage');
    case 'gaps':
      putRange(route);
      put('group', route.group, 'none');
      put('normal', route.normal ? '1' : null);
      put('q', formatQuery(route.query));
      put('row', keyText(route.selected));
      return done('/gaps');
    case 'player':
      putRange(route);
      put('date', route.date);
      put('q', formatQuery(route.query));
      return done(`/gaps/${encodeURIComponent(route.playerLookup)}`);
    case 'diff':
      putRange(route);
      put('left', route.left, 'context');
      put('right', route.right, 'raw');
      put('tolerance', route.tolerance === null ? null : String(route.tolerance));
      put('q', formatQuery(route.query));
      put('row', keyText(route.selected));
      return done('/diff');
    case 'checks':
      put('asOf', route.asOf);
      put('thresholds', route.thresholds);
      put('check', route.check);
      return done('/checks');
    case 'root-cause':
      putRange(route);
      return done('/checks/root-cause');
    case 'settings':
      return done(route.section === 'warehouse' ? '/settings' : `/settings/${route.section}`);
    case 'help':
      return done(route.section === null ? '/help' : `/help/${route.section}`);
    default:
      return assertNever(route, 'route');
  }
}
