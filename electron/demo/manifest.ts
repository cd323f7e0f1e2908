import { type GameDate } from '../../shared/game-date.js';
import { CAUSES, type Cause } from '../../shared/causes.js';
import { type Fate } from './day-plan.js';
import { type League } from './league.js';
import { at } from './prng.js';

/** One planted gap: why the store has no line for a listed player of a date. */
export interface Planted {
  readonly date: GameDate;
  readonly playerLookup: string;
  readonly cause: Cause;
  readonly detail: string;
}

/** What the generator knows of the demo, for people and for tests that compare it with what Backline finds. */
export interface DemoManifest {
  readonly seed: number;
  readonly path: string;
  readonly seasonFirst: GameDate;
  readonly storeFirst: GameDate;
  readonly lastPlayed: GameDate;
  readonly players: number;
  readonly games: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly planted: readonly Planted[];
  readonly plantedByCause: Readonly<Record<Cause, number>>;
  /** Faults of whole dates, in words. */
  readonly dates: readonly { readonly date: GameDate; readonly fault: string }[];
}

function detailOf(fate: Fate): string {
  const feeds = `odds ${fate.odds}, bettingpros ${fate.pros}`;
  if (fate.hold === 'breaker') return `entity breaker held open; ${feeds}`;
  if (fate.hold === 'bad_fatigue') return `fatigue score out of 0..100; ${feeds}`;
  return feeds;
}

export function plantedOf(fates: readonly Fate[], league: League): readonly Planted[] {
  return fates.flatMap((fate) =>
    fate.cause === null
      ? []
      : [
          {
            date: fate.row.game.date,
            playerLookup: at(league.players, fate.row.player).name.lookup,
            cause: fate.cause,
            detail: detailOf(fate),
          },
        ],
  );
}

export function countByCause(planted: readonly Planted[]): Readonly<Record<Cause, number>> {
  const counts = Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number>;
  for (const { cause } of planted) counts[cause] += 1;
  return counts;
}
