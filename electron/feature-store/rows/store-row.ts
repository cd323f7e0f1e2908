import { FEATURE_COUNT, FEATURE_NAMES, FEATURE_VERSION } from '../../../shared/feature-catalogue.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { FeatureVector } from '../features/vector.js';
import type { OwnCompleteness } from '../own-completeness.js';
import type { ListedPlayer } from '../player-list.js';
import { dataSource, qualityScore, qualityTier } from '../quality.js';
import type { SourceHashes } from '../read/tables.js';
import type { HistoricalCompleteness, StoreRow } from '../types.js';
import { dataHash, type HashedRow } from './data-hash.js';
import { storedFeature, storedText } from './stored-values.js';

export interface RowParts {
  readonly player: ListedPlayer;
  readonly date: GameDate;
  readonly vector: FeatureVector;
  readonly daysRest: number | null;
  readonly hashes: SourceHashes;
  readonly own: OwnCompleteness;
  readonly upstreamIssues: readonly string[];
  /** Texts of values out of range. */
  readonly rangeWarnings: readonly string[];
  readonly attempts: number;
  readonly completeness: HistoricalCompleteness;
  /** UTC text. */
  readonly now: string;
}

/** Warnings beyond these are not stored (domain: features section 7). */
const STORED_RANGE_WARNINGS = 3;

/**
 * The row as it goes into the table (domain: tables section 6). One literal names every column: rows are built by the
 * hundred thousand, and an object put together by spreading is several times as slow.
 * @param generationMs whole milliseconds it took to build the features
 */
export function storeRow(parts: RowParts, generationMs: number): StoreRow {
  const { player, vector, own, hashes } = parts;
  const content: HashedRow = {
    player_lookup: storedText(player.playerLookup),
    universal_player_id: textOrNull(player.universalPlayerId),
    game_date: parts.date,
    game_id: storedText(player.gameId),
    features: vector.values.map(storedFeature),
    feature_names: FEATURE_NAMES,
    feature_count: FEATURE_COUNT,
    feature_version: FEATURE_VERSION,
    feature_quality_score: qualityScore(vector.labels),
    opponent_team_abbr: textOrNull(player.opponent),
    is_home: player.isHome,
    days_rest: parts.daysRest,
    data_source: dataSource(vector.labels),
    early_season_flag: false,
    insufficient_data_reason: null,
  };
  return {
    player_lookup: content.player_lookup,
    universal_player_id: content.universal_player_id,
    game_date: content.game_date,
    game_id: content.game_id,
    features: content.features,
    feature_names: content.feature_names,
    feature_count: content.feature_count,
    feature_version: content.feature_version,
    feature_generation_time_ms: generationMs,
    feature_quality_score: content.feature_quality_score,
    quality_tier: qualityTier(content.feature_quality_score),
    opponent_team_abbr: content.opponent_team_abbr,
    is_home: content.is_home,
    days_rest: content.days_rest,
    data_source: content.data_source,
    source_daily_cache_hash: hashes.dailyCache,
    source_composite_hash: hashes.composite,
    source_shot_zones_hash: hashes.shotZones,
    source_team_defense_hash: hashes.teamDefense,
    early_season_flag: content.early_season_flag,
    insufficient_data_reason: content.insufficient_data_reason,
    expected_games_count: own.expected,
    actual_games_count: own.actual,
    completeness_percentage: own.percent,
    missing_games_count: Math.max(0, own.expected - own.actual),
    is_production_ready: own.isReady && parts.upstreamIssues.length === 0,
    data_quality_issues: issuesOf(parts),
    reprocess_attempt_count: parts.attempts,
    // A row is only written when the breaker lets the player pass.
    circuit_breaker_active: false,
    circuit_breaker_until: null,
    manual_override_required: false,
    season_boundary_detected: own.isSeasonBoundary,
    backfill_bootstrap_mode: own.isBootstrap,
    processing_decision_reason: 'processed_successfully',
    data_hash: dataHash(content),
    historical_completeness: parts.completeness,
    created_at: parts.now,
    updated_at: null,
  };
}

function textOrNull(text: string | null): string | null {
  return text === null ? null : storedText(text);
}

function issuesOf({ upstreamIssues, rangeWarnings }: RowParts): readonly string[] {
  if (rangeWarnings.length === 0) return upstreamIssues;
  return [
    ...upstreamIssues,
    ...rangeWarnings.slice(0, STORED_RANGE_WARNINGS).map((warning) => `range_warning:${warning}`),
  ];
}
