import { defineStatement } from '../statement.js';

/**
 * Phase 4 rolling numbers of a range; the date column is `cache_date` (domain: tables section 1).
 */
export const processorDailyCache = defineStatement({
  name: 'processor-daily-cache',
  sql: `
SELECT
  d.cache_date AS cache_date,
  d.player_lookup AS player_lookup,
  d.points_avg_last_5 AS points_avg_last_5,
  d.points_avg_last_10 AS points_avg_last_10,
  d.points_avg_season AS points_avg_season,
  d.points_std_last_10 AS points_std_last_10,
  d.minutes_avg_last_10 AS minutes_avg_last_10,
  d.team_pace_last_10 AS team_pace_last_10,
  d.team_off_rating_last_10 AS team_off_rating_last_10,
  d.games_in_last_7_days AS games_in_last_7_days,
  d.paint_rate_last_10 AS paint_rate_last_10,
  d.three_pt_rate_last_10 AS three_pt_rate_last_10,
  d.is_production_ready AS is_production_ready,
  d.data_hash AS data_hash,
  d.processed_at AS processed_at
FROM {nba_precompute.player_daily_cache} AS d
WHERE d.cache_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    cache_date: 'DATE',
    player_lookup: 'STRING',
    points_avg_last_5: 'NUMERIC',
    points_avg_last_10: 'NUMERIC',
    points_avg_season: 'NUMERIC',
    points_std_last_10: 'NUMERIC',
    minutes_avg_last_10: 'NUMERIC',
    team_pace_last_10: 'NUMERIC',
    team_off_rating_last_10: 'NUMERIC',
    games_in_last_7_days: 'INT64',
    paint_rate_last_10: 'NUMERIC',
    three_pt_rate_last_10: 'NUMERIC',
    is_production_ready: 'BOOL',
    data_hash: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'cache_date',
    'player_lookup',
    'points_avg_last_5',
    'points_avg_last_10',
    'points_avg_season',
    'points_std_last_10',
    'minutes_avg_last_10',
    'team_pace_last_10',
    'team_off_rating_last_10',
    'games_in_last_7_days',
    'paint_rate_last_10',
    'three_pt_rate_last_10',
    'is_production_ready',
    'data_hash',
    'processed_at',
  ],
});
