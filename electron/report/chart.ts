import { ratioOf, type CoverageDate, type Share } from '../../shared/coverage.js';
import { fromDayNumber, toDayNumber, type DateRange } from '../../shared/game-date.js';
import { each, html, type Html } from './html.js';

const WIDTH = 720;
const HEIGHT = 236;
const PLOT = { left: 38, right: 708, top: 14, bottom: 196 };
/** Game dates further apart than this, as around the new year or in summer, are not joined by a line. */
const JOINED_DAYS = 4;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface ChartSeries {
  readonly name: string;
  readonly kind: 'match' | 'share';
  readonly of: (date: CoverageDate) => Share;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly day: number;
}

function plotX(day: number, first: number, last: number): number {
  const span = Math.max(1, last - first);
  return PLOT.left + ((day - first) / span) * (PLOT.right - PLOT.left);
}

function plotY(ratio: number): number {
  return PLOT.bottom - ratio * (PLOT.bottom - PLOT.top);
}

/** Unbroken stretches: a date without a value, or too long without games, breaks the line. */
function stretches(
  dates: readonly CoverageDate[],
  of: (date: CoverageDate) => Share,
  x: (day: number) => number,
): readonly (readonly Point[])[] {
  const all: Point[][] = [];
  let open: Point[] | null = null;
  for (const date of dates) {
    const ratio = ratioOf(of(date));
    if (ratio === null) {
      open = null;
      continue;
    }
    const day = toDayNumber(date.date);
    const point = { x: x(day), y: plotY(ratio), day };
    if (open === null || day - (open.at(-1)?.day ?? day) > JOINED_DAYS) {
      open = [];
      all.push(open);
    }
    open.push(point);
  }
  return all;
}

function seriesMarks(points: readonly (readonly Point[])[], kind: ChartSeries['kind']): readonly Html[] {
  return each(points, (stretch) => {
    const [only] = stretch;
    if (stretch.length === 1 && only !== undefined) {
      return html`<circle class="dot ${kind}" cx="${only.x.toFixed(1)}" cy="${only.y.toFixed(1)}" r="1.8" />`;
    }
    const path = stretch.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    return html`<polyline class="line ${kind}" points="${path}" />`;
  });
}

interface Tick {
  readonly x: number;
  readonly label: string;
}

/** The first of each month, labelled as often as there is room for. */
function monthTicks(first: number, last: number, x: (day: number) => number): readonly Tick[] {
  const ticks: { readonly day: number; readonly year: string; readonly month: number }[] = [];
  for (let day = first; day <= last; day += 1) {
    const text = fromDayNumber(day);
    if (day === first || text.endsWith('-01')) {
      ticks.push({ day, year: text.slice(0, 4), month: Number(text.slice(5, 7)) });
    }
  }
  const every = Math.max(1, Math.ceil(ticks.length / 14));
  let year = '';
  return ticks
    .filter((_, at) => at % every === 0)
    .map((tick) => {
      const label = `${MONTHS[tick.month - 1] ?? ''}${tick.year === year ? '' : ` ${tick.year}`}`;
      year = tick.year;
      return { x: x(tick.day), label };
    });
}

/** A chart of shares by game date, 0 to 100 percent, for paper: the lines differ in stroke as well as in colour. */
export function shareChart(range: DateRange, dates: readonly CoverageDate[], series: readonly ChartSeries[]): Html {
  const first = toDayNumber(range.from);
  const last = toDayNumber(range.to);
  const x = (day: number): number => plotX(day, first, last);
  const grid = [0, 25, 50, 75, 100];
  const ticks = monthTicks(first, last, x);
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="${series.map(({ name }) => name).join(' and ')} by game date, in percent"
  >
    ${each(grid, (at) => {
      const y = plotY(at / 100).toFixed(1);
      return html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}" />
        <text class="tick" x="${PLOT.left - 6}" y="${y}" dy="0.32em" text-anchor="end"
          >${at}${at === 100 ? ' %' : null}</text
        >`;
    })}
    ${each(ticks, ({ x: at, label }, index) => {
      const next = ticks[index + 1]?.x ?? PLOT.right;
      const isCramped = index === 0 && next - at < 52;
      // At the right end a label would run out of the picture.
      const anchor = PLOT.right - at < 40 ? 'end' : 'start';
      return html`<line
          class="axis"
          x1="${at.toFixed(1)}"
          x2="${at.toFixed(1)}"
          y1="${PLOT.bottom}"
          y2="${PLOT.bottom + 4}"
        />
        ${isCramped ? null : html`<text class="tick" x="${at.toFixed(1)}" y="${PLOT.bottom + 15}" text-anchor="${anchor}">${label}</text>`}`;
    })}
    <line class="axis" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}" />
    ${series.flatMap(({ kind, of }) => seriesMarks(stretches(dates, of, x), kind))}
    ${each(series, ({ name, kind }, index) => {
      const at = PLOT.left + index * 330;
      const y = HEIGHT - 8;
      return html`<line class="line ${kind}" x1="${at}" x2="${at + 26}" y1="${y}" y2="${y}" />
        <text class="legend" x="${at + 32}" y="${y}" dy="0.34em">${name}</text>`;
    })}
  </svg>`;
}
