import { describe, expect, it } from 'vitest';
import { breakerOf } from '../../../electron/feature-store/entity-breaker.js';
import { homeFlagCorrected } from '../../../electron/feature-store/features/context-flags.js';
import { missingWhenNaN } from '../../../electron/feature-store/features/cascade.js';
import { seasonZScore, seasonZScoreCorrected } from '../../../electron/feature-store/features/form.js';
import { NO_CONTEXT } from '../../../electron/feature-store/features/inputs.js';
import {
  pointsVsOpponent,
  pointsVsOpponentCorrected,
} from '../../../electron/feature-store/features/opponent-history.js';
import { recentTrend, recentTrendCorrected } from '../../../electron/feature-store/features/recent-trend.js';
import { qualityScore, WEIGHTS_CORRECTED } from '../../../electron/feature-store/quality.js';
import { meanPointsCorrected, rateCorrected } from '../../../electron/feature-store/row-inputs.js';
import { storedFeature, storedFeatureCorrected } from '../../../electron/feature-store/rows/stored-values.js';
import { compareInstants } from '../../../electron/feature-store/instants.js';
import { lineOf, moveCorrected } from '../../../electron/feature-store/lines.js';
import { isHomeByGameId } from '../../../electron/feature-store/player-list.js';
import { dateTables } from '../../../electron/feature-store/read/date-tables.js';
import type { CompositeRow } from '../../../electron/feature-store/read/tables.js';
import { dataHash, HASHED_FIELDS, type HashedRow } from '../../../electron/feature-store/rows/data-hash.js';
import type { Game } from '../../../electron/feature-store/windows/player-games.js';
import { FEATURES } from '../../../shared/feature-catalogue.js';
import type { GameDate } from '../../../shared/game-date.js';

const DATE = '2026-01-27' as GameDate;
const NO_ROWS = {
  boxScore: [],
  context: [],
  dailyCache: [],
  composite: [],
  shotZones: [],
  teamDefense: [],
  rawLines: [],
  attempts: [],
};

describe('the entity breaker', () => {
  const latest = {
    analysis_date: DATE,
    player_lookup: 'ann',
    attempt_number: 3,
    circuit_breaker_tripped: true,
    circuit_breaker_until: '2026-01-28T00:00:00.5Z',
  };

  it('holds before its end and not at it', () => {
    expect(breakerOf(latest, '2026-01-28T00:00:00Z')).toEqual({
      attempts: 3,
      skipReason: 'Circuit breaker active until 2026-01-28 00:00:00.500000+00:00',
    });
    expect(breakerOf(latest, '2026-01-28T00:00:00.500Z').skipReason).toBeNull();
  });

  it('does not hold when it never tripped or has no end', () => {
    for (const attempt of [
      { ...latest, circuit_breaker_tripped: false },
      { ...latest, circuit_breaker_until: null },
    ]) {
      expect(breakerOf(attempt, '2026-01-01T00:00:00Z')).toEqual({ attempts: 3, skipReason: null });
    }
    expect(breakerOf(undefined, '2026-01-01T00:00:00Z')).toEqual({ attempts: 0, skipReason: null });
  });
});

