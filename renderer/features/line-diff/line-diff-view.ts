import { CAUSE_TEXTS } from '../../../shared/causes.js';
import { monthOf } from '../../../shared/game-date.js';
import { diffStatus, statusWord } from '../../../shared/line-diff.js';
import {
  DIFF_STATUSES,
  LINE_SIDES,
  type DiffStatus,
  type LineDiffRow,
  type LineFunnel,
  type LineSide,
} from '../../../shared/lines.js';
import type { TableFilter, TableQuery } from '../../../shared/tables/table.js';
import type { Look } from '../../components/states.js';
import { bookName } from '../../format/books.js';
import { formatMonth } from '../../format/dates.js';

export interface Sides {
  readonly left: LineSide;
  readonly right: LineSide;
}

export const SIDE_WORDS: Readonly<Record<LineSide, string>> = {
  context: 'Context',
  raw: 'Raw',
  odds_api: 'Odds API',
  bettingpros: 'BettingPros',
  store: 'Store',
};

export const SIDE_HINTS: Readonly<Record<LineSide, string>> = {
  context: 'The pre-game table of expected players (phase 3); of several rows the one that is read.',
  raw: 'What a rebuild from raw lines stores: Odds API, else BettingPros.',
  odds_api: 'DraftKings if it has the player, else any book; newest snapshot is current, oldest opening.',
  bettingpros: 'The newest row of the points market.',
  store: 'Features 25 to 27 of the stored row.',
};

const LOOKS: Readonly<Record<DiffStatus, Look>> = {
  duplicate: { icon: 'warning', word: 'duplicate', tone: 'bad' },
  differs: { icon: 'cross', word: 'differs', tone: 'warn' },
  left_only: { icon: 'left', word: '', tone: 'live' },
  right_only: { icon: 'right', word: '', tone: 'live' },
  same: { icon: 'check', word: 'same', tone: 'ok' },
  nowhere: { icon: 'dash', word: 'nowhere', tone: 'idle' },
};

/** Names of feeds keep their capitals inside a phrase, the others are plain words. */
const PLAIN: readonly LineSide[] = ['context', 'raw', 'store'];

function onlyIn(side: LineSide): string {
  return `${PLAIN.includes(side) ? SIDE_WORDS[side].toLowerCase() : SIDE_WORDS[side]} only`;
}

/** A status with the names of the two sides that are compared: `context only` rather than left only. */
export function statusLook(status: DiffStatus, sides: Sides): Look {
  const look = LOOKS[status];
  if (status === 'left_only') return { ...look, word: onlyIn(sides.left) };
  return status === 'right_only' ? { ...look, word: onlyIn(sides.right) } : look;
}

export type StatusCounts = Readonly<Record<DiffStatus, number>>;

const NONE: StatusCounts = { duplicate: 0, differs: 0, left_only: 0, right_only: 0, same: 0, nowhere: 0 };

export function countStatuses(rows: readonly LineDiffRow[], sides: Sides, tolerance: number): StatusCounts {
  const counts = { ...NONE };
  for (const row of rows) counts[diffStatus(row, sides.left, sides.right, tolerance)] += 1;
  return counts;
}

export interface FunnelStep {
  readonly id: keyof LineFunnel;
  readonly label: string;
  readonly hint: string;
  readonly count: number;
  /** What leaves exactly these rows in the table. */
  readonly filters: readonly TableFilter[];
  /** Share of the first step, 0..1; null when nobody played. */
  readonly ofPlayed: number | null;
}

function is(column: string, value: string): TableFilter {
  return { column, op: 'is', values: [value] };
}

function empty(column: string): TableFilter {
  return { column, op: 'empty', values: [] };
}

function known(column: string): TableFilter {
  return { column, op: 'notEmpty', values: [] };
}

const PLAYED = is('played', 'true');

const STEPS: readonly Omit<FunnelStep, 'count' | 'ofPlayed'>[] = [
  { id: 'played', label: 'Played', hint: 'Players and dates with minutes in the box score.', filters: [PLAYED] },
  {
    id: 'rawAnyMarket',
    label: 'In a feed',
    hint: 'Of these, with any raw row in either feed, whatever its market.',
    filters: [PLAYED, is('in_feed', 'true')],
  },
  {
    id: 'rawLine',
    label: 'Raw line',
    hint: 'Of these, with a points line above 0 in either feed.',
    filters: [PLAYED, known('raw_line')],
  },
  {
    id: 'inContext',
    label: 'In the context',
    hint: 'Players and dates who played and have a context row.',
    filters: [PLAYED, is('in_context', 'true')],
  },
  {
    id: 'contextLine',
    label: 'Context line',
    hint: 'Of these, with a line in the context.',
    filters: [PLAYED, known('context_line')],
  },
  {
    id: 'inStore',
    label: 'In the store',
    hint: 'Players and dates who played and have a stored row.',
    filters: [PLAYED, is('in_store', 'true')],
  },
  {
    id: 'storeLine',
    label: 'Store line',
    hint: 'Of these, with a line in the store.',
    filters: [PLAYED, known('store_line')],
  },
];

