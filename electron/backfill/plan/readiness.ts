import type { BackfillMode, UpstreamReadiness, UpstreamState } from '../../../shared/backfill.js';
import { ratioOf, type Share } from '../../../shared/coverage.js';
import { daysBetween, type GameDate } from '../../../shared/game-date.js';
import { tableDefinition } from '../../warehouse/tables/definitions.js';
import type { TableName } from '../../warehouse/tables/names.js';

/** Rows of one phase 4 table on one date, and how many of the date's list it serves. */
export interface UpstreamCount {
  readonly table: TableName;
  readonly rows: number;
  readonly served: Share;
}

const TEAM_DEFENSE: TableName = 'nba_precompute.team_defense_zone_analysis';

/** Least rows of the dependency check (domain: processor section 5); team defence has one row a team in every mode. */
function minimumRows(table: TableName, mode: BackfillMode): number {
  return table === TEAM_DEFENSE || mode === 'backfill' ? 20 : 100;
}

/**
 * Players outside the context have no row by design, over a third of a box score (parity/quirks 11), so a table counts
 * as holed only when it serves fewer than half of the list.
 */
const SERVED_MINIMUM = 0.5;

/** True when the partition may have been dropped: it is older than the table's declared expiry. */
export function isExpired(table: TableName, date: GameDate, today: GameDate): boolean {
  const days = tableDefinition(table).partition?.expirationDays ?? null;
  return days !== null && daysBetween(date, today) > days;
}

/**
 * Games a table's producer needs before it writes a row (domain: features section 6); 10 of a player, 15 of a team.
 * Before teams have played as many on average an empty partition is the early season, not a fault.
 */
const GAMES_NEEDED: Partial<Record<TableName, number>> = {
  'nba_precompute.player_shot_zone_analysis': 10,
  [TEAM_DEFENSE]: 15,
};

/** What the state of a date's tables depends on besides their rows. */
export interface ReadinessContext {
  readonly mode: BackfillMode;
  readonly date: GameDate;
  readonly today: GameDate;
  readonly gamesPerTeam: number;
}

function stateOf(count: UpstreamCount, { mode, date, today, gamesPerTeam }: ReadinessContext): UpstreamState {
  if (count.rows === 0) {
    if (gamesPerTeam < (GAMES_NEEDED[count.table] ?? 0)) return 'thin';
    return isExpired(count.table, date, today) ? 'expired' : 'missing';
  }
  const served = ratioOf(count.served);
  return count.rows < minimumRows(count.table, mode) || (served !== null && served < SERVED_MINIMUM) ? 'thin' : 'ready';
}

/** Readiness of one phase 4 table for one date, as seen from `today`. */
export function readinessOf(count: UpstreamCount, context: ReadinessContext): UpstreamReadiness {
  return { table: count.table, rows: count.rows, served: count.served, state: stateOf(count, context) };
}
