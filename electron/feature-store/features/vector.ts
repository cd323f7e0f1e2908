import { FEATURES } from '../../../shared/feature-catalogue.js';
import { cascade, nullable, phase4Only, shareOfPercent } from './cascade.js';
import { contextFlags } from './context-flags.js';
import { dnpRate } from './dnp-rate.js';
import { breakoutFlag, seasonZScore, type Form } from './form.js';
import { freeThrowShare } from './free-throw-share.js';
import { injuryRisk } from './injury-risk.js';
import type { RowInputs } from './inputs.js';
import { calculated, type Labelled, type SourceLabel } from './labels.js';
import { lineFeatures } from './line-values.js';
import { minutesChange } from './minutes-change.js';
import { minutesFeatures } from './minutes-efficiency.js';
import { gamesVsOpponent, pointsVsOpponent } from './opponent-history.js';
import { pointsSlope } from './points-slope.js';
import { recentTrend } from './recent-trend.js';
import { restAdvantage } from './rest-advantage.js';
import { teamWinPct } from './team-win-pct.js';

export interface FeatureVector {
  /** 37 values in memory: null is no value, NaN is possible (parity/quirks 7). */
  readonly values: readonly (number | null)[];
  readonly labels: readonly SourceLabel[];
}

const DEFAULTS: readonly number[] = FEATURES.map((feature) => feature.default ?? 0);

function fallbackOf(index: number): number {
  return DEFAULTS[index] ?? 0;
}

/** The 37 features of one row in index order (domain: features sections 2 to 4). */
export function buildVector({ phase4, phase3, line, opponentHistory, minutes }: RowInputs): FeatureVector {
  const games = phase3.lastGames;
  const context = phase3.context;
  const form: Form = {
    last5: phase4.pointsAvgLast5 ?? phase3.pointsAvgLast5,
    season: phase4.pointsAvgSeason ?? phase3.pointsAvgSeason,
    // Phase 3 never has a spread: without a daily cache row features 35 and 36 are 0 (domain: features section 4).
    std: phase4.pointsStdLast10,
  };
  const all: readonly Labelled[] = [
    cascade(phase4.pointsAvgLast5, phase3.pointsAvgLast5, fallbackOf(0)),
    cascade(phase4.pointsAvgLast10, phase3.pointsAvgLast10, fallbackOf(1)),
    cascade(phase4.pointsAvgSeason, phase3.pointsAvgSeason, fallbackOf(2)),
    cascade(phase4.pointsStdLast10, null, fallbackOf(3)),
    cascade(phase4.gamesInLast7Days, null, fallbackOf(4)),
    phase4Only(phase4.fatigueScore, fallbackOf(5)),
    phase4Only(phase4.shotZoneMismatchScore, fallbackOf(6)),
    phase4Only(phase4.paceScore, fallbackOf(7)),
    phase4Only(phase4.usageSpikeScore, fallbackOf(8)),
    calculated(restAdvantage(context.daysRest, context.opponentDaysRest)),
    calculated(injuryRisk(context.playerStatus)),
    calculated(recentTrend(games)),
    calculated(minutesChange(phase4.minutesAvgLast10, games, phase3.minutesAvgSeason)),
    cascade(phase4.opponentDefRating, null, fallbackOf(13)),
    cascade(phase4.opponentPace, null, fallbackOf(14)),
    ...contextFlags(context),
    shareOfPercent(nullable(phase4.paintRateLast10, null)),
    shareOfPercent(nullable(phase4.midRangeRateLast10, null)),
    shareOfPercent(nullable(phase4.threePtRateLast10, null)),
    calculated(freeThrowShare(games)),
    cascade(phase4.teamPaceLast10, null, fallbackOf(22)),
    cascade(phase4.teamOffRatingLast10, null, fallbackOf(23)),
    calculated(teamWinPct(phase3.teamRecord)),
    ...lineFeatures(line),
    pointsVsOpponent(opponentHistory, phase4.pointsAvgSeason, phase3.pointsAvgSeason),
    gamesVsOpponent(opponentHistory),
    ...minutesFeatures(minutes, { minutes: fallbackOf(31), pointsPerMinute: fallbackOf(32) }),
    calculated(dnpRate(games)),
    calculated(pointsSlope(games)),
    calculated(seasonZScore(form)),
    calculated(breakoutFlag(form)),
  ];
  return { values: all.map((feature) => feature.value), labels: all.map((feature) => feature.label) };
}
