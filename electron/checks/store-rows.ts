import type { CheckItem, CheckResult, CheckTarget } from '../../shared/checks.js';
import type { Share } from '../../shared/coverage.js';
import { FEATURE_COUNT, FEATURES } from '../../shared/feature-catalogue.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { LINE_FEATURE } from '../coverage/features.js';
import { daysTo, ROWS_WINDOW_DAYS, within, type Readings, type StoreFacts } from './readings.js';
import { countedText, judged, listText, oneDecimal, plural, resultOf, sinceOf, type JudgedPoint } from './result.js';
import { dateRows, datesInCoverage, filterOf, inCoverage, inGaps, inLineDiff, storeRowsOf } from './targets.js';
import { ARRAY_LENGTH, DUPLICATES, FLAG_MISMATCH, percentOf, ROWS_PER_DAY, worst, type Rule } from './rules.js';

/** Rows a date with rows has on average, or null without any. */
function perDate(counts: readonly number[]): number | null {
  const some = counts.filter((count) => count > 0);
  return some.length === 0 ? null : some.reduce((sum, count) => sum + count, 0) / some.length;
}

export function rowsPerDay(readings: Readings): CheckResult {
  const window = daysTo(readings.asOf, ROWS_WINDOW_DAYS);
  const now = perDate(readings.dates.filter(within(window)).map((day) => day.rows));
  const then = perDate([...readings.rowsLastSeason.values()].map((counts) => counts.rows));
  const change = now === null || then === null ? null : ((now - then) * 100) / then;
  // Today's games have no rows yet in the morning, so only days that are over can lack them.
  const empty = readings.dates.filter((day) => day.rows === 0 && day.games > 0 && day.date < readings.asOf);
  const verdict = worst([change === null ? 'none' : ROWS_PER_DAY.judge(change), empty.length > 0 ? 'warning' : 'none']);
  const missing =
    empty.length === 0
      ? 'every game date has rows'
      : `${plural(empty.length, 'game date')} without any row: ${listText(empty.map((day) => day.date))}`;
  return resultOf(ROWS_PER_DAY, {
    id: 'rows_per_day',
    name: 'Rows per day',
    counted: `Store rows a date with rows over ${ROWS_WINDOW_DAYS} days, against the same days of last season.`,
    share: null,
    value: change,
    unit: 'percent',
    verdict,
    since: empty[0]?.date ?? null,
    sentence:
      now === null || then === null || change === null
        ? `There is nothing to compare: ${now === null ? 'no rows in the last 30 days' : 'no rows in the same days of last season'}; ${missing}.`
        : `${oneDecimal(now)} rows a day against ${oneDecimal(then)} last season, ` +
          `${oneDecimal(Math.abs(change))} % ${change < 0 ? 'fewer' : 'more'}; ${missing}.`,
    trend: readings.dates.map((day) => ({ date: day.date, value: day.rows })),
    items: empty.map((day): CheckItem => ({
      label: day.date,
      share: null,
      value: null,
      verdict: 'warning',
      text: `${plural(day.games, 'game')} and no row`,
      target: inGaps({ from: day.date, to: day.date }),
    })),
    targets: [
      empty.length > 0
        ? datesInCoverage(
            window,
            LINE_FEATURE,
            empty.map((day) => day.date),
          )
        : inCoverage(window, { rows: dateRows(readings.coverage.dates.filter(within(window)).length) }),
    ],
  });
}

interface Fault {
  readonly id: 'flag_mismatch' | 'array_length';
  readonly name: string;
  readonly counted: string;
  readonly rule: Rule;
  readonly faulty: (row: StoreFacts) => number;
  readonly what: string;
  /** Coverage of this feature shows the rows. */
  readonly feature: string;
  /** What the rows are, for the sentence. */
  readonly detail: (rows: readonly StoreFacts[]) => string;
}

function total(rows: readonly StoreFacts[], of: (row: StoreFacts) => number | null): number {
  return rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
}

/** Rows with a fault of their own, over the season to date. */
function faultyRows(readings: Readings, fault: Fault): CheckResult {
  const { rule, faulty } = fault;
  const share: Share = {
    numerator: total(readings.store, faulty),
    denominator: total(readings.store, (row) => row.row_count),
  };
  const value = percentOf(share);
  const verdict = value === null ? 'none' : rule.judge(value);
  const points = readings.store.flatMap((row): JudgedPoint[] =>
    row.game_date === null
      ? []
      : [judged(row.game_date, percentOf({ numerator: faulty(row), denominator: row.row_count ?? 0 }), rule)],
  );
  const dates = readings.store.filter((row) => faulty(row) > 0);
  return resultOf(rule, {
    id: fault.id,
    name: fault.name,
    counted: fault.counted,
    share,
    value,
    unit: 'percent',
    verdict,
    since: sinceOf(points, verdict) ?? (verdict === 'ok' ? null : (dates[0]?.game_date ?? null)),
    sentence:
      value === null
        ? 'The store has no row this season.'
        : `${countedText(share, fault.what)}${share.numerator === 0 ? '' : ` on ${plural(dates.length, 'date')}: ${fault.detail(readings.store)}`}.`,
    trend: points,
    items: dates.map((row): CheckItem => ({
      label: row.game_date ?? '',
      share: { numerator: faulty(row), denominator: row.row_count ?? 0 },
      value: percentOf({ numerator: faulty(row), denominator: row.row_count ?? 0 }),
      verdict: rule.judge(percentOf({ numerator: faulty(row), denominator: row.row_count ?? 0 }) ?? 0),
      text: fault.detail([row]),
      target: row.game_date === null ? null : storeRowsOf(row.game_date, row.row_count ?? 0, fault.feature),
    })),
    targets: [
      datesInCoverage(
        readings.season,
        fault.feature,
        dates.flatMap((row) => row.game_date ?? []),
      ),
    ],
  });
}

