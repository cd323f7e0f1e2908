import type { ListedPlayer } from './player-list.js';
import type { DateTables } from './read/tables.js';

/** Labels of what is not ready upstream, in stored order; none means all four are ready (domain: processor section 8). */
export type UpstreamIssues = readonly string[];

const DAILY_CACHE = 'upstream_player_daily_cache_incomplete';
const COMPOSITE = 'upstream_player_composite_factors_incomplete';
const SHOT_ZONE = 'upstream_player_shot_zone_incomplete';
const TEAM_DEFENSE = 'upstream_team_defense_zone_incomplete';
const ALL_ISSUES: UpstreamIssues = [DAILY_CACHE, COMPOSITE, SHOT_ZONE, TEAM_DEFENSE];
const READY: UpstreamIssues = [];

export interface Readiness {
  issues(player: ListedPlayer): UpstreamIssues;
}

/**
 * Readiness of the four phase 4 tables for the players of a date; a missing row is not ready. One NULL flag among the
 * opponents' defence rows fails production's query, and with it everybody (parity/quirks 20).
 */
export function readinessOf(tables: DateTables, list: readonly ListedPlayer[]): Readiness {
  const failed = list.some(({ opponent }) => {
    const row = opponent === null ? undefined : tables.teamDefense.get(opponent);
    return row !== undefined && row.is_production_ready === null;
  });
  return failed ? { issues: () => ALL_ISSUES } : readinessByRow(tables);
}

/** The corrected rule, not used in this version: a NULL flag makes the players against that team not ready. */
export function readinessByRow(tables: DateTables): Readiness {
  return {
    issues: ({ playerLookup, opponent }) => {
      const cache = tables.dailyCache.get(playerLookup)?.is_production_ready === true;
      const composite = tables.composite.get(playerLookup)?.is_production_ready === true;
      const zones = tables.shotZones.get(playerLookup)?.is_production_ready === true;
      const defense = opponent !== null && tables.teamDefense.get(opponent)?.is_production_ready === true;
      if (cache && composite && zones && defense) return READY;
      const issues: string[] = [];
      if (!cache) issues.push(DAILY_CACHE);
      if (!composite) issues.push(COMPOSITE);
      if (!zones) issues.push(SHOT_ZONE);
      if (!defense) issues.push(TEAM_DEFENSE);
      return issues;
    },
  };
}
