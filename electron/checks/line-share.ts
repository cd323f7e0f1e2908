import type { CheckResult, CheckTarget, ThresholdSet } from '../../shared/checks.js';
import type { CoverageDate, CoverageMonth, Share } from '../../shared/coverage.js';
import { addDays, monthOf, parseGameDate, type DateRange, type GameDate } from '../../shared/game-date.js';
import { daysTo, within, type Readings } from './readings.js';
import { countedText, judged, oneDecimal, resultOf, shareItem, sinceOf, type JudgedPoint } from './result.js';
import { dateRows, inCoverage, storeRowsOf } from './targets.js';
import { DRIFT, percentOf, SEVEN_DAYS, WEEK_OVER_WEEK, worst } from './rules.js';

const ROWS = 'rows with a line';

/** Rows with a line / rows whose array is long enough, over the dates of a range. */
function shareWithin(dates: readonly CoverageDate[], range: DateRange): Share {
  const inside = dates.filter(within(range));
  return {
    numerator: inside.reduce((sum, day) => sum + day.rowsWithValue, 0),
    denominator: inside.reduce((sum, day) => sum + day.rowsWithFeature, 0),
  };
}

function monthShare(month: CoverageMonth): Share {
  return { numerator: month.rowsWithValue, denominator: month.rowsWithFeature };
}

/** A month opened down to its dates. */
function monthTarget({ season, coverage }: Readings, month: string): CheckTarget {
  return inCoverage(season, {
    month,
    rows: dateRows(coverage.dates.filter(({ date }) => monthOf(date) === month).length),
  });
}

function firstOf(month: string): GameDate {
  return parseGameDate(`${month}-01`, 'month');
}

/** The production window: `game_date >= today - 7 days`. */
function sevenDaysTo(date: GameDate): DateRange {
  return { from: addDays(date, -7), to: date };
}

export function sevenDays(readings: Readings, thresholds: ThresholdSet): CheckResult {
  const rule = SEVEN_DAYS[thresholds];
  const window = sevenDaysTo(readings.asOf);
  const share = shareWithin(readings.dates, window);
  const value = percentOf(share);
  const trend = readings.dates.map(({ date }) =>
    judged(date, percentOf(shareWithin(readings.dates, sevenDaysTo(date))), rule),
  );
  const verdict = value === null ? 'none' : rule.judge(value);
  return resultOf(rule, {
    id: 'c1_seven_days',
    name: 'Coverage of seven days',
    counted: 'Store rows with a line / store rows, today and the seven days before.',
    share,
    value,
    unit: 'percent',
    verdict,
    since: sinceOf(trend, verdict),
    sentence:
      value === null
        ? `The store has no row from ${window.from} to ${window.to}.`
        : `From ${window.from} to ${window.to} ${countedText(share, 'rows have a line')}.`,
    trend,
    items: readings.dates
      .filter(within(window))
      .map((day) =>
        shareItem(
          day.date,
          { numerator: day.rowsWithValue, denominator: day.rowsWithFeature },
          rule,
          ROWS,
          day.rows === 0 ? inCoverage({ from: day.date, to: day.date }) : storeRowsOf(day.date, day.rows),
        ),
      ),
    targets: [inCoverage(window, { rows: dateRows(readings.coverage.dates.filter(within(window)).length) })],
  });
}

export function months(readings: Readings, thresholds: ThresholdSet): CheckResult {
  const bands = SEVEN_DAYS[thresholds];
  const rule = {
    ...bands,
    alerts: [],
    threshold: `each month by the limits for seven days: ${bands.threshold.split(';')[0] ?? ''}; never alerts`,
    note: 'Production prints this table without limits of its own; seven days and drift alert.',
  };
  const counted = readings.coverage.months.filter((month) => month.rowsWithFeature > 0);
  const newest = counted.at(-1);
  const share = newest === undefined ? null : monthShare(newest);
  const value = share === null ? null : percentOf(share);
  const verdict = value === null ? 'none' : rule.judge(value);
  const points = counted.map((month): JudgedPoint => judged(firstOf(month.month), percentOf(monthShare(month)), rule));
  return resultOf(rule, {
    id: 'c2_months',
    name: 'Coverage by month',
    counted: 'Store rows with a line / store rows of each month of the season, the context beside.',
    share,
    value,
    unit: 'percent',
    verdict,
    since: sinceOf(points, verdict),
    sentence:
      newest === undefined || share === null
        ? 'The store has no row this season.'
        : `${newest.month}: ${countedText(share, 'rows have a line')}, in the context ${countedText(newest.context, 'players')}.`,
    trend: points,
    items: readings.coverage.months.map((month) => {
      const item = shareItem(month.month, monthShare(month), rule, ROWS, monthTarget(readings, month.month));
      const mean = month.mean === null ? '' : `, mean line ${oneDecimal(month.mean)}`;
      return { ...item, text: `${item.text}${mean}; context ${countedText(month.context, 'players')}` };
    }),
    targets: [inCoverage(readings.season, { rows: { count: readings.coverage.months.length, noun: 'month' } })],
  });
}

