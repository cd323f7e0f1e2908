import uPlot from 'uplot';
import type { DateRange } from '../../../shared/game-date.js';
import type { ChartEvent, ChartTable, DrawnSeries } from './chart-data.js';
import { markOf, shapePath } from './marks.js';
import { legendRows, wrapped } from './picture-layout.js';
import { makePlot } from './plot-canvas.js';

export interface PictureInput {
  readonly title: string;
  readonly series: readonly DrawnSeries[];
  readonly table: ChartTable;
  readonly events: readonly ChartEvent[];
  readonly range: DateRange | null;
  /** CSS pixels of the plot on the page; the picture is no narrower than is good to read. */
  readonly width: number;
  readonly height: number;
}

const LEAST_WIDTH = 720;
const LEAST_HEIGHT = 240;
const EDGE = 16;
const LINE = 18;
const SAMPLE = 30;
const FLAG = 14;

/** The plot alone, drawn for the picture beside the page's own; what it draws is on the canvas a task later. */
async function plotCanvas(within: HTMLElement, input: PictureInput, width: number): Promise<HTMLCanvasElement> {
  const holder = document.createElement('div');
  holder.style.cssText = 'position:absolute;visibility:hidden;pointer-events:none';
  within.append(holder);
  const plot = makePlot(holder, {
    ...input,
    width,
    height: Math.max(LEAST_HEIGHT, input.height),
    onCursor: () => undefined,
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const copy = document.createElement('canvas');
    copy.width = plot.ctx.canvas.width;
    copy.height = plot.ctx.canvas.height;
    copy.getContext('2d')?.drawImage(plot.ctx.canvas, 0, 0);
    return copy;
  } finally {
    plot.destroy();
    holder.remove();
  }
}

/**
 * The chart as a PNG in the theme of the page and at the pixels of the screen it is on: title, legend, plot with its axes,
 * and what happened by its number.
 * @throws Error when the page cannot make a picture of a canvas.
 */
export async function chartPicture(within: HTMLElement, input: PictureInput): Promise<Blob> {
  const ratio = uPlot.pxRatio;
  const width = Math.max(LEAST_WIDTH, input.width);
  const plot = await plotCanvas(within, input, width);
  const style = getComputedStyle(within);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  const font = (size: number, weight = 400): string => `${weight} ${size}px ${style.fontFamily}`;

  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('the page gives no canvas to draw on');
  const measured = (text: string): number => ctx.measureText(text).width;
  ctx.font = font(15, 600);
  const title = wrapped(input.title, width, measured);
  ctx.font = font(12);
  const legend = legendRows(
    input.series.map((one) => SAMPLE + 6 + measured(one.label)),
    width,
    20,
  );
  const events = input.events.map((event) => wrapped(`${event.date}  ${event.text}`, width - FLAG - 8, measured));
  const legendTop = EDGE + title.length * 20 + 4;
  const plotTop = legendTop + ((legend.at(-1)?.row ?? -1) + 1) * LINE + 4;
  const eventsTop = plotTop + plot.height / ratio + 8;
  const height = eventsTop + events.reduce((sum, lines) => sum + lines.length, 0) * LINE + EDGE;
  canvas.width = Math.round((width + 2 * EDGE) * ratio);
  canvas.height = Math.round(height * ratio);

  ctx.scale(ratio, ratio);
  ctx.fillStyle = colour('--surface');
  ctx.fillRect(0, 0, width + 2 * EDGE, height);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colour('--text');
  ctx.font = font(15, 600);
  title.forEach((line, at) => {
    ctx.fillText(line, EDGE, EDGE + at * 20 + 10);
  });
  input.series.forEach((one, at) => {
    const place = legend[at];
    if (!place) return;
    drawSample(ctx, one.mark, EDGE + place.left, legendTop + place.row * LINE + LINE / 2, colour);
    ctx.fillStyle = colour('--text');
    ctx.font = font(12);
    ctx.fillText(one.label, EDGE + place.left + SAMPLE + 6, legendTop + place.row * LINE + LINE / 2);
  });
  ctx.drawImage(plot, EDGE, plotTop, plot.width / ratio, plot.height / ratio);
  let top = eventsTop;
  events.forEach((lines, at) => {
    ctx.fillStyle = colour('--text-muted');
    ctx.fillRect(EDGE, top + (LINE - FLAG) / 2, FLAG, FLAG);
    ctx.fillStyle = colour('--surface');
    ctx.font = font(10, 600);
    ctx.textAlign = 'center';
    ctx.fillText(String(at + 1), EDGE + FLAG / 2, top + LINE / 2 + 0.5);
    ctx.textAlign = 'left';
    ctx.fillStyle = colour('--text');
    ctx.font = font(12);
    for (const line of lines) {
      ctx.fillText(line, EDGE + FLAG + 8, top + LINE / 2);
      top += LINE;
    }
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the page could not make a picture of the chart'));
    }, 'image/png');
  });
}

function drawSample(
  ctx: CanvasRenderingContext2D,
  at: number,
  left: number,
  middle: number,
  colour: (token: string) => string,
): void {
  const mark = markOf(at);
  ctx.save();
  ctx.translate(left, middle);
  ctx.strokeStyle = colour(mark.token);
  ctx.lineWidth = 1.75;
  ctx.setLineDash([...mark.dash]);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(SAMPLE, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = colour('--surface');
  ctx.translate(SAMPLE / 2, 0);
  const outline = new Path2D(shapePath(mark.shape, 3));
  ctx.fill(outline);
  ctx.stroke(outline);
  ctx.restore();
}
