import { addDays, toDayNumber, yearsBefore, type GameDate } from '../../shared/game-date.js';
import type { DateInputs } from './chunk.js';
import { NO_CONTEXT, type ContextValues, type Phase4Values, type RowInputs } from './features/inputs.js';
import { lineOf } from './lines.js';
import type { ListedPlayer } from './player-list.js';
import type { ContextRow, DateTables } from './read/tables.js';
import { seasonWindowStart, seasonYearOf } from './season-calendar.js';
import type { ProcessorOptions } from './types.js';
import type { Game, PlayerGames } from './windows/player-games.js';
import { PlayerGames as Games } from './windows/player-games.js';

const LAST_GAMES_DAYS = 60;
const MINUTES_DAYS = 30;
export const OPPONENT_YEARS = 3;
const SHORT_AVERAGE_GAMES = 5;
const NO_GAMES: PlayerGames = new Games([]);

/** The first day of each window that ends before a date, as day numbers (domain: processor section 6). */
export interface WindowDays {
  readonly day: number;
  readonly lastGames: number;
  readonly season: number;
  readonly seasonYear: number;
  readonly opponent: number;
  readonly minutes: number;
}

export function windowDays(date: GameDate): WindowDays {
  const day = toDayNumber(date);
  const seasonYear = seasonYearOf(date);
  return {
    day,
    lastGames: day - LAST_GAMES_DAYS,
    season: toDayNumber(seasonWindowStart(seasonYear)),
    seasonYear,
    opponent: toDayNumber(yearsBefore(date, OPPONENT_YEARS)),
    minutes: day - MINUTES_DAYS,
  };
}

/** The first date any window of `date` reaches back to. */
export function historyStart(date: GameDate): GameDate {
  const start = yearsBefore(date, OPPONENT_YEARS);
  const short = addDays(date, -LAST_GAMES_DAYS);
  return start < short ? start : short;
}

export interface PlayerInputs extends RowInputs {
  readonly lastGames: readonly Game[];
}

/** The dictionaries of one row (domain: features section 1) out of what was read for its date. */
export function inputsOf(
  inputs: DateInputs,
  player: ListedPlayer,
  days: WindowDays,
  options: ProcessorOptions,
): PlayerInputs {
  const { tables } = inputs;
  const games = inputs.history.players.get(player.playerLookup) ?? NO_GAMES;
  const lastGames = games.lastGames(days.lastGames, days.day);
  const season = games.season(days.seasonYear, days.season, days.day);
  const context = tables.context.get(player.playerLookup);
  const team = context?.team_abbr ?? null;
  return {
    lastGames,
    phase4: phase4Of(tables, player),
    phase3: {
      context: context ? contextOf(context) : NO_CONTEXT,
      lastGames,
      pointsAvgLast5: lastGames.length < SHORT_AVERAGE_GAMES ? null : meanPoints(lastGames, SHORT_AVERAGE_GAMES),
      pointsAvgLast10: lastGames.length === 0 ? null : meanPoints(lastGames, lastGames.length),
      pointsAvgSeason: season?.pointsAvg ?? null,
      minutesAvgSeason: season?.minutesAvg ?? null,
      teamRecord: team === null ? null : inputs.teams.record(team, days.seasonYear, days.season, days.day),
    },
    line: lineOf(tables, player.playerLookup, options.lines),
    opponentHistory: player.opponent === null ? null : games.versus(player.opponent, days.opponent, days.day),
    minutes: games.minutes(days.minutes, days.day),
  };
}

/** Games not played count as 0 points (corrected 2026-02-03; domain: features sections 1 and 10). */
function meanPoints(newestFirst: readonly Game[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += newestFirst[i]?.points ?? 0;
  return sum / count;
}

/** The corrected rule of 2026-02-03, not used in this version: games played only; null without one. */
export function meanPointsCorrected(newestFirst: readonly Game[], count: number): number | null {
  const played = newestFirst.filter((game) => game.points !== null && game.isDnp !== true).slice(0, count);
  return played.length === 0 ? null : meanPoints(played, played.length);
}

function contextOf(row: ContextRow): ContextValues {
  return {
    homeGame: row.home_game,
    backToBack: row.back_to_back,
    seasonPhase: row.season_phase,
    daysRest: row.days_rest,
    opponentDaysRest: row.opponent_days_rest,
    playerStatus: row.player_status,
  };
}

/**
 * The four tables merged, a later one over an earlier one, also with NULL: a shot-zone row without rates hides the
 * cache's paint and three rates (parity/quirks 10).
 */
function phase4Of(tables: DateTables, { playerLookup, opponent }: ListedPlayer): Phase4Values {
  const cache = tables.dailyCache.get(playerLookup);
  const composite = tables.composite.get(playerLookup);
  const zones = tables.shotZones.get(playerLookup);
  const defense = opponent === null ? undefined : tables.teamDefense.get(opponent);
  return {
    pointsAvgLast5: cache?.points_avg_last_5 ?? null,
    pointsAvgLast10: cache?.points_avg_last_10 ?? null,
    pointsAvgSeason: cache?.points_avg_season ?? null,
    pointsStdLast10: cache?.points_std_last_10 ?? null,
    gamesInLast7Days: cache?.games_in_last_7_days ?? null,
    minutesAvgLast10: cache?.minutes_avg_last_10 ?? null,
    teamPaceLast10: cache?.team_pace_last_10 ?? null,
    teamOffRatingLast10: cache?.team_off_rating_last_10 ?? null,
    fatigueScore: composite?.fatigue_score ?? null,
    shotZoneMismatchScore: composite?.shot_zone_mismatch_score ?? null,
    paceScore: composite?.pace_score ?? null,
    usageSpikeScore: composite?.usage_spike_score ?? null,
    paintRateLast10: (zones ? zones.paint_rate_last_10 : cache?.paint_rate_last_10) ?? null,
    midRangeRateLast10: zones?.mid_range_rate_last_10 ?? null,
    threePtRateLast10: (zones ? zones.three_pt_rate_last_10 : cache?.three_pt_rate_last_10) ?? null,
    opponentDefRating: defense?.defensive_rating_last_15 ?? null,
    opponentPace: defense?.opponent_pace ?? null,
  };
}

/** The corrected rule, not used in this version: a NULL rate does not hide a known one. */
export function rateCorrected(zoneRate: number | null, cacheRate: number | null): number | null {
  return zoneRate ?? cacheRate;
}