export function drift(readings: Readings): CheckResult {
  const judgedMonths = readings.coverage.months.filter((month) => month.drift !== null);
  const points = judgedMonths.map((month) => judged(firstOf(month.month), month.drift, DRIFT));
  const deepest = judgedMonths.reduce<CoverageMonth | null>(
    (most, month) => (most === null || (month.drift ?? 0) < (most.drift ?? 0) ? month : most),
    null,
  );
  const verdict = worst(points.map((point) => point.verdict));
  const beyond = points.filter((point) => point.verdict === 'critical').length;
  return resultOf(DRIFT, {
    id: 'c3_drift',
    name: 'Drift against last season',
    counted:
      'Percentage points: share of a month minus that of the same month of last season, so that minus is a fall.',
    share: deepest === null ? null : monthShare(deepest),
    value: deepest?.drift ?? null,
    unit: 'change',
    verdict,
    since:
      sinceOf(points, verdict) ?? points.find((point) => point.verdict === verdict && verdict !== 'ok')?.date ?? null,
    sentence:
      deepest === null
        ? 'No month of this season has rows in the same month of last season to be compared with.'
        : `${deepest.month} lies ${oneDecimal(Math.abs(deepest.drift ?? 0))} points ${(deepest.drift ?? 0) > 0 ? 'above' : 'below'} the same month of last season; ` +
          `${beyond} of ${points.length} months lie more than 20 points below.`,
    trend: points,
    items: readings.coverage.months.map((month) => {
      const was = month.lastSeason === null ? null : percentOf(month.lastSeason);
      const now = percentOf(monthShare(month));
      return {
        label: month.month,
        share: monthShare(month),
        value: month.drift,
        verdict: month.drift === null ? 'none' : DRIFT.judge(month.drift),
        text:
          was === null || now === null || month.drift === null
            ? 'no baseline'
            : `${oneDecimal(was)} % last season, ${oneDecimal(now)} % now`,
        target: monthTarget(readings, month.month),
      };
    }),
    targets: [{ screen: 'root-cause', ...readings.season }],
  });
}

export function weekOverWeek(readings: Readings): CheckResult {
  const changeTo = (
    date: GameDate,
  ): { readonly now: Share; readonly before: Share; readonly change: number | null } => {
    const now = shareWithin(readings.dates, daysTo(date, 7));
    const before = shareWithin(readings.dates, daysTo(addDays(date, -7), 7));
    const [a, b] = [percentOf(before), percentOf(now)];
    return { now, before, change: a === null || b === null ? null : b - a };
  };
  const { now, before, change } = changeTo(readings.asOf);
  const trend = readings.dates.map(({ date }) => judged(date, changeTo(date).change, WEEK_OVER_WEEK));
  const verdict = change === null ? 'none' : WEEK_OVER_WEEK.judge(change);
  const window = daysTo(readings.asOf, 14);
  return resultOf(WEEK_OVER_WEEK, {
    id: 'week_over_week',
    name: 'Week over week',
    counted: 'Percentage points: share of rows with a line in the last seven days minus that of the seven days before.',
    share: now,
    value: change,
    unit: 'change',
    verdict,
    since: sinceOf(trend, verdict),
    sentence:
      change === null
        ? `One of the two weeks up to ${readings.asOf} has no rows.`
        : `The share ${change < 0 ? 'fell' : 'rose'} by ${oneDecimal(Math.abs(change))} points, from ` +
          `${countedText(before, 'rows')} to ${countedText(now, 'rows')}.`,
    trend,
    items: [
      {
        label: 'Last seven days',
        share: now,
        value: null,
        verdict: 'none',
        text: countedText(now, ROWS),
        target: inCoverage(daysTo(readings.asOf, 7)),
      },
      {
        label: 'Seven days before',
        share: before,
        value: null,
        verdict: 'none',
        text: countedText(before, ROWS),
        target: inCoverage(daysTo(addDays(readings.asOf, -7), 7)),
      },
    ],
    targets: [{ screen: 'root-cause', ...window }],
  });
}
