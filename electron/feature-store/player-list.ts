import type { DateTables } from './read/tables.js';
import type { ProcessorOptions } from './types.js';

/** A player a row is built for. */
export interface ListedPlayer {
  readonly playerLookup: string;
  readonly universalPlayerId: string | null;
  readonly gameId: string;
  readonly team: string | null;
  readonly opponent: string | null;
  readonly isHome: boolean | null;
}

/**
 * Whom rows are built for, by player key, each once (domain: processor section 4): the box score of a past date in
 * backfill, players who did not play included; otherwise the context. On today's date and after it always the context,
 * as there is no box score yet (parity/quirks 5).
 */
export function playerList(tables: DateTables, options: ProcessorOptions): readonly ListedPlayer[] {
  const fromContext = options.mode === 'production' || tables.date >= options.today;
  const list = fromContext ? contextList(tables) : boxScoreList(tables);
  return list.sort((a, b) => (a.playerLookup < b.playerLookup ? -1 : a.playerLookup > b.playerLookup ? 1 : 0));
}

function contextList(tables: DateTables): ListedPlayer[] {
  return [...tables.context].map(([playerLookup, row]) => ({
    playerLookup,
    universalPlayerId: row.universal_player_id,
    gameId: row.game_id ?? '',
    team: row.team_abbr,
    opponent: row.opponent_team_abbr,
    isHome: row.home_game,
  }));
}

function boxScoreList(tables: DateTables): ListedPlayer[] {
  return [...tables.boxScore].map(([playerLookup, row]) => ({
    playerLookup,
    universalPlayerId: row.universal_player_id,
    gameId: row.game_id ?? '',
    team: row.team_abbr,
    opponent: row.opponent_team_abbr,
    isHome: isHomeByGameId(row.game_id, row.team_abbr),
  }));
}

/** The third part of `YYYYMMDD_AWAY_HOME` is the home team; any other form of id gives false (parity/quirks 11). */
export function isHomeByGameId(gameId: string | null, team: string | null): boolean {
  return team !== null && gameId?.split('_')[2] === team;
}
