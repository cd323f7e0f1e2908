import uPlot from 'uplot';
import { toDayNumber, type DateRange } from '../../../shared/game-date.js';
import {
  dayTicks,
  formatTick,
  type ChartEvent,
  type ChartSeries,
  type ChartTable,
  type DrawnSeries,
} from './chart-data.js';
import { flagPlaces } from './flag-places.js';
import { markOf, shapePath } from './marks.js';

export interface PlotInput {
  readonly table: ChartTable;
  readonly series: readonly DrawnSeries[];
  readonly events: readonly ChartEvent[];
  /** Days shown; those of the points when null. */
  readonly range: DateRange | null;
  readonly width: number;
  readonly height: number;
  /** Index of the point under the cursor and its pixels from the left edge; null when the cursor left. */
  readonly onCursor: (index: number | null, left: number) => void;
}

const SMALL = '11px';
/** A flag of an event, and the room between it and the plot, in CSS pixels. */
const FLAG_SIZE = 14;
const FLAG_GAP = 3;
/** Pixels a marker needs to be told from its neighbour. */
const MARKER_ROOM = 18;

interface Colours {
  readonly of: (token: string) => string;
  readonly font: string;
}

/** The tokens as they stand now: they differ between light and dark. */
function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  return { of: (token) => style.getPropertyValue(token).trim(), font: `${SMALL} ${style.fontFamily}` };
}

/** Units in order of first use; the first gets the left axis, the second the right one. */
export function unitsOf(series: readonly ChartSeries[]): readonly string[] {
  return [...new Set(series.map((one) => one.unit))];
}

function drawMarkers(u: uPlot, input: PlotInput, colours: Colours): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  ctx.save();
  input.series.forEach((one, at) => {
    const mark = markOf(one.mark);
    const ys = input.table.ys[at] ?? [];
    const outline = new Path2D(shapePath(mark.shape, 3 * ratio));
    ctx.strokeStyle = colours.of(mark.token);
    ctx.fillStyle = colours.of('--surface');
    ctx.lineWidth = 1.5 * ratio;
    // The series before left its own dash.
    ctx.setLineDash([]);
    let last = Number.NEGATIVE_INFINITY;
    ys.forEach((y, index) => {
      const x = input.table.xs[index];
      if (y === null || y === undefined || x === undefined) return;
      const left = u.valToPos(x, 'x', true);
      // A point between two gaps has no line: its marker is all there is to see of it.
      const alone = isGap(ys, index, -1) && isGap(ys, index, 1);
      if (!alone && left - last < MARKER_ROOM * ratio) return;
      last = left;
      ctx.save();
      ctx.translate(left, u.valToPos(y, one.unit, true));
      ctx.fill(outline);
      ctx.stroke(outline);
      ctx.restore();
    });
  });
  ctx.restore();
}

/** Whether the line is broken beside a point: by a null, or by the end of the series. */
function isGap(ys: readonly (number | null | undefined)[], index: number, step: 1 | -1): boolean {
  for (let at = index + step; at >= 0 && at < ys.length; at += step) {
    if (ys[at] === null) return true;
    if (ys[at] !== undefined) return false;
  }
  return true;
}

