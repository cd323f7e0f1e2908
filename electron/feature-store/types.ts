import type { BackfillMode, FailedPlayer, LineSource } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';

/** domain: processor section 9. */
export interface HistoricalCompleteness {
  readonly games_found: number;
  readonly games_expected: number;
  readonly is_complete: boolean;
  readonly is_bootstrap: boolean;
  /** Newest first. */
  readonly contributing_game_dates: readonly GameDate[];
}

/** One row of `ml_feature_store_v2` as Backline writes it; names are the table's columns. Timestamps are UTC text. */
export interface StoreRow {
  readonly player_lookup: string;
  readonly universal_player_id: string | null;
  readonly game_date: GameDate;
  readonly game_id: string;
  /** 37 finite numbers; what has no value is 0.0, as stored arrays cannot hold NULL. */
  readonly features: readonly number[];
  readonly feature_names: readonly string[];
  readonly feature_count: number;
  readonly feature_version: string;
  readonly feature_generation_time_ms: number;
  readonly feature_quality_score: number;
  readonly quality_tier: string;
  readonly opponent_team_abbr: string | null;
  readonly is_home: boolean | null;
  readonly days_rest: number | null;
  readonly data_source: string;
  readonly source_daily_cache_hash: string | null;
  readonly source_composite_hash: string | null;
  readonly source_shot_zones_hash: string | null;
  readonly source_team_defense_hash: string | null;
  readonly early_season_flag: boolean;
  readonly insufficient_data_reason: string | null;
  readonly expected_games_count: number;
  readonly actual_games_count: number;
  readonly completeness_percentage: number;
  readonly missing_games_count: number;
  readonly is_production_ready: boolean;
  readonly data_quality_issues: readonly string[];
  readonly reprocess_attempt_count: number;
  readonly circuit_breaker_active: boolean;
  readonly circuit_breaker_until: string | null;
  readonly manual_override_required: boolean;
  readonly season_boundary_detected: boolean;
  readonly backfill_bootstrap_mode: boolean;
  readonly processing_decision_reason: string;
  readonly data_hash: string;
  readonly historical_completeness: HistoricalCompleteness;
  readonly created_at: string;
  readonly updated_at: string | null;
}

/** What the row builder knows besides the row: kept for parity and for checks, not stored in this version. */
export interface RowTrace {
  readonly playerLookup: string;
  /** The 37 values in memory: null is no value, NaN stays NaN. */
  readonly values: readonly (number | null)[];
  /** The 37 source labels (domain: features section 2). */
  readonly labels: readonly string[];
}

export interface VarianceReport {
  /** Fewer than 50 rows: nothing was checked. */
  readonly skipped: boolean;
  readonly zeroVariance: readonly string[];
  readonly lowVariance: readonly string[];
}

export interface ProcessorOptions {
  readonly mode: BackfillMode;
  readonly lines: LineSource;
  /** The date in New York: on it and after it the player list always comes from the context (same-day rule). */
  readonly today: GameDate;
  /**
   * Production's strict mode: a date with too few phase 4 rows is skipped, players with gaps in their own or upstream data
   * fail. Off by default, as in the recorded rows; without effect in backfill.
   */
  readonly strict?: boolean | undefined;
}

export interface DateOutcome {
  readonly date: GameDate;
  /** Players of the list. */
  readonly listed: number;
  readonly rows: readonly StoreRow[];
  readonly traces: readonly RowTrace[];
  readonly failed: readonly FailedPlayer[];
  readonly variance: VarianceReport;
  /** Listed players for whom the line source had a line. */
  readonly withLine: number;
  /** Set when the date was not processed at all, for example the first 14 days of a season; rows are empty then. */
  readonly skipped: { readonly code: string; readonly message: string } | null;
}
