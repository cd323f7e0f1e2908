import {
  BACKFILL_MODES,
  DATE_ORDERS,
  DATE_SELECTIONS,
  DEFAULT_OPTIONS,
  GUARD_OVERRIDES,
  LINE_SOURCES,
  MAX_CONCURRENCY,
} from '../../shared/backfill.js';
import { assertNever } from '../../shared/assert-never.js';
import { CHECK_IDS, THRESHOLD_SETS } from '../../shared/checks.js';
import { isGameDate, type DateRange, type GameDate } from '../../shared/game-date.js';
import { LINE_SIDES } from '../../shared/lines.js';
import { formatQuery, parseQuery } from './query-address.js';
import {
  checksRoute,
  COVERAGE_VIEWS,
  coverageRoute,
  diffRoute,
  FIRST_FEATURE_SHOWN,
  GAP_GROUPINGS,
  gapsRoute,
  HEAT_MEASURES,
  helpRoute,
  PLAN_FILTERS,
  playerRoute,
  rootCauseRoute,
  RUN_TABS,
  runsRoute,
  SETTINGS_SECTIONS,
  settingsRoute,
  type Draft,
  type MaybeRange,
  type PlayerDateKey,
  type Route,
} from './routes.js';

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
      months: parseQuery(query.get('months')),
      lines: parseQuery(query.get('lines')),
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
      groups: parseQuery(query.get('groups')),
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
      put('months', formatQuery(route.months));
      put('lines', formatQuery(route.lines));
      return done('/coverage');
    case 'gaps':
      putRange(route);
      put('group', route.group, 'none');
      put('normal', route.normal ? '1' : null);
      put('q', formatQuery(route.query));
      put('groups', formatQuery(route.groups));
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
