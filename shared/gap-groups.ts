import { assertNever } from './assert-never.js';
import { CAUSE_TEXTS, isFault } from './causes.js';
import type { GameDate } from './game-date.js';
import type { Gap } from './lines.js';

export const GAP_GROUPS = ['cause', 'player', 'team', 'date'] as const;
export type GapGroupBy = (typeof GAP_GROUPS)[number];

/** Gaps that share their cause, player, team or date. */
export interface GapGroup {
  /** The value that they share as the gaps hold it; empty for none. */
  readonly key: string;
  /** The same in words. */
  readonly label: string;
  readonly gaps: number;
  /** Of these, closed by a rebuild from raw lines. */
  readonly closable: number;
  /** Different players, different dates. */
  readonly players: number;
  readonly dates: number;
}

function groupKey(gap: Gap, by: GapGroupBy): readonly [key: string, label: string] {
  switch (by) {
    case 'cause':
      return [gap.cause, CAUSE_TEXTS[gap.cause].label];
    case 'player':
      return [gap.playerLookup, gap.playerName];
    case 'team':
      return [gap.team ?? '', gap.team ?? 'team not known'];
    case 'date':
      return [gap.date, gap.date];
    default:
      return assertNever(by, 'grouping');
  }
}

/**
 * Gaps by what they share, with those that are no fault (`normal`) or without; dates in their order, everything else by
 * how many gaps it has.
 */
export function groupGaps(gaps: readonly Gap[], by: GapGroupBy, normal: boolean): readonly GapGroup[] {
  const groups = new Map<
    string,
    { label: string; gaps: number; closable: number; players: Set<string>; dates: Set<GameDate> }
  >();
  for (const gap of gaps) {
    if (!normal && !isFault(gap.cause)) continue;
    const [key, label] = groupKey(gap, by);
    const group = groups.get(key) ?? { label, gaps: 0, closable: 0, players: new Set(), dates: new Set() };
    group.gaps += 1;
    if (gap.closedByRebuild) group.closable += 1;
    group.players.add(gap.playerLookup);
    group.dates.add(gap.date);
    groups.set(key, group);
  }
  const all = [...groups].map(([key, group]) => ({
    key,
    label: group.label,
    gaps: group.gaps,
    closable: group.closable,
    players: group.players.size,
    dates: group.dates.size,
  }));
  return by === 'date'
    ? all.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    : all.toSorted((a, b) => b.gaps - a.gaps || (a.key < b.key ? -1 : 1));
}