/** Numbered flags above the plot, where no line runs, each on a dotted line through its date. */
function drawEvents(u: uPlot, input: PlotInput, colours: Colours): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const size = FLAG_SIZE * ratio;
  const right = bbox.left + bbox.width;
  const shown = input.events
    .map((event, index) => ({ number: index + 1, left: Math.round(u.valToPos(toDayNumber(event.date), 'x', true)) }))
    .filter(({ left }) => left >= bbox.left && left <= right);
  const places = flagPlaces(
    shown.map(({ left }) => left),
    { size, gap: 2 * ratio, from: bbox.left, to: right + size / 2 },
  );
  const top = bbox.top - size - FLAG_GAP * ratio;
  ctx.save();
  ctx.font = `600 ${10 * ratio}px ${colours.font.slice(SMALL.length + 1)}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = colours.of('--text-muted');
  ctx.lineWidth = ratio;
  shown.forEach(({ number, left }, at) => {
    const box = Math.round(places[at] ?? left);
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(box + size / 2, top + size);
    ctx.lineTo(left + 0.5, bbox.top);
    ctx.lineTo(left + 0.5, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillStyle = colours.of('--text-muted');
    ctx.fillRect(box, top, size, size);
    ctx.fillStyle = colours.of('--surface');
    ctx.fillText(String(number), box + size / 2 + 0.5, top + size / 2 + ratio / 2);
  });
  ctx.restore();
}

function yRange(unit: string): uPlot.Scale.Range {
  if (unit === '%') return [0, 100];
  return (_u, min: number | null, max: number | null) => {
    // What is shown may have gaps alone.
    if (min === null || max === null) return [0, 1];
    // A flat line needs room around it to be seen as a line.
    if (min === max) return [Math.min(0, min), max === 0 ? 1 : max * 1.2];
    const [low, high] = uPlot.rangeNum(min, max, 0.1, true);
    return [low ?? min, high ?? max];
  };
}

/** The plot in `parent`, sized as told. The caller ends it with `destroy` and draws it anew when a colour changes. */
export function makePlot(parent: HTMLElement, input: PlotInput): uPlot {
  const colours = coloursOf(parent);
  const { table, series } = input;
  const units = unitsOf(series);
  const grid = { stroke: colours.of('--line'), width: 1 };
  const ink = colours.of('--text-muted');
  const dayRange = (): uPlot.Range.MinMax => {
    const first = input.range ? toDayNumber(input.range.from) : (table.xs[0] ?? 0);
    const last = input.range ? toDayNumber(input.range.to) : (table.xs.at(-1) ?? first);
    return first === last ? [first - 1, last + 1] : [first, last];
  };
  const dayAxis: uPlot.Axis = {
    stroke: ink,
    font: colours.font,
    size: 26,
    grid: { show: false },
    ticks: { stroke: colours.of('--line-strong'), width: 1, size: 4 },
    splits: (u, _axis, min, max) => dayTicks(min, max, u.bbox.width / uPlot.pxRatio).map((tick) => tick.day),
    values: (u, days) => {
      const [min, max] = [u.scales['x']?.min ?? 0, u.scales['x']?.max ?? 0];
      const labels = new Map(dayTicks(min, max, u.bbox.width / uPlot.pxRatio).map((tick) => [tick.day, tick.label]));
      return days.map((day) => labels.get(day) ?? '');
    },
  };
  const valueAxes = units.map((unit, at): uPlot.Axis => ({
    scale: unit,
    side: at === 0 ? 3 : 1,
    stroke: ink,
    font: colours.font,
    size: 52,
    gap: 4,
    space: unit === '%' ? 24 : 32,
    grid: at === 0 ? grid : { show: false },
    ticks: { show: false },
    ...(unit === '%' || unit === '' ? {} : { label: unit, labelFont: colours.font, labelSize: 16, labelGap: 0 }),
    ...(unit === '%' ? { incrs: [10, 20, 25, 50, 100] } : {}),
    values: (_u: uPlot, ticks: number[], _at: number, _space: number, step: number) =>
      ticks.map((tick) => formatTick(tick, unit, step)),
  }));
  return new uPlot(
    {
      width: input.width,
      height: input.height,
      padding: [input.events.length > 0 ? FLAG_SIZE + FLAG_GAP + 3 : 10, units.length > 1 ? 0 : 30, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: dayRange },
        ...Object.fromEntries(units.map((unit) => [unit, { range: yRange(unit) }])),
      },
      axes: [dayAxis, ...valueAxes],
      series: [
        {},
        ...series.map((one) => {
          const mark = markOf(one.mark);
          return {
            label: one.label,
            scale: one.unit,
            stroke: colours.of(mark.token),
            dash: [...mark.dash],
            width: 1.75,
            points: { show: false },
          };
        }),
      ],
      hooks: {
        draw: [
          (u) => {
            drawMarkers(u, input, colours);
            drawEvents(u, input, colours);
          },
        ],
        setCursor: [
          (u) => {
            const { idx, left } = u.cursor;
            const x = idx === null || idx === undefined || left === undefined || left < 0 ? undefined : u.data[0][idx];
            if (x === undefined || idx === null || idx === undefined) input.onCursor(null, 0);
            else input.onCursor(idx, u.bbox.left / uPlot.pxRatio + u.valToPos(x, 'x'));
          },
        ],
      },
    },
    [[...table.xs], ...table.ys.map((ys) => [...ys])] as uPlot.AlignedData,
    parent,
  );
}
