import { checksContext } from './checks-context.js';
import { checksDistribution } from './checks-distribution.js';
import { checksFlow } from './checks-flow.js';
import { checksSources } from './checks-sources.js';
import { checksStore } from './checks-store.js';
import { checksVariance } from './checks-variance.js';
import { coverageBooks } from './coverage-books.js';
import { coverageContext } from './coverage-context.js';
import { coverageMatch } from './coverage-match.js';
import { coveragePeople } from './coverage-people.js';
import { coveragePlayed } from './coverage-played.js';
import { coverageRows } from './coverage-rows.js';
import { coverageStore } from './coverage-store.js';
import { coverageTeams } from './coverage-teams.js';
import { linesAliases } from './lines-aliases.js';
import { linesBettingPros } from './lines-bettingpros.js';
import { linesBoxScore } from './lines-box-score.js';
import { linesContextRows } from './lines-context-rows.js';
import { linesContext } from './lines-context.js';
import { linesFeeds } from './lines-feeds.js';
import { linesHeldBack } from './lines-held-back.js';
import { linesOdds } from './lines-odds.js';
import { linesPlayers } from './lines-players.js';
import { linesRawRows } from './lines-raw-rows.js';
import { linesStore } from './lines-store.js';
import { planFreshness } from './plan-freshness.js';
import { planPlayers } from './plan-players.js';
import { planTeams } from './plan-teams.js';
import { processorAttempts } from './processor-attempts.js';
import { processorBoxScore } from './processor-box-score.js';
import { processorComposite } from './processor-composite.js';
import { processorContext } from './processor-context.js';
import { processorDailyCache } from './processor-daily-cache.js';
import { processorEarlierGames } from './processor-earlier-games.js';
import { processorFinalGames } from './processor-final-games.js';
import { processorHistory } from './processor-history.js';
import { processorRawLines } from './processor-raw-lines.js';
import { processorShotZones } from './processor-shot-zones.js';
import { processorTeamDefense } from './processor-team-defense.js';
import { processorTeamGames } from './processor-team-games.js';
import { scheduleDays } from './schedule-days.js';
import { scheduleSpan } from './schedule-span.js';
import { storeRows } from './store-rows.js';
import { storedLines } from './stored-lines.js';
import type { AnyStatement } from '../statement.js';

/** Every statement that is sent to an engine: what the oracle test runs on both. */
export const allStatements: readonly AnyStatement[] = [
  checksContext,
  checksDistribution,
  checksFlow,
  checksSources,
  checksStore,
  checksVariance,
  coverageBooks,
  coverageContext,
  coverageMatch,
  coveragePeople,
  coveragePlayed,
  coverageRows,
  coverageStore,
  coverageTeams,
  linesAliases,
  linesBettingPros,
  linesBoxScore,
  linesContextRows,
  linesContext,
  linesFeeds,
  linesHeldBack,
  linesOdds,
  linesPlayers,
  linesRawRows,
  linesStore,
  planFreshness,
  planPlayers,
  planTeams,
  processorAttempts,
  processorBoxScore,
  processorComposite,
  processorContext,
  processorDailyCache,
  processorEarlierGames,
  processorFinalGames,
  processorHistory,
  processorRawLines,
  processorShotZones,
  processorTeamDefense,
  processorTeamGames,
  scheduleDays,
  scheduleSpan,
  storeRows,
  storedLines,
];