export function funnelSteps(funnel: LineFunnel): readonly FunnelStep[] {
  return STEPS.map((step) => ({
    ...step,
    count: funnel[step.id],
    ofPlayed: funnel.played === 0 ? null : funnel[step.id] / funnel.played,
  }));
}

export const GROUPINGS = ['month', 'cause', 'book'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const GROUPING_WORDS: Readonly<Record<Grouping, string>> = {
  month: 'By month',
  cause: 'By cause',
  book: 'By book',
};

export interface GroupCount {
  readonly key: string;
  readonly label: string;
  readonly rows: number;
  readonly counts: StatusCounts;
  /** What leaves these rows in the table. */
  readonly filters: readonly TableFilter[];
}

interface Group {
  readonly key: string;
  readonly label: string;
  readonly filters: readonly TableFilter[];
}

function groupOf(row: LineDiffRow, by: Grouping): Group {
  if (by === 'month') {
    const month = monthOf(row.date);
    return {
      key: month,
      label: formatMonth(month),
      filters: [
        { column: 'game_date', op: 'atLeast', values: [`${month}-01`] },
        { column: 'game_date', op: 'atMost', values: [`${month}-31`] },
      ],
    };
  }
  if (by === 'cause') {
    return row.cause === null
      ? { key: '', label: 'Line in the store', filters: [empty('cause')] }
      : { key: row.cause, label: CAUSE_TEXTS[row.cause].label, filters: [is('cause', row.cause)] };
  }
  const odds = row.odds?.book ?? null;
  if (odds !== null)
    return { key: `odds ${odds}`, label: `Odds API ${bookName(odds)}`, filters: [is('odds_api_book', odds)] };
  const pros = row.pros?.book ?? null;
  if (pros !== null) {
    return {
      key: `pros ${pros}`,
      label: `BettingPros ${bookName(pros)}`,
      filters: [empty('odds_api_book'), is('bettingpros_book', pros)],
    };
  }
  return { key: '', label: 'No book', filters: [empty('odds_api_book'), empty('bettingpros_book')] };
}

/** Statuses counted by month (in order), by cause or by the book a rebuild would read (most rows first). */
export function groupCounts(
  rows: readonly LineDiffRow[],
  sides: Sides,
  tolerance: number,
  by: Grouping,
): readonly GroupCount[] {
  const groups = new Map<string, Group & { rows: number; counts: Record<DiffStatus, number> }>();
  for (const row of rows) {
    const group = groupOf(row, by);
    const sum = groups.get(group.key) ?? { ...group, rows: 0, counts: { ...NONE } };
    sum.rows += 1;
    sum.counts[diffStatus(row, sides.left, sides.right, tolerance)] += 1;
    groups.set(group.key, sum);
  }
  const all = [...groups.values()];
  return by === 'month' ? all.toSorted((a, b) => (a.key < b.key ? -1 : 1)) : all.toSorted((a, b) => b.rows - a.rows);
}

/** The statuses the table is filtered to; none means all of them. */
export function statusesOf(query: TableQuery, sides: Sides): readonly DiffStatus[] {
  const words = query.filters.find((one) => one.column === 'status' && one.op === 'is')?.values ?? [];
  return DIFF_STATUSES.filter((status) => words.includes(statusWord(status, sides.left, sides.right)));
}

/** The query filtered to these statuses, all of them when there are none; other filters stay. */
export function withStatuses(query: TableQuery, statuses: readonly DiffStatus[], sides: Sides): TableQuery {
  const others = query.filters.filter((one) => !(one.column === 'status' && one.op === 'is'));
  const words = statuses.map((status) => statusWord(status, sides.left, sides.right));
  return {
    ...query,
    filters: words.length === 0 ? others : [...others, { column: 'status', op: 'is', values: words }],
  };
}

/** The query that leaves exactly what a figure counts: whatever else was filtered or searched for goes, the order stays. */
export function onlyRows(query: TableQuery, filters: readonly TableFilter[]): TableQuery {
  return { ...query, filters, search: '' };
}

/** The rows of a status, for a group's own filters to go before it. */
export function statusFilter(status: DiffStatus, sides: Sides): TableFilter {
  return is('status', statusWord(status, sides.left, sides.right));
}

/** A query that fits other sides: the words of statuses and the columns sorted by change with them. */
export function forSides(query: TableQuery, from: Sides, to: Sides): TableQuery {
  return withStatuses(query, statusesOf(query, from), to);
}

/** `+1.5`, `−0.5`, `0.0`: direction at a glance. */
export function formatDifference(value: number | null): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(Math.abs(value) < 0.095 && value !== 0 ? 2 : 1);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** Columns of lines: current of the two sides, their openings and movements, then the other sides. */
export function lineColumnsOf(sides: Sides): readonly [string, string, ...string[]] {
  const more = (side: LineSide): readonly string[] => [`${side}_opening`, `${side}_movement`];
  const others = LINE_SIDES.filter((side) => side !== sides.left && side !== sides.right);
  return [
    `${sides.left}_line`,
    `${sides.right}_line`,
    ...more(sides.left),
    ...more(sides.right),
    ...others.map((side) => `${side}_line`),
  ];
}
