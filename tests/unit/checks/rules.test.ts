import { describe, expect, it } from 'vitest';
import { THRESHOLD_SETS } from '../../../shared/checks.js';
import { FEATURES, VARIANCE_WATCHED } from '../../../shared/feature-catalogue.js';
import type { GameDate } from '../../../shared/game-date.js';
import { judged, sinceOf, type JudgedPoint } from '../../../electron/checks/result.js';
import {
  ARRAY_LENGTH,
  DRIFT,
  DUPLICATES,
  FLAG_MISMATCH,
  MATCH_RATE,
  percentOf,
  PLAYERS_AGAINST_LINES,
  ROWS_PER_DAY,
  SEVEN_DAYS,
  WEEK_OVER_WEEK,
  worst,
  type Rule,
} from '../../../electron/checks/rules.js';
import { spreadOf, varianceVerdict } from '../../../electron/checks/variance.js';

const OK = 'ok';
const WARN = 'warning';
const BAD = 'critical';

function edges(name: string, rule: Rule, cases: readonly (readonly [number, string, boolean])[]): void {
  it.each(cases)(`${name} at %s is %s, alert %s`, (value, verdict, alert) => {
    expect(rule.judge(value)).toBe(verdict);
    expect(rule.alerts.includes(rule.judge(value))).toBe(alert);
  });
}

describe('thresholds', () => {
  edges('C1 original', SEVEN_DAYS.original, [
    [80, OK, false],
    [79.99, WARN, true],
    [50, WARN, true],
    [49.99, BAD, true],
  ]);
  edges('C1 corrected', SEVEN_DAYS.corrected, [
    [35, OK, false],
    [34.99, WARN, false],
    [20, WARN, false],
    [19.99, BAD, true],
  ]);
  edges('C3', DRIFT, [
    [30, OK, false],
    [-10, OK, false],
    [-10.01, WARN, false],
    [-20, WARN, false],
    [-20.01, BAD, true],
  ]);
  edges('C4 original', PLAYERS_AGAINST_LINES.original, [
    [50, OK, false],
    [49.99, BAD, true],
  ]);
  edges('C4 corrected', PLAYERS_AGAINST_LINES.corrected, [
    [90, OK, false],
    [89.99, WARN, false],
    [0, WARN, false],
  ]);
  edges('C5', MATCH_RATE, [
    [90, OK, false],
    [89.99, WARN, false],
    [80, WARN, false],
    [79.99, BAD, true],
  ]);
  edges('week over week', WEEK_OVER_WEEK, [
    [-20, OK, false],
    [-20.01, BAD, true],
    [50, OK, false],
  ]);
  edges('rows per day', ROWS_PER_DAY, [
    [49.99, OK, false],
    [50, WARN, false],
    [-50, WARN, false],
    [-49.99, OK, false],
    [99.99, WARN, false],
    [100, BAD, true],
    [-100, WARN, false],
  ]);
  edges('flag mismatch', FLAG_MISMATCH, [
    [0.99, OK, false],
    [1, WARN, false],
    [5, WARN, false],
    [5.01, BAD, true],
  ]);
  edges('array length', ARRAY_LENGTH, [
    [0, OK, false],
    [0.01, WARN, false],
    [5, WARN, false],
    [5.01, BAD, true],
  ]);
  edges('duplicates', DUPLICATES, [
    [0, OK, false],
    [1, BAD, true],
  ]);

  it('say in words where they stand and why', () => {
    for (const set of THRESHOLD_SETS) {
      for (const rule of [SEVEN_DAYS[set], PLAYERS_AGAINST_LINES[set]]) {
        expect(rule.threshold).toMatch(/\d/);
        expect(rule.note.length).toBeGreaterThan(30);
      }
    }
    expect(SEVEN_DAYS.original.note).not.toBe(SEVEN_DAYS.corrected.note);
  });
});

describe('a percentage', () => {
  it('is exact where it is whole, so that an edge is met', () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      expect(percentOf({ numerator: percent * 7, denominator: 700 })).toBe(percent);
    }
    expect(percentOf({ numerator: 0, denominator: 0 })).toBeNull();
  });
});

describe('since', () => {
  const points = (values: readonly (number | null)[]): readonly JudgedPoint[] =>
    values.map((value, index) => judged(`2026-01-${String(index + 10)}` as GameDate, value, MATCH_RATE));

  it('is the first date of the unbroken stretch, over dates without a value', () => {
    expect(sinceOf(points([50, 95, 70, null, 60]), 'critical')).toBe('2026-01-12');
    expect(sinceOf(points([50, 60]), 'critical')).toBe('2026-01-10');
  });

  it('of a warning goes on through what is worse, that of a critical one ends at a warning', () => {
    expect(sinceOf(points([95, 50, 85]), 'warning')).toBe('2026-01-11');
    expect(sinceOf(points([50, 85, 50]), 'critical')).toBe('2026-01-12');
  });

  it('is unknown when all is well or the newest date is', () => {
    expect(sinceOf(points([50, 50]), 'ok')).toBeNull();
    expect(sinceOf(points([50, 95]), 'critical')).toBeNull();
  });

  it('the worst verdict is found, none when there is none', () => {
    expect(worst(['none', 'ok', 'warning'])).toBe('warning');
    expect(worst([])).toBe('none');
  });
});

describe('variance', () => {
  const spread = (values: readonly number[]) =>
    spreadOf({
      game_date: null,
      feature_index: 0,
      value_count: values.length,
      value_sum: values.reduce((a, b) => a + b, 0),
      square_sum: values.reduce((a, b) => a + b * b, 0),
      distinct_values: new Set(values).size,
    });
  const around = (middle: number, deviation: number, distinct: number) => ({
    values: 100,
    std: deviation,
    distinct,
    middle,
  });

  it('is the population standard deviation, exactly 0 for one value', () => {
    expect(spread([2, 4, 4, 4, 5, 5, 7, 9]).std).toBeCloseTo(2, 12);
    expect(spread(Array.from({ length: 60 }, () => 0.1)).std).toBe(0);
  });

  it('none at all is critical, too little or too few values a warning, by the limits of each monitored feature', () => {
    for (const index of VARIANCE_WATCHED) {
      const limits = FEATURES[index]?.variance;
      if (!limits) throw new Error(`feature ${index} has no limits`);
      expect(varianceVerdict(index, around(5, 0, 1)), String(index)).toBe('critical');
      expect(varianceVerdict(index, around(5, limits.minStd, limits.minDistinct)), String(index)).toBe('ok');
      expect(varianceVerdict(index, around(5, limits.minStd * 0.999, limits.minDistinct)), String(index)).toBe(
        'warning',
      );
      expect(varianceVerdict(index, around(5, limits.minStd, limits.minDistinct - 1)), String(index)).toBe('warning');
    }
  });

  it('is not judged below 25 values, nor for a feature that is not monitored', () => {
    expect(varianceVerdict(0, { values: 24, std: 0, distinct: 1 })).toBe('none');
    expect(varianceVerdict(0, { values: 25, std: 0, distinct: 1 })).toBe('critical');
    expect(varianceVerdict(28, { values: 100, std: 0, distinct: 1 })).toBe('none');
  });
});
