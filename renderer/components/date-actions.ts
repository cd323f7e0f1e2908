import type { DateRange, GameDate } from '../../shared/game-date.js';
import { monthOf } from '../../shared/game-date.js';
import { EVERYTHING } from '../../shared/tables/table.js';
import type { RowAction } from './row-action.js';
import { coverageRoute, diffRoute, gapsRoute, playerRoute, type PlayerDateKey, type Route } from '../address/routes.js';

export type Go = (route: Route) => void;

/** From the first to the last of the dates; null without any. */
export function spanOfDates(dates: readonly GameDate[]): DateRange | null {
  const sorted = dates.toSorted();
  const from = sorted[0];
  const to = sorted.at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

export function spanWords({ from, to }: DateRange): string {
  return from === to ? from : `${from} to ${to}`;
}

/**
 * What leads from dates to the screens that tell more of them, over all from the first to the last: their store rows (of
 * one date its players), their gaps, their lines.
 */
export function spanActions(span: DateRange | null, go: Go): readonly RowAction[] {
  if (span === null) return [];
  const words = spanWords(span);
  const { from, to } = span;
  const coverage =
    from === to ? coverageRoute({ from, to, month: monthOf(from), date: from }) : coverageRoute({ from, to });
  return [
    { id: 'coverage', label: from === to ? `Players of ${from}` : `Coverage, ${words}`, act: () => go(coverage) },
    { id: 'gaps', label: from === to ? `Gaps of ${from}` : `Gaps, ${words}`, act: () => go(gapsRoute({ from, to })) },
    {
      id: 'diff',
      label: from === to ? `Line diff of ${from}` : `Line diff, ${words}`,
      act: () => go(diffRoute({ from, to })),
    },
  ];
}

/** The plan of a backfill from the first to the last of the rows' dates; `route` fills it in as the screen does. */
export function planAction(
  span: DateRange | null,
  route: (span: DateRange) => Route | null,
  go: Go,
): readonly RowAction[] {
  const to = span === null ? null : route(span);
  if (span === null || to === null) return [];
  return [
    {
      id: 'plan',
      label: span.from === span.to ? `Plan a rebuild of ${span.from}` : `Plan a rebuild, ${spanWords(span)}`,
      key: 'plan',
      act: () => go(to),
    },
  ];
}

export interface PlayerDateRow extends PlayerDateKey {
  readonly inStore: boolean;
}

/**
 * What leads from players' dates to more of them. Only what all rows share is offered for several: the one player, the
 * dates from the first to the last.
 */
export function playerDateActions(rows: readonly PlayerDateRow[], go: Go): readonly RowAction[] {
  const [row] = rows;
  if (row === undefined) return [];
  const { date, playerLookup } = row;
  const alone = rows.length === 1;
  const same = rows.every((one) => one.playerLookup === playerLookup);
  return [
    ...(same
      ? [
          {
            id: 'player',
            label: 'Player’s season',
            act: () => go(playerRoute(playerLookup, { date: alone ? date : null })),
          },
        ]
      : []),
    ...(alone
      ? [
          {
            id: 'raw',
            label: 'All raw rows',
            act: () => go(diffRoute({ from: date, to: date, selected: { date, playerLookup } })),
          },
          {
            id: 'stored',
            label: 'Stored row with its features',
            disabled: !row.inStore,
            act: () => go(storedRowRoute(row)),
          },
        ]
      : []),
  ];
}

export function storedRowRoute({ date, playerLookup }: PlayerDateKey): Route {
  return coverageRoute({
    from: date,
    to: date,
    month: monthOf(date),
    date,
    player: playerLookup,
    query: EVERYTHING,
  });
}
