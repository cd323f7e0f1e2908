import { formatDecimal, formatWhole } from '../../format/numbers.js';
import { fromDayNumber, toDayNumber, type DateRange, type GameDate } from '../../../shared/game-date.js';

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

/** A series with the look it keeps whatever other series are shown. */
export interface DrawnSeries extends ChartSeries {
  /** For `markOf`. */
  readonly mark: number;
}

/** The series that are shown, each with the mark of its place among all of them. */
export function drawnSeries(series: readonly ChartSeries[], hidden: ReadonlySet<string>): readonly DrawnSeries[] {
  return series.flatMap((one, mark) => (hidden.has(one.id) ? [] : [{ ...one, mark }]));
}

/** What is hidden after a press on a series of the legend. The last one shown stays: an empty plot tells nothing. */
export function toggled(series: readonly ChartSeries[], hidden: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(id)) next.add(id);
  return series.every((one) => next.has(one.id)) ? hidden : next;
}

export function hasValues(series: readonly ChartSeries[]): boolean {
  return series.some((one) => one.points.some((point) => point.y !== null));
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

/**
 * Puts the series side by side. Of several points of a series on one date the last counts. Days of events within the axis
 * (`range`, else the points) are among them, so that the cursor reaches an event on a day without a point.
 */
export function tableOf(
  series: readonly ChartSeries[],
  events: readonly ChartEvent[] = [],
  range: DateRange | null = null,
): ChartTable {
  const byDay = series.map((one) => new Map(one.points.map((point) => [toDayNumber(point.x), point])));
  const days = [...new Set(byDay.flatMap((points) => [...points.keys()]))].toSorted((a, b) => a - b);
  const first = range === null ? days[0] : toDayNumber(range.from);
  const last = range === null ? days.at(-1) : toDayNumber(range.to);
  const happened = events
    .map((event) => toDayNumber(event.date))
    .filter((day) => first !== undefined && last !== undefined && day >= first && day <= last);
  const xs = [...new Set([...days, ...happened])].toSorted((a, b) => a - b);
  return {
    xs,
    ys: byDay.map((points) => xs.map((x) => points.get(x)?.y)),
    notes: byDay.map((points) => xs.map((x) => points.get(x)?.note)),
  };
}

const DIGITS: Readonly<Record<string, number>> = { '%': 1, points: 2, distance: 3 };

function formatFigure(value: number, digits: number): string {
  return digits === 0 ? formatWhole(value) : formatDecimal(value, digits);
}

/** A value as it is read out: `47.3 %`, `21.50 points`, `312 rows`. */
export function formatValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return 'no value';
  const digits = DIGITS[unit] ?? (Number.isInteger(value) ? 0 : 2);
  const figure = formatFigure(value, digits);
  return unit === '' ? figure : `${figure} ${unit}`;
}

/** A tick of the y axis: as few digits as the steps need; the unit only where it is a sign. */
export function formatTick(value: number, unit: string, step: number): string {
  const digits = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)));
  const figure = formatFigure(value, digits);
  return unit === '%' ? `${figure} %` : figure;
}

export interface ChartValues {
  /** `Match rate (%)`, one for each series. */
  readonly columns: readonly string[];
  /** Rising by date; null where the series has a gap or no point. */
  readonly rows: readonly { readonly date: GameDate; readonly values: readonly (number | null)[] }[];
}

/** The figures as they are drawn, for a file: dates on which no series has a point are left out. */
export function chartValues(series: readonly ChartSeries[]): ChartValues {
  const table = tableOf(series);
  return {
    columns: series.map((one) => (one.unit === '' ? one.label : `${one.label} (${one.unit})`)),
    rows: table.xs.map((x, index) => ({
      date: fromDayNumber(x),
      values: table.ys.map((ys) => ys[index] ?? null),
    })),
  };
}

/** The days from the first to the last of a chart: the ticks of its axis may leave out the year. */
export function spanOf(table: ChartTable): string {
  const [first, last] = [table.xs[0], table.xs.at(-1)];
  if (first === undefined || last === undefined) return 'no day';
  return first === last ? fromDayNumber(first) : `${fromDayNumber(first)} to ${fromDayNumber(last)}`;
}

/** A name for a file of the chart, without its ending: `match-rate-by-date-2025-11-04-2026-02-01`. */
export function fileStem(label: string, table: ChartTable): string {
  const words = label
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  const [first, last] = [table.xs[0], table.xs.at(-1)];
  const dates = first === undefined || last === undefined ? [] : [fromDayNumber(first), fromDayNumber(last)];
  return [words === '' ? 'chart' : words, ...new Set(dates)].join('-');
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
  return `${date}: ${[...values, ...happened].join('; ') || 'no value'}`;
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
