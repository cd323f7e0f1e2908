import { coverageContext } from './coverage-context.js';
import { coverageMatch } from './coverage-match.js';
import { coverageStore } from './coverage-store.js';
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
  coverageContext,
  coverageMatch,
  coverageStore,
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
