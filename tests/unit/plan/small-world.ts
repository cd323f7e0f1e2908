import type { GameDate } from '../../../shared/game-date.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import type { TableName } from '../../../electron/warehouse/tables/names.js';
import { storeRow, warehouseWith, type TestWarehouse } from './parity-warehouse.js';

/** A hand-made season start and a few dates of two teams, small enough to count on one's fingers. */
export const DAY = '2026-01-10' as GameDate;
export const NEXT = '2026-01-11' as GameDate;

const TEAMS = ['BOS', 'DEN'] as const;

export function game(date: string, more: TableRow = {}): TableRow {
  const compact = date.replaceAll('-', '');
  return {
    game_id: `0022500${compact.slice(4)}1`,
    game_code: `${compact}/BOSDEN`,
    season_year: 2025,
    game_date: date,
    game_status: 3,
    home_team_tricode: 'DEN',
    away_team_tricode: 'BOS',
    is_regular_season: true,
    is_playoffs: false,
    is_all_star: false,
    processed_at: `${date}T09:00:00Z`,
    ...more,
  };
}

export function boxScore(date: string, player: string, more: TableRow = {}): TableRow {
  return {
    player_lookup: player,
    game_id: `${date.replaceAll('-', '')}_BOS_DEN`,
    game_date: date,
    team_abbr: TEAMS[0],
    opponent_team_abbr: TEAMS[1],
    season_year: 2025,
    starter_flag: false,
    win_flag: true,
    is_active: true,
    processed_at: `${date}T10:00:00Z`,
    ...more,
  };
}

export function context(date: string, player: string, line: number | null, more: TableRow = {}): TableRow {
  return {
    player_lookup: player,
    game_id: `${date.replaceAll('-', '')}_BOS_DEN`,
    game_date: date,
    team_abbr: TEAMS[0],
    opponent_team_abbr: TEAMS[1],
    current_points_line: line,
    processed_at: `${date}T08:00:00Z`,
    ...more,
  };
}

export function odds(date: string, player: string, line: number, more: TableRow = {}): TableRow {
  return {
    game_id: `0022500${date.slice(5, 7)}${date.slice(8)}1`,
    odds_api_event_id: 'e',
    game_date: date,
    home_team_abbr: 'DEN',
    away_team_abbr: 'BOS',
    snapshot_timestamp: `${date}T07:00:00Z`,
    bookmaker: 'draftkings',
    player_name: player,
    player_lookup: player,
    points_line: line,
    processed_at: `${date}T07:30:00Z`,
    ...more,
  };
}

export function pros(date: string, player: string, line: number, more: TableRow = {}): TableRow {
  return {
    game_date: date,
    market_type: 'points',
    market_id: 156,
    bp_event_id: 1,
    offer_id: 'o',
    bet_side: 'over',
    book_id: 12,
    bp_player_id: 1,
    player_name: player,
    player_lookup: player,
    player_team: 'BOS',
    team_source: 'feed',
    has_team_issues: false,
    validation_confidence: 0.95,
    validation_method: 'feed',
    bookmaker: 'DraftKings',
    points_line: line,
    odds_american: -110,
    is_active: true,
    is_best_line: false,
    bookmaker_last_update: `${date}T07:00:00Z`,
    source_file_path: 'f',
    created_at: `${date}T07:30:00Z`,
    processed_at: `${date}T07:30:00Z`,
    ...more,
  };
}

/** A store row whose vector has the given line; `length` makes older, shorter arrays. */
export function stored(date: string, player: string, line: number, more: TableRow = {}, length = 37): TableRow {
  const features = Array.from({ length }, (_, index) => (index === 25 ? line : index === 28 ? Number(line > 0) : 1));
  return storeRow({
    player_lookup: player,
    game_date: date as GameDate,
    features,
    created_at: `${date}T12:00:00Z`,
    ...more,
  });
}

/** Phase 4 rows for players and for the opponent, enough to be ready. */
export function phase4(date: string, players: readonly string[]): Partial<Record<TableName, readonly TableRow[]>> {
  const at = `${date}T06:00:00Z`;
  const names = [...players, ...Array.from({ length: 20 }, (_, index) => `filler${index}`)];
  return {
    'nba_precompute.player_daily_cache': names.map((name) => ({
      player_lookup: name,
      cache_date: date,
      processed_at: at,
    })),
    'nba_precompute.player_composite_factors': names.map((name) => ({
      player_lookup: name,
      game_date: date,
      analysis_date: date,
      game_id: 'g',
      fatigue_score: 80,
      processed_at: at,
    })),
    'nba_precompute.player_shot_zone_analysis': names.map((name) => ({
      player_lookup: name,
      analysis_date: date,
      processed_at: at,
    })),
    'nba_precompute.team_defense_zone_analysis': Array.from({ length: 20 }, (_, index) => ({
      team_abbr: index === 0 ? 'DEN' : `T${index}`,
      analysis_date: date,
      processed_at: at,
      created_at: at,
    })),
  };
}

type Tables = Partial<Record<TableName, readonly TableRow[]>>;

/** Tables put together; rows of the same table add up. */
export function merged(...parts: readonly Tables[]): Tables {
  const tables: Record<string, readonly TableRow[]> = {};
  for (const part of parts) {
    for (const [name, rows] of Object.entries(part)) tables[name] = [...(tables[name] ?? []), ...rows];
  }
  return tables;
}

export const SCHEDULE: Tables = {
  'nba_raw.nbac_schedule': [
    game('2025-10-21'),
    game('2025-10-25'),
    game(DAY),
    game(NEXT),
    game('2026-01-20', { game_status: 1 }),
  ],
};

export function world(...parts: readonly Tables[]): Promise<TestWarehouse> {
  return warehouseWith(merged(SCHEDULE, ...parts));
}
