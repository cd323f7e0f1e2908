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
import { assertNever } from '../../shared/assert-never.js';

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
  | {
      readonly screen: 'backfill';
      readonly draft: Draft;
      /** True once the plan of this draft was asked for. */
      readonly planned: boolean;
      readonly filter: PlanFilter;
      readonly date: GameDate | null;
    }
  | { readonly screen: 'runs' }
  | { readonly screen: 'run'; readonly runId: string; readonly tab: RunTab; readonly date: GameDate | null }
  | {
      readonly screen: 'coverage';
      readonly from: GameDate | null;
      readonly to: GameDate | null;
      readonly feature: string;
      /** `YYYY-MM` drilled into, or null for the months alone. */
      readonly month: string | null;
    };

export const EMPTY_DRAFT: Draft = { ...DEFAULT_OPTIONS, from: null, to: null };

export function backfillRoute(draft: Draft, planned = false): Route {
  return { screen: 'backfill', draft, planned, filter: 'all', date: null };
}

export function runRoute(runId: string, tab: RunTab = 'progress', date: GameDate | null = null): Route {
  return { screen: 'run', runId, tab, date };
}

export function coverageRoute(part: Partial<Omit<Extract<Route, { screen: 'coverage' }>, 'screen'>> = {}): Route {
  return { screen: 'coverage', from: null, to: null, feature: FIRST_FEATURE_SHOWN, month: null, ...part };
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

/** The view a hash names. An unknown or damaged address opens the empty Backfill screen rather than failing. */
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
    });
  }
  if (screen === 'backfill' && section === 'runs') {
    if (!id) return { screen: 'runs' };
    return runRoute(decodeURIComponent(id), oneOf(RUN_TABS, query.get('tab'), 'progress'), dateOf(query.get('date')));
  }
  return {
    screen: 'backfill',
    draft: draftOf(query),
    planned: query.get('plan') === '1',
    filter: oneOf(PLAN_FILTERS, query.get('show'), 'all'),
    date: dateOf(query.get('date')),
  };
}

/** The address of a view; what stands at its default is left out, so that equal views have equal addresses. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null, otherwise: string | null = null): void => {
    if (value !== null && value !== otherwise && value !== '') query.set(name, value);
  };
  const done = (path: string): string => {
    const text = query.toString().replaceAll('%2C', ',');
    return text ? `#${path}?${text}` : `#${path}`;
  };
  switch (route.screen) {
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
      return done('/backfill');
    }
    case 'runs':
      return done('/backfill/runs');
    case 'run':
      put('tab', route.tab, 'progress');
      put('date', route.date);
      return done(`/backfill/runs/${encodeURIComponent(route.runId)}`);
    case 'coverage':
      put('from', route.from);
      put('to', route.to);
      put('feature', route.feature, FIRST_FEATURE_SHOWN);
      put('month', route.month);
      return done('/coverage');
    default:
      return assertNever(route, 'route');
  }
}
