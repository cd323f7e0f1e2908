import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeatureProcessor } from '../../electron/feature-store/processor.js';
import type { DateOutcome, HistoricalCompleteness, ProcessorOptions } from '../../electron/feature-store/types.js';
import type { GameDate } from '../../shared/game-date.js';
import { differences, readLines, TOLERANCE } from './fixtures.js';
import { openParityWarehouse, type ParityWarehouse } from './parity-warehouse.js';

type Mode = 'backfill' | 'production' | 'backfill_same_day';

interface GoldenRow {
  readonly mode: Mode;
  readonly game_date: GameDate;
  readonly player_lookup: string;
  readonly universal_player_id: string | null;
  readonly game_id: string;
  readonly opponent_team_abbr: string | null;
  readonly is_home: boolean | null;
  readonly days_rest: number | null;
  readonly features: readonly (number | null | 'NaN')[];
  readonly features_written: readonly number[];
  readonly feature_sources: readonly string[] | null;
  readonly feature_quality_score: number;
  readonly quality_tier: string | null;
  readonly data_source: string;
  readonly early_season_flag: boolean;
  readonly insufficient_data_reason: string | null;
  readonly historical_completeness: HistoricalCompleteness;
  readonly is_production_ready: boolean;
  readonly data_quality_issues: readonly string[];
  readonly expected_games_count: number;
  readonly actual_games_count: number;
  readonly completeness_percentage: number;
  readonly reprocess_attempt_count: number;
  readonly backfill_bootstrap_mode: boolean;
  readonly processing_decision_reason: string;
}

interface GoldenBatch {
  readonly mode: Mode;
  readonly game_date: GameDate;
  readonly early_season: boolean;
  readonly run_error: string | null;
  readonly players_listed: number;
  readonly records: number;
  readonly failed: readonly { readonly entity_id: string; readonly category: string; readonly reason: string }[];
  readonly source_hashes: Readonly<Record<'daily_cache' | 'composite' | 'shot_zones' | 'team_defense', string | null>>;
  readonly phase3_lines_for_listed: number;
  readonly with_vegas_line: number;
  readonly variance: {
    readonly warnings: readonly string[];
    readonly critical_errors: readonly string[];
    readonly reason?: string;
  } | null;
}

type Ambiguous = GoldenRow & { readonly candidates: Readonly<Record<string, readonly number[]>> };

const NOW = '2026-02-02T12:00:00.000Z';
const golden = readLines<GoldenRow>('golden.ndjson.gz');
const ambiguous = readLines<Ambiguous>('golden-ambiguous.ndjson.gz');
const batches = readLines<GoldenBatch>('batches.ndjson.gz');

function optionsOf(mode: Mode, date: GameDate): ProcessorOptions {
  switch (mode) {
    case 'backfill':
      return { mode: 'backfill', lines: 'raw', today: '2026-02-02' as GameDate };
    case 'production':
      return { mode: 'production', lines: 'context', today: '2026-02-02' as GameDate };
    case 'backfill_same_day':
      return { mode: 'backfill', lines: 'raw', today: date };
  }
}

/** A date's outcome in a mode, by `mode date`. */
const outcomes = new Map<string, DateOutcome>();
const contextLines = new Map<string, number>();
let parity: ParityWarehouse;

