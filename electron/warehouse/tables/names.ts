/** Every table Backline reads or writes, `dataset.table`. Datasets can be renamed by configuration, tables cannot. */
export const TABLE_NAMES = [
  'nba_raw.odds_api_player_points_props',
  'nba_raw.bettingpros_player_points_props',
  'nba_raw.nbac_schedule',
  'nba_reference.player_aliases',
  'nba_analytics.player_game_summary',
  'nba_analytics.team_offense_game_summary',
  'nba_analytics.upcoming_player_game_context',
  'nba_precompute.player_daily_cache',
  'nba_precompute.player_composite_factors',
  'nba_precompute.player_shot_zone_analysis',
  'nba_precompute.team_defense_zone_analysis',
  'nba_predictions.ml_feature_store_v2',
  'nba_orchestration.reprocess_attempts',
] as const;

export type TableName = (typeof TABLE_NAMES)[number];

export const FEATURE_STORE: TableName = 'nba_predictions.ml_feature_store_v2';
