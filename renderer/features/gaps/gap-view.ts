import { CAUSE_TEXTS, CAUSES, isFault, NORMAL_CAUSES, type Cause } from '../../../shared/causes.js';
import type { GapGroupBy } from '../../../shared/gap-groups.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { Gap, GapFix, GapReport } from '../../../shared/lines.js';
import { notCapturedText } from '../../../shared/not-captured.js';
import type { TableFilter, TableQuery } from '../../../shared/tables/table.js';
import { backfillRoute, EMPTY_DRAFT, type Route } from '../../address/routes.js';
import type { Look } from '../../components/states.js';
import type { RowsLeftOut } from '../../components/rows-left-out.js';
import { counted } from '../../format/numbers.js';

export const FIX_LOOKS: Readonly<Record<GapFix, Look>> = {
  rebuild_raw: { icon: 'back', word: 'rebuild from raw', tone: 'live' },
  match_names: { icon: 'half', word: 'match names', tone: 'warn' },
  recapture: { icon: 'cross', word: 'capture again', tone: 'bad' },
  unblock: { icon: 'blocked', word: 'lift what holds it', tone: 'warn' },
  none: { icon: 'dash', word: 'nothing to repair', tone: 'idle' },
};

/** The words for a cause as it is stored; a code of a newer journal stands for itself. */
export function causeWord(code: string): string {
  const cause = CAUSES.find((one) => one === code);
  return cause === undefined ? code : CAUSE_TEXTS[cause].label;
}

export function fixWord(code: string): string {
  return (FIX_LOOKS as Readonly<Record<string, Look>>)[code]?.word ?? code;
}

export interface CauseCount {
  readonly cause: Cause;
  readonly gaps: number;
  /** Of these, closed by a rebuild from raw lines. */
  readonly closable: number;
}

/** Causes that occur, faults first, most frequent first. */
export function countCauses(gaps: readonly Gap[]): readonly CauseCount[] {
  const counts = new Map<Cause, CauseCount>();
  for (const gap of gaps) {
    const known = counts.get(gap.cause) ?? { cause: gap.cause, gaps: 0, closable: 0 };
    counts.set(gap.cause, {
      ...known,
      gaps: known.gaps + 1,
      closable: known.closable + (gap.closedByRebuild ? 1 : 0),
    });
  }
  return [...counts.values()].toSorted(
    (a, b) => Number(isFault(b.cause)) - Number(isFault(a.cause)) || b.gaps - a.gaps,
  );
}

/** What the screen leaves out unless it is asked for: players without a line for whom no book posted one. */
export const WITHOUT_NORMAL: readonly TableFilter[] = [{ column: 'cause', op: 'isNot', values: NORMAL_CAUSES }];

/** The column that a grouping filters by when one of its groups is chosen. */
export const GROUP_COLUMNS: Readonly<Record<GapGroupBy, string>> = {
  cause: 'cause',
  player: 'player_lookup',
  team: 'team_abbr',
  date: 'game_date',
};

/** Pixels of each column of the groups, at least; those with a sum have room for one of a season, `10,385`. */
export const GROUP_WIDTHS = { group: 106, gaps: 64, closable: 64, players: 56, dates: 48 } as const;
type GroupColumn = keyof typeof GROUP_WIDTHS;

/** A group of one player has one player, a group of one date one date. */
export function groupColumnsOf(by: GapGroupBy): readonly GroupColumn[] {
  return [
    'group',
    'gaps',
    'closable',
    ...(by === 'player' ? [] : (['players'] as const)),
    ...(by === 'date' ? [] : (['dates'] as const)),
  ];
}

/** The one value that the query leaves of a column, or null. */
export function onlyValue(query: TableQuery, column: string): string | null {
  const filter = query.filters.find((one) => one.column === column && one.op === 'is');
  return filter?.values.length === 1 ? (filter.values[0] ?? null) : null;
}

/** The filled-in plan that closes the gaps of these dates: raw lines, from the first to the last of them. */
export function rebuildRoute(dates: readonly GameDate[]): Route | null {
  const sorted = dates.toSorted();
  const from = sorted[0];
  const to = sorted.at(-1);
  return from === undefined || to === undefined
    ? null
    : backfillRoute({ ...EMPTY_DRAFT, from, to, lines: 'raw', only: 'all' }, true);
}

/** Players and dates of seasons that nobody captured are no gaps, so the rows are not everybody without a line. */
export function leftOutOf({ notCaptured }: Pick<GapReport, 'notCaptured'>): RowsLeftOut | null {
  const seasons = notCaptured.filter(({ leftOut }) => leftOut > 0);
  if (seasons.length === 0) return null;
  const sum = seasons.reduce((all, { leftOut }) => all + leftOut, 0);
  return {
    sentence: `${counted(sum, 'player and date', 'players and dates')} without a line ${sum === 1 ? 'is' : 'are'} left out: no feed was captured then.`,
    details: seasons.map(notCapturedText),
  };
}

/** What a figure of the summary counts, as what the table then shows: filters beside faults alone or everything. */
export const FIGURE_ROWS = {
  faults: { normal: false, filters: [] },
  closable: { normal: false, filters: [{ column: 'closed_by_rebuild', op: 'is', values: ['true'] }] },
  left: { normal: false, filters: [{ column: 'closed_by_rebuild', op: 'is', values: ['false'] }] },
  normal: { normal: true, filters: [{ column: 'cause', op: 'is', values: NORMAL_CAUSES }] },
} as const satisfies Record<string, { readonly normal: boolean; readonly filters: readonly TableFilter[] }>;

export interface GapTotals {
  readonly faults: number;
  readonly normal: number;
}

export function totalsOf(report: GapReport): GapTotals {
  const faults = report.gaps.reduce((sum, gap) => sum + (isFault(gap.cause) ? 1 : 0), 0);
  return { faults, normal: report.gaps.length - faults };
}