beforeAll(async () => {
  parity = await openParityWarehouse();
  // Dates a year apart share one chunk, and one processor serves every date of a mode: as a range rebuild would.
  for (const mode of ['backfill', 'production'] as const) {
    const dates = batches.filter((batch) => batch.mode === mode).map((batch) => batch.game_date);
    const processor = new FeatureProcessor(parity.warehouse, optionsOf(mode, dates[0] as GameDate));
    for (const month of byMonth(dates)) {
      const chunk = await processor.readChunk(month);
      for (const date of month) outcomes.set(`${mode} ${date}`, processor.processDate(chunk, date, NOW));
    }
  }
  for (const { mode, game_date: date } of batches) {
    if (mode !== 'backfill_same_day') continue;
    const processor = new FeatureProcessor(parity.warehouse, optionsOf(mode, date));
    const chunk = await processor.readChunk([date]);
    outcomes.set(`${mode} ${date}`, processor.processDate(chunk, date, NOW));
  }
  for (const { mode, game_date: date } of batches) {
    const { mode: listMode, today } = optionsOf(mode, date);
    const processor = new FeatureProcessor(parity.warehouse, { mode: listMode, today, lines: 'context' });
    const outcome = processor.processDate(await processor.readChunk([date]), date, NOW);
    contextLines.set(`${mode} ${date}`, outcome.withLine);
  }
});

afterAll(async () => parity.close());

function byMonth(dates: readonly GameDate[]): readonly (readonly GameDate[])[] {
  const months = new Map<string, GameDate[]>();
  for (const date of dates) months.set(date.slice(0, 7), [...(months.get(date.slice(0, 7)) ?? []), date]);
  return [...months.values()];
}

function outcomeOf({ mode, game_date }: { readonly mode: Mode; readonly game_date: GameDate }): DateOutcome {
  const outcome = outcomes.get(`${mode} ${game_date}`);
  if (!outcome) throw new Error(`no outcome for ${mode} ${game_date}`);
  return outcome;
}

/** The row and its trace as the recording writes them. */
function actualRow(expected: GoldenRow): unknown {
  const outcome = outcomeOf(expected);
  const at = outcome.rows.findIndex((row) => row.player_lookup === expected.player_lookup);
  const [row, trace] = [outcome.rows[at], outcome.traces[at]];
  if (!row || trace?.playerLookup !== expected.player_lookup) return 'no row';
  return {
    universal_player_id: row.universal_player_id,
    game_id: row.game_id,
    opponent_team_abbr: row.opponent_team_abbr,
    is_home: row.is_home,
    days_rest: row.days_rest,
    features: trace.values.map((value) => (Number.isNaN(value) ? 'NaN' : value)),
    features_written: row.features,
    feature_sources: trace.labels,
    feature_quality_score: row.feature_quality_score,
    quality_tier: row.quality_tier,
    data_source: row.data_source,
    early_season_flag: row.early_season_flag,
    insufficient_data_reason: row.insufficient_data_reason,
    historical_completeness: row.historical_completeness,
    is_production_ready: row.is_production_ready,
    data_quality_issues: row.data_quality_issues,
    expected_games_count: row.expected_games_count,
    actual_games_count: row.actual_games_count,
    completeness_percentage: row.completeness_percentage,
    reprocess_attempt_count: row.reprocess_attempt_count,
    backfill_bootstrap_mode: row.backfill_bootstrap_mode,
    processing_decision_reason: row.processing_decision_reason,
  };
}

/** The recorded row without what names it and what Backline does in its own way. */
function recordedRow(expected: GoldenRow & { readonly data_hash?: string; readonly candidates?: unknown }): unknown {
  const {
    mode: _mode,
    game_date: _date,
    player_lookup: _player,
    data_hash: _hash,
    candidates: _any,
    ...rest
  } = expected;
  return rest;
}

