import { bulkLoad } from '../../electron/warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../../electron/warehouse/duckdb/create-file.js';
import type { TableRow } from '../../electron/warehouse/port.js';
import { tableDefinition } from '../../electron/warehouse/tables/definitions.js';
import { FEATURE_STORE, type TableName } from '../../electron/warehouse/tables/names.js';
import { addDays, daysBetween, eachDate, type GameDate } from '../../shared/game-date.js';

export const day = (text: string): GameDate => text as GameDate;

/** Two months, so that a run reads two chunks. */
export const DATES: readonly GameDate[] = eachDate({ from: day('2026-01-28'), to: day('2026-02-03') });
export const TODAY = day('2026-02-05');
export const PLAYERS_A_DATE = 24;
/** Every second player has a raw line. */
export const LINES_A_DATE = 12;

/** How large a season is made; games before `dates` are box scores only. */
export interface SeasonSize {
  /** In order, without a gap. */
  readonly dates: readonly GameDate[];
  readonly playersPerTeam: number;
}

const SMALL: SeasonSize = { dates: DATES, playersPerTeam: 6 };
const FIRST_GAME = day('2025-10-21');
const DAYS_BEFORE = 18;
const TEAMS = ['AAA', 'BBB', 'CCC', 'DDD'] as const;
const GAMES = [
  ['AAA', 'BBB'],
  ['CCC', 'DDD'],
] as const;

const FILLERS: Readonly<Record<string, unknown>> = { STRING: '', INT64: 0, FLOAT64: 0, NUMERIC: 0, BOOL: false };

/** Columns that must have a value and that no rule under test reads. */
function filled(table: TableName, date: GameDate, row: TableRow): TableRow {
  const filler = Object.fromEntries(
    tableDefinition(table)
      .columns.filter((column) => column.required && !column.type.startsWith('ARRAY'))
      .map(({ name, type }) => [
        name,
        type === 'DATE' ? date : type === 'TIMESTAMP' ? `${date}T04:00:00Z` : (FILLERS[type] ?? ''),
      ]),
  );
  return { ...filler, ...row };
}

type Rows = Readonly<Partial<Record<TableName, readonly TableRow[]>>>;

interface Slot {
  readonly player: string;
  readonly team: string;
  readonly opponent: string;
  readonly gameId: string;
  readonly index: number;
}

function slots(date: GameDate, playersPerTeam: number): readonly Slot[] {
  return GAMES.flatMap(([away, home]) => {
    const gameId = `${date.replaceAll('-', '')}_${away}_${home}`;
    return [away, home].flatMap((team) =>
      Array.from({ length: playersPerTeam }, (_, i) => ({
        player: `${team.toLowerCase()}player${i}`,
        team,
        opponent: team === away ? home : away,
        gameId,
        index: TEAMS.indexOf(team) * playersPerTeam + i,
      })),
    );
  });
}

function points(index: number, date: GameDate): number {
  return 8 + ((index * 7 + daysBetween(FIRST_GAME, date) * 3) % 21);
}

function gameRows(date: GameDate, playersPerTeam: number): Rows {
  return {
    'nba_raw.nbac_schedule': GAMES.map(([away, home]) => ({
      game_id: `002${date.replaceAll('-', '')}${away}`,
      game_date: date,
      season_year: 2025,
      game_status: 3,
      home_team_tricode: home,
      away_team_tricode: away,
      is_regular_season: true,
      processed_at: `${date}T05:00:00Z`,
    })),
    'nba_analytics.player_game_summary': slots(date, playersPerTeam).map((slot) => ({
      player_lookup: slot.player,
      game_date: date,
      game_id: slot.gameId,
      season_year: 2025,
      team_abbr: slot.team,
      opponent_team_abbr: slot.opponent,
      points: points(slot.index, date),
      minutes_played: 20 + (slot.index % 15),
      is_active: true,
      processed_at: `${addDays(date, 1)}T06:00:00Z`,
    })),
  };
}

function inputRows(date: GameDate, playersPerTeam: number): Rows {
  const at = `${date}T12:00:00Z`;
  const ready = { is_production_ready: true, processed_at: at };
  return {
    'nba_raw.odds_api_player_points_props': slots(date, playersPerTeam)
      .filter(({ index }) => index % 2 === 0)
      .map((slot) => ({
        game_id: slot.gameId,
        game_date: date,
        player_lookup: slot.player,
        bookmaker: 'draftkings',
        points_line: points(slot.index, date) + 0.5,
        snapshot_timestamp: `${date}T15:00:00Z`,
        processed_at: at,
      })),
    'nba_precompute.player_daily_cache': slots(date, playersPerTeam).map((slot) => ({
      player_lookup: slot.player,
      cache_date: date,
      points_avg_last_5: points(slot.index, date),
      points_avg_last_10: points(slot.index, date) + 1,
      data_hash: 'c',
      ...ready,
    })),
    'nba_precompute.player_composite_factors': slots(date, playersPerTeam).map((slot) => ({
      player_lookup: slot.player,
      game_date: date,
      analysis_date: date,
      fatigue_score: 50 + slot.index,
      data_hash: 'f',
      ...ready,
    })),
    'nba_precompute.player_shot_zone_analysis': slots(date, playersPerTeam).map((slot) => ({
      player_lookup: slot.player,
      analysis_date: date,
      data_hash: 'z',
      ...ready,
    })),
    'nba_precompute.team_defense_zone_analysis': TEAMS.map((team) => ({
      team_abbr: team,
      analysis_date: date,
      defensive_rating_last_15: 110,
      opponent_pace: 99,
      data_hash: 't',
      ...ready,
    })),
    // As the incident left it: everybody is there, nobody has a line.
    [FEATURE_STORE]: slots(date, playersPerTeam).map((slot) => ({
      player_lookup: slot.player,
      game_date: date,
      game_id: slot.gameId,
      features: Array.from({ length: 37 }, () => 0),
      feature_names: [],
      feature_count: 37,
      feature_version: 'v2_37features',
      data_source: 'mixed',
      created_at: `${addDays(date, 1)}T07:00:00Z`,
    })),
  };
}

/** A warehouse file: four teams, three weeks of games, and the dates to rebuild, seven unless asked otherwise. */
export async function makeSmallSeason(path: string, { dates, playersPerTeam }: SeasonSize = SMALL): Promise<void> {
  const [first = DATES[0] as GameDate] = dates;
  const earlier = [FIRST_GAME, ...eachDate({ from: addDays(first, -DAYS_BEFORE), to: addDays(first, -1) })];
  await createWarehouseFile(path, async (warehouse) => {
    const tables = new Map<TableName, TableRow[]>();
    const add = (date: GameDate, rows: Rows): void => {
      for (const [name, some] of Object.entries(rows) as [TableName, readonly TableRow[]][]) {
        tables.set(name, [...(tables.get(name) ?? []), ...some.map((row) => filled(name, date, row))]);
      }
    };
    for (const date of [...earlier, ...dates]) add(date, gameRows(date, playersPerTeam));
    for (const date of dates) add(date, inputRows(date, playersPerTeam));
    for (const [name, rows] of tables) await bulkLoad(warehouse, name, rows);
  });
}
