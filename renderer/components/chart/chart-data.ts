import { fromDayNumber, toDayNumber, type GameDate } from '../../../shared/game-date.js';

export interface ChartPoint {
  readonly x: GameDate;
  /** Null is a gap: the line is broken there. A date that is left out is not; the line goes on over it. */
  readonly y: number | null;
  /** Said and shown with the value, such as what was counted. */
  readonly note?: string;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** `%` runs from 0 to 100; series of one unit share an axis, and a chart has room for two units. */
  readonly unit: string;
  readonly points: readonly ChartPoint[];
}

/** Something that happened on a date, drawn as a numbered flag and listed under the chart. */
export interface ChartEvent {
  readonly date: GameDate;
  readonly text: string;
}

/** Series over one axis of days: `ys[s][i]` belongs to `xs[i]`; undefined where the series has no point. */
export interface ChartTable {
  /** Days since 1970-01-01, rising. */
  readonly xs: readonly number[];
  readonly ys: readonly (readonly (number | null | undefined)[])[];
  readonly notes: readonly (readonly (string | undefined)[])[];
}

/** Puts the series side by side. Of several points of a series on one date the last counts. */
export function tableOf(series: readonly ChartSeries[]): ChartTable {
  const byDay = series.map((one) => new Map(one.points.map((point) => [toDayNumber(point.x), point])));
  const xs = [...new Set(byDay.flatMap((points) => [...points.keys()]))].toSorted((a, b) => a - b);
  return {
    xs,
    ys: byDay.map((points) => xs.map((x) => points.get(x)?.y)),
    notes: byDay.map((points) => xs.map((x) => points.get(x)?.note)),
  };
}

const DIGITS: Readonly<Record<string, number>> = { '%': 1, points: 2, distance: 3 };

/** A value as it is read out: `47.3 %`, `21.50 points`, `312 rows`. */
export function formatValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return 'no value';
  const digits = DIGITS[unit] ?? (Number.isInteger(value) ? 0 : 2);
  const figure = digits === 0 ? value.toLocaleString('en-US') : value.toFixed(digits);
  return unit === '' ? figure : `${figure} ${unit}`;
}

/** A tick of the y axis: as few digits as the steps need; the unit only where it is a sign. */
export function formatTick(value: number, unit: string, step: number): string {
  const digits = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)));
  const figure = digits === 0 ? value.toLocaleString('en-US') : value.toFixed(digits);
  return unit === '%' ? `${figure} %` : figure;
}

/** Everything known of one date of the chart, in one sentence, for the reader's voice. */
export function sayAt(
  table: ChartTable,
  series: readonly ChartSeries[],
  events: readonly ChartEvent[],
  index: number,
): string {
  const x = table.xs[index];
  if (x === undefined) return '';
  const date = fromDayNumber(x);
  const values = series.flatMap((one, at) => {
    const value = table.ys[at]?.[index];
    if (value === undefined) return [];
    const note = table.notes[at]?.[index];
    return [`${one.label} ${formatValue(value, one.unit)}${note ? ` (${note})` : ''}`];
  });
  const happened = events.filter((event) => event.date === date).map((event) => event.text);
  return `${date}: ${[...values, ...happened].join('; ')}`;
}

/** The point the cursor goes to by a key, or null when the key does not move it. `page` points at once for Page keys. */
export function nextPoint(key: string, at: number | null, count: number, page = 7): number | null {
  if (count === 0) return null;
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowRight':
      return at === null ? 0 : clamp(at + 1);
    case 'ArrowLeft':
      return at === null ? count - 1 : clamp(at - 1);
    case 'PageDown':
      return clamp((at ?? -page) + page);
    case 'PageUp':
      return clamp((at ?? count - 1 + page) - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export interface DayTick {
  readonly day: number;
  readonly label: string;
}

/** First days of months between two days, every `step` months, counted from January. */
function monthStarts(from: number, to: number, step: number): readonly number[] {
  const starts: number[] = [];
  const first = fromDayNumber(from);
  let year = Number(first.slice(0, 4));
  let month = Number(first.slice(5, 7));
  for (;;) {
    const day = toDayNumber(`${year}-${String(month).padStart(2, '0')}-01` as GameDate);
    if (day > to) return starts;
    if (day >= from && (month - 1) % step === 0) starts.push(day);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}

/** Ticks of the day axis that stay at least `room` pixels apart: days, weeks, or the firsts of months. */
export function dayTicks(from: number, to: number, width: number, room = 66): readonly DayTick[] {
  const pixels = width / Math.max(1, to - from);
  const label = (day: number, withYear: boolean): string => {
    const date = fromDayNumber(day);
    const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
    if (withYear) return `${month} ${date.slice(0, 4)}`;
    return `${Number(date.slice(8))} ${month}`;
  };
  for (const step of [1, 2, 7, 14]) {
    if (step * pixels < room) continue;
    // 1970-01-05 was a Monday: weeks start there.
    const offset = step >= 7 ? 4 : 0;
    const first = Math.ceil((from - offset) / step) * step + offset;
    const days = Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
    return days.map((day) => ({ day, label: label(day, false) }));
  }
  const step = [1, 2, 3, 6, 12].find((months) => months * 30 * pixels >= room) ?? 12;
  return monthStarts(from, to, step).map((day) => ({ day, label: label(day, true) }));
}
