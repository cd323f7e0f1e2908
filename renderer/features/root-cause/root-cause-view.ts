import type { ChangeNote, ChangePoint, CurvePoint, RootCauseReport } from '../../../shared/checks.js';
import { ratioOf, type Share } from '../../../shared/coverage.js';
import type { ChartEvent, ChartSeries } from '../../components/chart/chart-data.js';
import { describeShare } from '../../format/numbers.js';

interface Measure {
  readonly id: 'match' | 'overlap' | 'contextServes' | 'share';
  readonly label: string;
  readonly counts: string;
}

/** The curves of the walk, the one that is judged first. */
const MEASURES: readonly Measure[] = [
  { id: 'match', label: 'Match rate', counts: 'players with a raw line' },
  { id: 'overlap', label: 'Listed in context', counts: 'players listed' },
  { id: 'contextServes', label: 'Raw lines in context', counts: 'players with a raw line' },
  { id: 'share', label: 'Rows with a line', counts: 'store rows' },
];

function percent(share: Share): number | null {
  const ratio = ratioOf(share);
  return ratio === null ? null : ratio * 100;
}

export function curveSeries(curve: readonly CurvePoint[]): readonly ChartSeries[] {
  return MEASURES.map(({ id, label, counts }) => ({
    id,
    label,
    unit: '%',
    points: curve.map((point) => ({
      x: point.date,
      y: percent(point[id]),
      note: describeShare(point[id], counts),
    })),
  }));
}

const MEASURE_WORDS: Readonly<Record<ChangePoint['measure'], string>> = {
  match: 'Match rate',
  share: 'Share of rows with a line',
  overlap: 'Overlap with the context',
};

/** `Match rate breaks: 86.2 % before, 42.1 % from here`. */
export function describeBreak(point: ChangePoint): string {
  const of = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
  return `${MEASURE_WORDS[point.measure]} breaks: ${of(point.before)} before, ${of(point.after)} from here`;
}

const CHANGE_WORDS: Readonly<Record<ChangeNote['kind'], string>> = {
  writer: 'Writer',
  run: 'Run',
  source: 'Feed',
  context: 'Context',
  event: 'Known event',
};

/** Breaks and changes in order of date, as the chart's flags number them. */
export function chartEvents(report: Pick<RootCauseReport, 'changePoints' | 'changes'>): readonly ChartEvent[] {
  return [
    ...report.changePoints.map((point) => ({ date: point.date, text: describeBreak(point) })),
    ...report.changes.map(({ date, kind, text }) => ({ date, text: `${CHANGE_WORDS[kind]}: ${text}` })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