export function flagMismatch(readings: Readings): CheckResult {
  return faultyRows(readings, {
    id: 'flag_mismatch',
    name: 'Flag against line',
    counted:
      'Store rows whose flag (feature 28) and line (feature 25) contradict each other / store rows, season to date.',
    rule: FLAG_MISMATCH,
    feature: FEATURES[28]?.name ?? LINE_FEATURE,
    faulty: (row) => (row.flag_without_line ?? 0) + (row.line_without_flag ?? 0),
    what: 'rows have a flag that contradicts their line',
    detail: (rows) =>
      `${plural(
        total(rows, (row) => row.flag_without_line),
        'flag',
      )} without a line, ` +
      `${plural(
        total(rows, (row) => row.line_without_flag),
        'line',
      )} without a flag`,
  });
}

export function arrayLength(readings: Readings): CheckResult {
  return faultyRows(readings, {
    id: 'array_length',
    name: 'Array length',
    counted: `Store rows whose array has not ${FEATURE_COUNT} values / store rows, season to date.`,
    rule: ARRAY_LENGTH,
    // Rows that are too short lack the last one: they are counted as rows and not as rows that have it.
    feature: FEATURES[FEATURE_COUNT - 1]?.name ?? LINE_FEATURE,
    faulty: (row) => row.other_length ?? 0,
    what: `rows have not ${FEATURE_COUNT} values`,
    detail: (rows) => `${total(rows, (row) => row.too_short)} of them shorter than 33 and left out of every share`,
  });
}

/** Players and dates whose context rows have different lines. */
function disagreeingIn(range: DateRange, count: number): CheckTarget {
  return inLineDiff(range, { filters: [filterOf('context_lines', 'atLeast', '2')], rows: count });
}

export function duplicates(readings: Readings): CheckResult {
  const repeated = total(readings.store, (row) => row.repeated);
  const disagreeing = readings.context.reduce((sum, row) => sum + (row.disagreeing ?? 0), 0);
  const repeatedContext = readings.context.reduce((sum, row) => sum + (row.repeated ?? 0), 0);
  const rows = total(readings.store, (row) => row.row_count);
  const nothing = rows === 0 && readings.context.length === 0;
  const verdict = nothing ? 'none' : worst([DUPLICATES.judge(repeated), disagreeing > 0 ? 'warning' : 'ok']);
  const stored = readings.store.filter((row) => (row.repeated ?? 0) > 0);
  const inContext = readings.context.filter((row) => (row.disagreeing ?? 0) > 0);
  const first: GameDate | null = (repeated > 0 ? stored[0]?.game_date : inContext[0]?.game_date) ?? null;
  return resultOf(DUPLICATES, {
    id: 'duplicates',
    name: 'Duplicates',
    counted:
      'Store rows of a player and date beyond the first; context players of a date whose rows disagree on the line.',
    share: { numerator: repeated, denominator: rows },
    value: repeated + disagreeing,
    unit: 'rows',
    verdict,
    since: verdict === 'ok' ? null : first,
    sentence: nothing
      ? 'Neither the store nor the context has a row this season.'
      : `${plural(repeated, 'store row')} beyond the first of a player and date; ${repeatedContext} context players of a ` +
        `date have several rows, ${disagreeing} of them with different lines.`,
    trend: readings.store.flatMap((row) =>
      row.game_date === null ? [] : [{ date: row.game_date, value: row.repeated ?? 0 }],
    ),
    items: [
      ...stored.map((row): CheckItem => ({
        label: row.game_date ?? '',
        share: { numerator: row.repeated ?? 0, denominator: row.row_count ?? 0 },
        value: row.repeated ?? 0,
        verdict: 'critical',
        text: `${plural(row.repeated ?? 0, 'store row')} too many`,
        target: row.game_date === null ? null : storeRowsOf(row.game_date, row.row_count ?? 0),
      })),
      ...inContext.map((row): CheckItem => ({
        label: row.game_date ?? '',
        share: { numerator: row.disagreeing ?? 0, denominator: row.players ?? 0 },
        value: row.disagreeing ?? 0,
        verdict: 'warning',
        text: `${plural(row.disagreeing ?? 0, 'player')} with context rows that disagree on the line`,
        target:
          row.game_date === null
            ? null
            : disagreeingIn({ from: row.game_date, to: row.game_date }, row.disagreeing ?? 0),
      })),
    ],
    targets: [
      ...(repeated > 0
        ? [
            datesInCoverage(
              readings.season,
              LINE_FEATURE,
              stored.flatMap((row) => row.game_date ?? []),
            ),
          ]
        : []),
      ...(disagreeing > 0 ? [disagreeingIn(readings.season, disagreeing)] : []),
      ...(repeated + disagreeing > 0 ? [] : [inLineDiff(readings.season)]),
    ],
  });
}
