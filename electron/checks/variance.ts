import type { CheckItem, CheckResult, CheckTarget, Verdict } from '../../shared/checks.js';
import { FEATURES, FEATURE_NAMES } from '../../shared/feature-catalogue.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { LINE_FEATURE } from '../coverage/features.js';
import type { Readings, VarianceRow } from './readings.js';
import { listText, plural, resultOf, sinceOf, type JudgedPoint } from './result.js';
import { datesInCoverage } from './targets.js';
import { VARIANCE, worst } from './rules.js';

/** Domain: features section 8. */
const MIN_ROWS = 50;
const MIN_VALUES = 25;
const ZERO_STD = 0.0001;

export interface Spread {
  readonly values: number;
  readonly std: number;
  readonly distinct: number;
}

/** Population standard deviation from sums; exactly 0 for one distinct value, whatever rounding the sums carry. */
export function spreadOf(row: VarianceRow): Spread {
  const values = row.value_count ?? 0;
  const distinct = row.distinct_values ?? 0;
  const mean = values === 0 ? 0 : (row.value_sum ?? 0) / values;
  const variance = values === 0 ? 0 : Math.max(0, (row.square_sum ?? 0) / values - mean * mean);
  return { values, std: distinct <= 1 ? 0 : Math.sqrt(variance), distinct };
}

/** `none` where there are too few values or the feature is not monitored. */
export function varianceVerdict(featureIndex: number, spread: Spread): Verdict {
  const limits = FEATURES[featureIndex]?.variance;
  if (limits === null || limits === undefined || spread.values < MIN_VALUES) return 'none';
  if (spread.std < ZERO_STD && spread.distinct === 1) return 'critical';
  return spread.std < limits.minStd || spread.distinct < limits.minDistinct ? 'warning' : 'ok';
}

interface Judged {
  readonly date: GameDate;
  readonly feature: number;
  readonly spread: Spread;
  readonly verdict: Verdict;
}

function itemOf(season: DateRange, feature: number, found: readonly Judged[]): CheckItem {
  const low = found.filter(({ verdict }) => verdict !== 'ok');
  const limits = FEATURES[feature]?.variance;
  const least = found.reduce((min, { spread }) => Math.min(min, spread.std), Number.POSITIVE_INFINITY);
  return {
    label: FEATURE_NAMES[feature] ?? String(feature),
    share: { numerator: low.length, denominator: found.length },
    value: low.length,
    verdict: worst(found.map(({ verdict }) => verdict)),
    text:
      `least spread ${least.toFixed(2)} (limit ${limits?.minStd ?? 0}, ${limits?.minDistinct ?? 0} distinct values)` +
      (low.length === 0 ? '' : `; too small on ${listText(low.map(({ date }) => date))}`),
    target: datesInCoverage(
      season,
      FEATURE_NAMES[feature] ?? LINE_FEATURE,
      low.map(({ date }) => date),
    ),
  };
}

/** The feature to look at first, on the dates on which it is without variance, or has too little: most of them. */
function mostAtFault(season: DateRange, found: readonly Judged[]): CheckTarget {
  const weight = { critical: 1_000, warning: 1, ok: 0, none: 0 } as const satisfies Record<Verdict, number>;
  const faults = new Map<number, number>();
  for (const { feature, verdict } of found) faults.set(feature, (faults.get(feature) ?? 0) + weight[verdict]);
  const [worstOf] = [...faults].toSorted(([a, m], [b, n]) => n - m || a - b);
  const feature = worstOf?.[0] ?? -1;
  return datesInCoverage(
    season,
    FEATURES[feature]?.name ?? LINE_FEATURE,
    found.flatMap((one) => (one.feature === feature && one.verdict !== 'ok' ? one.date : [])),
  );
}

export function variance(readings: Readings): CheckResult {
  const rowsOf = new Map(readings.store.map((row) => [row.game_date, row.row_count ?? 0]));
  const found = readings.variance.flatMap((row): Judged[] => {
    if (row.game_date === null || row.feature_index === null) return [];
    if ((rowsOf.get(row.game_date) ?? 0) < MIN_ROWS) return [];
    const spread = spreadOf(row);
    const verdict = varianceVerdict(row.feature_index, spread);
    return verdict === 'none' ? [] : [{ date: row.game_date, feature: row.feature_index, spread, verdict }];
  });
  const zero = found.filter(({ verdict }) => verdict === 'critical').length;
  const low = found.filter(({ verdict }) => verdict === 'warning').length;
  const dates = [...new Set(found.map(({ date }) => date))];
  const points = dates.map((date): JudgedPoint => {
    const ofDate = found.filter((one) => one.date === date);
    return {
      date,
      value: ofDate.filter(({ verdict }) => verdict !== 'ok').length,
      verdict: worst(ofDate.map((one) => one.verdict)),
    };
  });
  const verdict = worst(found.map((one) => one.verdict));
  const features = [...new Set(found.map(({ feature }) => feature))].sort((a, b) => a - b);
  return resultOf(VARIANCE, {
    id: 'variance',
    name: 'Variance',
    counted: 'Monitored features and dates whose values hardly differ / features and dates judged, season to date.',
    share: { numerator: zero + low, denominator: found.length },
    value: zero + low,
    unit: 'dates',
    verdict,
    since:
      sinceOf(points, verdict) ?? points.find((point) => point.verdict === verdict && verdict !== 'ok')?.date ?? null,
    sentence:
      found.length === 0
        ? `No date of this season has the ${MIN_ROWS} rows that are needed to judge the spread.`
        : `${plural(dates.length, 'date')} judged for ${features.length} features: ${plural(zero, 'time')} no variance at all, ${plural(low, 'time')} too little.`,
    trend: points,
    items: features.map((feature) =>
      itemOf(
        readings.season,
        feature,
        found.filter((one) => one.feature === feature),
      ),
    ),
    targets: [mostAtFault(readings.season, found)],
  });
}
