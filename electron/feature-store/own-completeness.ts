import { toDayNumber, type GameDate } from '../../shared/game-date.js';
import type { DateInputs } from './chunk.js';
import type { ListedPlayer } from './player-list.js';
import { finalGames } from './read/season-reader.js';
import { seasonWindowStart } from './season-calendar.js';
import { WINDOW_GAMES } from './windows/completeness.js';

/** How far the player's own games cover what his team's schedule expects (domain: processor section 7). */
export interface OwnCompleteness {
  readonly expected: number;
  readonly actual: number;
  /** 100 when nothing is expected. */
  readonly percent: number;
  readonly isReady: boolean;
  /** So early in the season that a gap does not skip the player. */
  readonly isBootstrap: boolean;
  readonly isSeasonBoundary: boolean;
}

const READY_PERCENT = 70;
const BOOTSTRAP_DAYS = 30;
const BOUNDARY_MONTHS: readonly string[] = ['10', '11', '04'];

/** Where completeness is not checked, the window's rows count as all there is (domain: processor section 7). */
export function uncheckedCompleteness(found: number): OwnCompleteness {
  return { expected: found, actual: found, percent: 100, isReady: true, isBootstrap: false, isSeasonBoundary: false };
}

/** The check itself: the player's game days since 1 October against the final games of his team before the date. */
export function ownCompleteness(inputs: DateInputs, player: ListedPlayer): OwnCompleteness {
  const { date } = inputs.tables;
  const day = toDayNumber(date);
  const from = toDayNumber(seasonWindowStart(inputs.season.year));
  const played = player.team === null ? 0 : finalGames(inputs.season, player.team, from, day);
  const expected = Math.min(WINDOW_GAMES, played);
  const actual = inputs.history.players.get(player.playerLookup)?.distinctDays(from, day) ?? 0;
  const percent = expected === 0 ? 100 : (actual / expected) * 100;
  return {
    expected,
    actual,
    percent,
    isReady: percent >= READY_PERCENT,
    isBootstrap: day - from < BOOTSTRAP_DAYS,
    isSeasonBoundary: BOUNDARY_MONTHS.includes(monthOf(date)),
  };
}

function monthOf(date: GameDate): string {
  return date.slice(5, 7);
}
