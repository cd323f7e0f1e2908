import { type GameDate, toDayNumber } from '../../shared/game-date.js';
import { type Absence, type Appearance, type PlayedSeasons } from './box-scores.js';
import { type Game, LAST_PLAYED, TEAMS } from './calendar.js';
import { type League } from './league.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const SUMMARY_KINDS = {
  player_lookup: 'text',
  universal_player_id: 'text',
  player_full_name: 'text',
  game_id: 'text',
  game_date: 'date',
  team_abbr: 'text',
  opponent_team_abbr: 'text',
  season_year: 'int',
  points: 'int',
  minutes_played: 'decimal',
  fg_attempts: 'int',
  fg_makes: 'int',
  three_pt_attempts: 'int',
  three_pt_makes: 'int',
  ft_attempts: 'int',
  ft_makes: 'int',
  paint_attempts: 'int',
  mid_range_attempts: 'int',
  has_complete_shot_zones: 'bool',
  usage_rate: 'decimal',
  starter_flag: 'bool',
  win_flag: 'bool',
  is_active: 'bool',
  player_status: 'text',
  is_dnp: 'bool',
  dnp_reason: 'text',
  dnp_reason_category: 'text',
  processed_at: 'timestamp',
} as const;

export const TEAM_KINDS = {
  game_id: 'text',
  nba_game_id: 'text',
  game_date: 'date',
  team_abbr: 'text',
  opponent_team_abbr: 'text',
  season_year: 'int',
  points_scored: 'int',
  offensive_rating: 'decimal',
  pace: 'decimal',
  possessions: 'int',
  home_game: 'bool',
  win_flag: 'bool',
  margin_of_victory: 'int',
  overtime_periods: 'int',
  processed_at: 'timestamp',
} as const;