describe('golden rows', () => {
  const real = golden.filter((row) => !row.early_season_flag);

  it('are equal, every column and all 37 values, in every mode', () => {
    expect(real.length).toBeGreaterThan(2000);
    const found = differences(
      real.map((row) => ({
        what: `${row.mode} ${row.game_date} ${row.player_lookup}`,
        actual: actualRow(row),
        expected: recordedRow(row),
      })),
    );
    expect(found).toEqual([]);
  });

  it('leave no row of ours unexplained', () => {
    const known = new Set([...real, ...ambiguous].map((row) => `${row.mode} ${row.game_date} ${row.player_lookup}`));
    const ours = [...outcomes].flatMap(([place, outcome]) =>
      outcome.rows.map((row) => `${place} ${row.player_lookup}`),
    );
    expect(ours.filter((row) => !known.has(row))).toEqual([]);
    expect(ours).toHaveLength(known.size);
  });

  it('with a true tie take one of the recorded candidates and agree in all else', () => {
    expect(ambiguous.length).toBeGreaterThan(0);
    for (const expected of ambiguous) {
      const row = outcomeOf(expected).rows.find((each) => each.player_lookup === expected.player_lookup);
      const tied = expected.features.map((value, index) => (index >= 25 && index <= 27 ? row?.features[index] : value));
      expect(
        differences([
          {
            what: expected.player_lookup,
            actual: actualRow(expected),
            expected: {
              ...(recordedRow(expected) as object),
              features: tied,
              features_written: expected.features_written.map((value, i) =>
                i >= 25 && i <= 27 ? row?.features[i] : value,
              ),
            },
          },
        ]),
      ).toEqual([]);
      const [current = NaN, opening = NaN, move = NaN] = row?.features.slice(25, 28) ?? [];
      for (const [field, candidates] of Object.entries(expected.candidates)) {
        expect(candidates, `${expected.player_lookup} ${field}`).toContain(
          field.includes('opening') ? opening : current,
        );
      }
      expect(Math.abs(current - opening - move)).toBeLessThanOrEqual(TOLERANCE);
    }
  });
});

describe('golden batches', () => {
  it('of the first 14 days are skipped with a reason', () => {
    const early = batches.filter((batch) => batch.early_season);
    expect(early.length).toBeGreaterThan(0);
    for (const batch of early) {
      expect(outcomeOf(batch)).toMatchObject({
        rows: [],
        listed: batch.players_listed,
        skipped: { code: 'bootstrap' },
      });
      expect(outcomeOf(batch).skipped?.message).toContain('2025-10-21');
    }
  });

  it('without players are skipped with production’s reason', () => {
    const empty = batches.filter((batch) => batch.players_listed === 0);
    expect(empty.length).toBeGreaterThan(0);
    for (const batch of empty) expect(`ValueError: ${outcomeOf(batch).skipped?.message}`).toBe(batch.run_error);
  });

  it('have the recorded players, failures, hashes, variance and lines', () => {
    const real = batches.filter((batch) => !batch.early_season && batch.players_listed > 0);
    const found = differences(
      real.map((batch) => {
        const outcome = outcomeOf(batch);
        const first = outcome.rows[0];
        return {
          what: `${batch.mode} ${batch.game_date}`,
          actual: {
            skipped: outcome.skipped,
            listed: outcome.listed,
            rows: outcome.rows.length,
            failed: outcome.failed,
            hashes: [
              first?.source_daily_cache_hash,
              first?.source_composite_hash,
              first?.source_shot_zones_hash,
              first?.source_team_defense_hash,
            ],
            variance: outcome.variance,
            rowsWithLine: outcome.rows.filter((row) => row.features[28] === 1).length,
            contextLines: contextLines.get(`${batch.mode} ${batch.game_date}`),
          },
          expected: {
            skipped: null,
            listed: batch.players_listed,
            rows: batch.records,
            failed: batch.failed.map(({ entity_id, category, reason }) => ({
              playerLookup: entity_id,
              category,
              reason,
            })),
            hashes: [
              batch.source_hashes.daily_cache,
              batch.source_hashes.composite,
              batch.source_hashes.shot_zones,
              batch.source_hashes.team_defense,
            ],
            variance: {
              skipped: batch.variance?.reason !== undefined,
              zeroVariance: batch.variance?.critical_errors,
              lowVariance: batch.variance?.warnings,
            },
            rowsWithLine: batch.with_vegas_line,
            contextLines: batch.phase3_lines_for_listed,
          },
        };
      }),
    );
    expect(found).toEqual([]);
  });
});