describe('instants', () => {
  it('sort a whole second before its fractions and nothing first', () => {
    const sorted = [null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.123456Z'];
    expect([...sorted].reverse().sort(compareInstants)).toEqual(sorted);
  });
});

describe('rows of one key', () => {
  const composite = (more: Partial<CompositeRow>): CompositeRow => ({
    game_date: DATE,
    player_lookup: 'ann',
    analysis_date: DATE,
    fatigue_score: 1,
    shot_zone_mismatch_score: null,
    pace_score: null,
    usage_spike_score: null,
    is_production_ready: true,
    data_hash: 'aa',
    processed_at: '2026-01-27T09:00:00Z',
    ...more,
  });
  const tablesOf = (...rows: readonly CompositeRow[]) => dateTables([DATE], { ...NO_ROWS, composite: rows }).get(DATE);

  it('give the newest, and of equal times always the same one', () => {
    const [old, fresh] = [composite({}), composite({ fatigue_score: 2, processed_at: '2026-01-27T09:00:00.5Z' })];
    for (const rows of [
      [old, fresh],
      [fresh, old],
    ]) {
      expect(tablesOf(...rows)?.composite.get('ann')?.fatigue_score).toBe(2);
    }
    const twin = composite({ fatigue_score: 7 });
    expect(tablesOf(old, twin)?.composite.get('ann')).toEqual(tablesOf(twin, old)?.composite.get('ann'));
  });

  it('lend the hash of the newest with one, by analysis date within a week', () => {
    const none = composite({ data_hash: null, processed_at: '2026-01-27T10:00:00Z' });
    expect(tablesOf(none, composite({}))?.hashes.composite).toBe('aa');
    const off = composite({
      game_date: '2026-01-30' as GameDate,
      data_hash: 'bb',
      processed_at: '2026-01-28T00:00:00Z',
    });
    expect(tablesOf(composite({}), off)?.hashes.composite).toBe('bb');
    expect(tablesOf(composite({ analysis_date: '2026-01-26' as GameDate }))?.hashes.composite).toBeNull();
    const far = composite({ game_date: '2026-02-04' as GameDate });
    expect(tablesOf(far)?.hashes.composite).toBeNull();
  });
});

describe('raw lines', () => {
  const line = (current: number, opening: number | null) => {
    const row = { game_date: DATE, player_lookup: 'ann', current_line: current, opening_line: opening, source: 'x' };
    const tables = dateTables([DATE], { ...NO_ROWS, rawLines: [row] }).get(DATE);
    return tables && lineOf(tables, 'ann', 'raw');
  };

  it('replace an opening of 0 after the move is taken, one that is missing before', () => {
    expect(line(20.5, 18.5)).toEqual({ current: 20.5, opening: 18.5, move: 2 });
    expect(line(20.5, 0)).toEqual({ current: 20.5, opening: 20.5, move: 20.5 });
    expect(line(20.5, null)).toEqual({ current: 20.5, opening: 20.5, move: 0 });
    expect([moveCorrected(20.5, 0), moveCorrected(20.5, null), moveCorrected(20.5, 18.5)]).toEqual([0, 0, 2]);
  });
});

describe('home by game id', () => {
  it('is the third part, and false for other ids', () => {
    expect(isHomeByGameId('20260127_BOS_LAL', 'LAL')).toBe(true);
    expect(isHomeByGameId('20260127_BOS_LAL', 'BOS')).toBe(false);
    expect(isHomeByGameId('0022500051', 'LAL')).toBe(false);
    expect(isHomeByGameId(null, 'LAL')).toBe(false);
  });
});

describe('corrected rules, ready for a next version', () => {
  const games = [30, 28, 20, 18, 16].map((points) => ({ points, minutes: 30, ftMakes: 0, isDnp: null }));

  it('differ from production where it is known to be wrong', () => {
    expect([recentTrend(games), recentTrendCorrected(games)]).toEqual([-2, 2]);
    const form = { last5: 10, season: NaN, std: 4 };
    expect([seasonZScore(form), seasonZScoreCorrected(form)]).toEqual([3, 0]);
    const never = { games: 0, pointsAvg: NaN };
    expect(pointsVsOpponent(never, 12, null)).toEqual({ value: NaN, label: 'opponent_history' });
    expect(pointsVsOpponentCorrected(never, 12, null)).toEqual({ value: 12, label: 'fallback' });
    expect(homeFlagCorrected(NO_CONTEXT, true).value).toBe(1);
    expect(missingWhenNaN(NaN)).toBeNull();
  });
});

describe('the data hash', () => {
  const row: HashedRow = {
    data_source: 'mixed',
    days_rest: null,
    early_season_flag: false,
    feature_count: 37,
    feature_names: FEATURES.map((feature) => feature.name),
    feature_quality_score: 87.59,
    feature_version: 'v2_37features',
    features: FEATURES.map((feature) => feature.index / 4),
    game_date: DATE,
    game_id: '20260127_BOS_LAL',
    insufficient_data_reason: null,
    is_home: true,
    opponent_team_abbr: 'BOS',
    player_lookup: 'ann',
    universal_player_id: 'ann_001',
  };

  it('is sixteen hex digits that every hashed field changes', () => {
    const hash = dataHash(row);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    const seen = new Set([hash, ...HASHED_FIELDS.map((field) => dataHash({ ...row, [field]: 'changed' }))]);
    expect(seen.size).toBe(HASHED_FIELDS.length + 1);
  });

  it('stays what it is: stored rows are compared by it', () => {
    expect(dataHash(row)).toBe('196a2a2a42210178');
    expect(dataHash({ ...row, features: row.features.map((value) => (value === 0 ? -0 : value)) })).toBe(dataHash(row));
  });
});

describe('the corrected rules that this version does not use', () => {
  const game = (points: number | null, isDnp: boolean | null = null): Game => ({
    date: DATE,
    day: 0,
    seasonYear: 2025,
    opponent: 'BOS',
    points,
    minutes: 30,
    ftMakes: 0,
    isDnp,
  });

  it('a mean counts the games that were played, and is none without one', () => {
    const newestFirst = [game(null, true), game(30), game(0, true), game(20), game(10), game(50)];
    expect(meanPointsCorrected(newestFirst, 3)).toBe(20);
    expect(meanPointsCorrected(newestFirst.slice(0, 2), 5)).toBe(30);
    expect(meanPointsCorrected(newestFirst.slice(0, 1), 5)).toBeNull();
  });

  it('a rate that is not known hides no known one', () => {
    expect(rateCorrected(null, 0.4)).toBe(0.4);
    expect(rateCorrected(0, 0.4)).toBe(0);
    expect(rateCorrected(null, null)).toBeNull();
  });

  it('a missing value stays missing, and 0 is a value', () => {
    expect([0, -1.5].map(storedFeatureCorrected)).toEqual([0, -1.5]);
    expect([null, Number.NaN, Infinity].map(storedFeatureCorrected)).toEqual([null, null, null]);
    expect(storedFeature(null)).toBe(0);
  });

  it('weighs every label that the rows carry; this version weighs lines and histories as a default', () => {
    expect(WEIGHTS_CORRECTED.get('vegas')).toBe(100);
    expect(WEIGHTS_CORRECTED.get('missing')).toBe(0);
    expect(WEIGHTS_CORRECTED.get('phase3')).toBe(87);
    expect(qualityScore(['vegas'])).toBe(qualityScore(['default']));
  });
});

describe('the catalogue', () => {
  it('has 37 features in index order, one of them critical, ten watched for spread', () => {
    expect(FEATURES.map((feature) => feature.index)).toEqual(Array.from({ length: 37 }, (_, i) => i));
    expect(new Set(FEATURES.map((feature) => feature.name)).size).toBe(37);
    expect(FEATURES.filter((feature) => feature.critical).map((feature) => feature.name)).toEqual(['fatigue_score']);
    expect(FEATURES.filter((feature) => feature.variance)).toHaveLength(10);
  });
});
