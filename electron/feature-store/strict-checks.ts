import type { OwnCompleteness } from './own-completeness.js';
import type { DateTables } from './read/tables.js';
import type { ProcessorOptions } from './types.js';

/**
 * Production's strict mode, off unless asked for: the recorded rows were made without it. On, a date with too few phase
 * 4 rows is not processed, and on past dates players with gaps are passed over (domain: processor sections 5, 7, 8).
 */
export function checksDependencies(options: ProcessorOptions): boolean {
  return options.strict === true && options.mode === 'production';
}

export function checksPlayers(tables: DateTables, options: ProcessorOptions): boolean {
  return checksDependencies(options) && tables.date < options.today;
}

/** Least rows of each phase 4 table for a date (domain: processor section 5). */
const MIN_ROWS: readonly (readonly ['dailyCache' | 'composite' | 'shotZones' | 'teamDefense', string, number])[] = [
  ['dailyCache', 'player_daily_cache', 100],
  ['composite', 'player_composite_factors', 100],
  ['shotZones', 'player_shot_zone_analysis', 100],
  ['teamDefense', 'team_defense_zone_analysis', 20],
];

/** Names every phase 4 table below its minimum; null when all have enough. */
export function missingDependency(tables: DateTables): string | null {
  const short = MIN_ROWS.filter(([key, , least]) => tables[key].size < least).map(
    ([key, name, least]) => `${name} has ${tables[key].size} rows, at least ${least} are needed`,
  );
  return short.length === 0 ? null : `${tables.date}: ${short.join('; ')}`;
}

/** Category and reason to pass a player over, in production's order; null to go on. */
export function gapOf(
  own: OwnCompleteness,
  upstreamIssues: readonly string[],
): { readonly category: string; readonly reason: string } | null {
  if (!own.isReady && !own.isBootstrap) {
    const reason = `Own data ${own.percent.toFixed(1)}% complete: ${own.actual} of ${own.expected} games`;
    return { category: 'INCOMPLETE_DATA_SKIPPED', reason };
  }
  if (upstreamIssues.length > 0) {
    return { category: 'UPSTREAM_INCOMPLETE', reason: `Upstream not ready: ${upstreamIssues.join(', ')}` };
  }
  return null;
}