export const SCHEDULE_KINDS = {
  game_id: 'text',
  game_code: 'text',
  season: 'text',
  season_nba_format: 'text',
  season_year: 'int',
  game_date: 'date',
  game_date_est: 'timestamp',
  game_status: 'int',
  game_status_text: 'text',
  home_team_id: 'int',
  home_team_tricode: 'text',
  home_team_name: 'text',
  away_team_id: 'int',
  away_team_tricode: 'text',
  away_team_name: 'text',
  is_regular_season: 'bool',
  is_playoffs: 'bool',
  is_all_star: 'bool',
  playoff_round: 'text',
  home_team_score: 'int',
  away_team_score: 'int',
  winning_team_tricode: 'text',
  source_file_path: 'text',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

const DAY_MS = 86_400_000;
const HOUR = 3_600_000;
const PUT_OFF_FROM = toDayNumber('2026-01-24' as GameDate);
const REASONS: Readonly<Record<Absence, readonly [status: string, reason: string, category: string]>> = {
  injury: ['inactive', 'Injury/Illness', 'injury'],
  coach: ['dnp', "DNP - Coach's Decision", 'coach_decision'],
  not_with_team: ['inactive', 'G League - Two-Way', 'not_with_team'],
  scratch: ['dnp', 'DND - Injury/Illness', 'injury'],
};

export type SummaryTable = TableData<typeof SUMMARY_KINDS>;

/** `player_game_summary`: NULL numbers for who did not play. */
export function summaryTable(played: PlayedSeasons, league: League): SummaryTable {
  const table = new TableData('nba_analytics.player_game_summary', SUMMARY_KINDS);
  const playerOf = (row: Appearance) => at(league.players, row.player);
  const took = (row: Appearance): boolean => row.minutes10 > 0;
  const reason = (row: Appearance, part: 0 | 1 | 2): string | null =>
    row.absence === null ? null : REASONS[row.absence][part];
  table.addColumns(played.appearances, {
    player_lookup: (row) => playerOf(row).name.lookup,
    universal_player_id: (row) => playerOf(row).universalId,
    player_full_name: (row) => playerOf(row).name.full,
    game_id: (row) => row.game.id,
    game_date: (row) => row.day,
    team_abbr: (row) => at(TEAMS, row.team),
    opponent_team_abbr: (row) => at(TEAMS, row.opponent),
    season_year: (row) => row.game.seasonYear,
    points: (row) => (took(row) ? row.points : null),
    minutes_played: (row) => (took(row) ? row.minutes10 / 10 : null),
    fg_attempts: (row) => (took(row) ? row.fgAttempts : null),
    fg_makes: (row) => (took(row) ? row.fgMakes : null),
    three_pt_attempts: (row) => (took(row) ? row.threeAttempts : null),
    three_pt_makes: (row) => (took(row) ? row.threeMakes : null),
    ft_attempts: (row) => (took(row) ? row.ftAttempts : null),
    ft_makes: (row) => (took(row) ? row.ftMakes : null),
    paint_attempts: (row) => (row.zonesKnown ? row.paint : null),
    mid_range_attempts: (row) => (row.zonesKnown ? row.mid : null),
    has_complete_shot_zones: (row) => row.zonesKnown,
    usage_rate: (row) => (took(row) ? row.usage : null),
    starter_flag: (row) => row.starter,
    win_flag: (row) => row.won,
    is_active: took,
    player_status: (row) => reason(row, 0) ?? 'active',
    is_dnp: (row) => !took(row),
    dnp_reason: (row) => reason(row, 1),
    dnp_reason_category: (row) => reason(row, 2),
    processed_at: (row) => (row.day + 1) * DAY_MS + 8 * HOUR,
  });
  return table;
}

export function teamTable(played: PlayedSeasons): TableData<typeof TEAM_KINDS> {
  const table = new TableData('nba_analytics.team_offense_game_summary', TEAM_KINDS);
  for (const row of played.teamGames) {
    table.add({
      game_id: row.game.id,
      nba_game_id: row.game.officialId,
      game_date: row.day,
      team_abbr: at(TEAMS, row.team),
      opponent_team_abbr: at(TEAMS, row.opponent),
      season_year: row.game.seasonYear,
      points_scored: row.points,
      offensive_rating: row.offensiveRating,
      pace: row.pace,
      possessions: row.possessions,
      home_game: row.home,
      win_flag: row.won,
      margin_of_victory: row.points - row.allowed,
      overtime_periods: row.overtimes,
      processed_at: (row.day + 1) * DAY_MS + 9 * HOUR,
    });
  }
  return table;
}

interface Score {
  home: number;
  away: number;
}

/**
 * `nbac_schedule`, append-only: the row of the season's start, now and then one while the game is on, the final one,
 * sometimes repeated. One game of January 2026 is put off: its first date keeps a row that never became final.
 */
export function scheduleTable(played: PlayedSeasons, seed: number): TableData<typeof SCHEDULE_KINDS> {
  const rng = new Prng(seed, 'schedule-rows');
  const table = new TableData('nba_raw.nbac_schedule', SCHEDULE_KINDS);
  const scores = new Map<string, Score>();
  for (const game of played.teamGames) {
    const score = scores.get(game.game.id) ?? { home: 0, away: 0 };
    score[game.home ? 'home' : 'away'] = game.points;
    scores.set(game.game.id, score);
  }
  const add = (game: Game, status: 1 | 2 | 3, text: string, at0: number, day = game.day): void => {
    const score = status === 3 ? scores.get(game.id) : undefined;
    const [home, away] = game.kind === 'all_star' ? ['EST', 'WST'] : [at(TEAMS, game.home), at(TEAMS, game.away)];
    table.add({
      game_id: game.officialId,
      game_code: `${game.id.slice(0, 8)}/${away}${home}`,
      season: String(game.seasonYear),
      season_nba_format: `${String(game.seasonYear)}-${String((game.seasonYear + 1) % 100)}`,
      season_year: game.seasonYear,
      game_date: day,
      game_date_est: game.tip,
      game_status: status,
      game_status_text: text,
      home_team_id: 1_610_612_700 + game.home,
      home_team_tricode: home,
      home_team_name: `Team ${home}`,
      away_team_id: 1_610_612_700 + game.away,
      away_team_tricode: away,
      away_team_name: `Team ${away}`,
      is_regular_season: game.kind === 'regular',
      is_playoffs: game.kind === 'playoffs',
      is_all_star: game.kind === 'all_star',
      playoff_round: game.round > 0 ? `round_${String(game.round)}` : null,
      home_team_score: score?.home ?? null,
      away_team_score: score?.away ?? null,
      winning_team_tricode: score ? (score.home > score.away ? home : away) : null,
      source_file_path: `nbac/schedule/${String(game.seasonYear)}.json`,
      created_at: at0,
      processed_at: at0,
    });
  };
  const putOff = played.games.find((game) => game.day >= PUT_OFF_FROM);
  const seasonStart = new Map<number, number>();
  for (const game of played.games) {
    if (!seasonStart.has(game.seasonYear)) seasonStart.set(game.seasonYear, game.day);
    const early = ((seasonStart.get(game.seasonYear) ?? game.day) - 20) * DAY_MS;
    if (game.id === putOff?.id) add(game, 1, 'PPD', (game.day - 2) * DAY_MS, game.day - 2);
    add(game, 1, 'Scheduled', game.kind === 'regular' ? early : (game.day - 2) * DAY_MS);
    if (game.day > LAST_PLAYED) continue;
    if (rng.chance(0.15)) add(game, 2, 'Q3', game.tip + 90 * 60_000);
    add(game, 3, 'Final', game.tip + 3 * HOUR);
    if (rng.chance(0.25)) add(game, 3, 'Final', game.tip + 10 * HOUR);
  }
  return table;
}
