/** What one row is built from. Absent and NULL are the same here: both are null (domain: features sections 1 and 5). */

/** One of the last 10 games, as `player_game_summary` has it; games not played included. */
export interface WindowGame {
  readonly points: number | null;
  readonly minutes: number | null;
  readonly ftMakes: number | null;
  readonly isDnp: boolean | null;
}

/** The four precompute tables merged for one player. Averages in points or minutes, rates in percent. */
export interface Phase4Values {
  readonly pointsAvgLast5: number | null;
  readonly pointsAvgLast10: number | null;
  readonly pointsAvgSeason: number | null;
  readonly pointsStdLast10: number | null;
  readonly gamesInLast7Days: number | null;
  readonly minutesAvgLast10: number | null;
  readonly teamPaceLast10: number | null;
  readonly teamOffRatingLast10: number | null;
  readonly fatigueScore: number | null;
  readonly shotZoneMismatchScore: number | null;
  readonly paceScore: number | null;
  readonly usageSpikeScore: number | null;
  readonly paintRateLast10: number | null;
  readonly midRangeRateLast10: number | null;
  readonly threePtRateLast10: number | null;
  readonly opponentDefRating: number | null;
  readonly opponentPace: number | null;
}

export const NO_PHASE4: Phase4Values = {
  pointsAvgLast5: null,
  pointsAvgLast10: null,
  pointsAvgSeason: null,
  pointsStdLast10: null,
  gamesInLast7Days: null,
  minutesAvgLast10: null,
  teamPaceLast10: null,
  teamOffRatingLast10: null,
  fatigueScore: null,
  shotZoneMismatchScore: null,
  paceScore: null,
  usageSpikeScore: null,
  paintRateLast10: null,
  midRangeRateLast10: null,
  threePtRateLast10: null,
  opponentDefRating: null,
  opponentPace: null,
};

/** The context row of the player; all null for a player outside the context table. */
export interface ContextValues {
  readonly homeGame: boolean | null;
  readonly backToBack: boolean | null;
  readonly seasonPhase: string | null;
  readonly daysRest: number | null;
  readonly opponentDaysRest: number | null;
  readonly playerStatus: string | null;
}

export const NO_CONTEXT: ContextValues = {
  homeGame: null,
  backToBack: null,
  seasonPhase: null,
  daysRest: null,
  opponentDaysRest: null,
  playerStatus: null,
};

export interface TeamRecord {
  readonly wins: number;
  readonly games: number;
}

export interface Phase3Values {
  readonly context: ContextValues;
  /** At most 10, newest first. */
  readonly lastGames: readonly WindowGame[];
  /** Null below five games. */
  readonly pointsAvgLast5: number | null;
  readonly pointsAvgLast10: number | null;
  /** NaN when the season's games have no points at all (parity/quirks 9). */
  readonly pointsAvgSeason: number | null;
  readonly minutesAvgSeason: number | null;
  /** Null without a context row: the team is taken from there only. */
  readonly teamRecord: TeamRecord | null;
}

/** Null as a whole: no line. */
export interface LineValues {
  readonly current: number;
  readonly opening: number;
  readonly move: number;
}

/** Null as a whole: no opponent known, so nothing was looked up. */
export interface OpponentHistory {
  readonly games: number;
  /** NaN when there is no game with points (parity/quirks 8). */
  readonly pointsAvg: number;
}

export interface MinutesEfficiency {
  readonly minutesAvg: number | null;
  readonly pointsPerMinute: number | null;
}

export interface RowInputs {
  readonly phase4: Phase4Values;
  readonly phase3: Phase3Values;
  readonly line: LineValues | null;
  readonly opponentHistory: OpponentHistory | null;
  readonly minutes: MinutesEfficiency | null;
}
