import { describe, expect, it } from 'vitest';
import {
  chartValues,
  dayTicks,
  drawnSeries,
  fileStem,
  formatTick,
  formatValue,
  hasValues,
  nextPoint,
  sayAt,
  spanOf,
  tableOf,
  toggled,
  type ChartSeries,
} from '../../../renderer/components/chart/chart-data.js';
import { flagPlaces } from '../../../renderer/components/chart/flag-places.js';
import { markOf } from '../../../renderer/components/chart/marks.js';
import { legendRows, wrapped } from '../../../renderer/components/chart/picture-layout.js';
import { fromDayNumber, toDayNumber } from '../../../shared/game-date.js';
import { day } from './support/fixtures.js';

const series: readonly ChartSeries[] = [
  {
    id: 'match',
    label: 'Match rate',
    unit: '%',
    points: [
      { x: day('2025-11-04'), y: 58.04, note: '91 of 157 players' },
      { x: day('2025-11-06'), y: null },
      { x: day('2025-11-07'), y: 57 },
    ],
  },
  {
    id: 'line',
    label: 'Line',
    unit: 'points',
    points: [
      { x: day('2025-11-07'), y: 21 },
      { x: day('2025-11-05'), y: 20.5 },
      { x: day('2025-11-07'), y: 22.5 },
    ],
  },
];
const table = tableOf(series);

describe('series side by side', () => {
  it('share one rising axis of days; the last of several points of a date counts', () => {
    expect(table.xs.map(fromDayNumber)).toEqual(['2025-11-04', '2025-11-05', '2025-11-06', '2025-11-07']);
    expect(table.ys[1]).toEqual([undefined, 20.5, undefined, 22.5]);
  });

  it('keep a gap apart from a date without a point: the line breaks at one and goes on over the other', () => {
    expect(table.ys[0]).toEqual([58.04, undefined, null, 57]);
  });

  it('differ by dash and marker and not by colour alone', () => {
    const looks = [0, 1, 2, 3, 4].map((index) => `${markOf(index).dash.join(' ')} ${markOf(index).shape}`);
    expect(new Set(looks).size).toBe(5);
  });
});

describe('the legend', () => {
  it('hides a series and leaves the others the look they had', () => {
    const hidden = toggled(series, new Set(), 'match');
    expect(drawnSeries(series, hidden).map(({ id, mark }) => [id, mark])).toEqual([['line', 1]]);
    expect([...toggled(series, hidden, 'match')]).toEqual([]);
  });

  it('never hides the last one', () => {
    const hidden = toggled(series, new Set(), 'match');
    expect(toggled(series, hidden, 'line')).toBe(hidden);
  });
});

describe('the figures of a chart', () => {
  it('are the date and a column a series with its unit; gaps and dates without a point are no values', () => {
    expect(chartValues(series)).toEqual({
      columns: ['Match rate (%)', 'Line (points)'],
      rows: [
        { date: '2025-11-04', values: [58.04, null] },
        { date: '2025-11-05', values: [null, 20.5] },
        { date: '2025-11-06', values: [null, null] },
        { date: '2025-11-07', values: [57, 22.5] },
      ],
    });
  });

  it('are of a file whose name any disk takes', () => {
    expect(fileStem('Lines of Luka Dončić by source', table)).toBe(
      'lines-of-luka-doncic-by-source-2025-11-04-2025-11-07',
    );
    expect(fileStem('دانکن', tableOf([]))).toBe('chart');
    expect(fileStem('=../../a', tableOf([]))).toBe('a');
  });

  it('are told with their days, years among them', () => {
    expect(spanOf(table)).toBe('2025-11-04 to 2025-11-07');
    expect(spanOf(tableOf([]))).toBe('no day');
  });

  it('are none where every point is a gap', () => {
    expect(hasValues(series)).toBe(true);
    expect(hasValues([{ id: 'a', label: 'A', unit: '%', points: [{ x: day('2025-11-04'), y: null }] }])).toBe(false);
  });
});

describe('a picture', () => {
  const measure = (text: string): number => text.length;
  it('wraps what is wider than it, word by word', () => {
    expect(wrapped('one two three fourteen', 9, measure)).toEqual(['one two', 'three', 'fourteen']);
    expect(wrapped('averyverylongword x', 5, measure)).toEqual(['averyverylongword', 'x']);
    expect(wrapped('', 5, measure)).toEqual([]);
  });

  it('puts labels side by side as long as they fit', () => {
    expect(legendRows([40, 40, 40], 100, 10)).toEqual([
      { row: 0, left: 0 },
      { row: 0, left: 50 },
      { row: 1, left: 0 },
    ]);
  });
});

describe('the cursor', () => {
  it('reaches an event on a day without a point, and none outside the axis', () => {
    const events = [
      { date: day('2025-11-01'), text: 'before' },
      { date: day('2025-11-10'), text: 'Feed down' },
    ];
    const range = { from: day('2025-11-04'), to: day('2025-11-12') };
    const withEvents = tableOf(series, events, range);
    expect(withEvents.xs.map(fromDayNumber)).toContain('2025-11-10');
    expect(withEvents.xs.map(fromDayNumber)).not.toContain('2025-11-01');
    // The line goes on over the day of an event.
    expect(withEvents.ys.map((ys) => ys.at(-1))).toEqual([undefined, undefined]);
    expect(sayAt(withEvents, series, events, withEvents.xs.length - 1)).toBe('2025-11-10: Feed down');
  });

  it('says every value of its date with what was counted, and what happened', () => {
    const events = [
      { date: day('2025-11-07'), text: 'Feed down' },
      { date: day('2025-11-04'), text: 'Season begins' },
    ];
    expect(sayAt(table, series, events, 0)).toBe('2025-11-04: Match rate 58.0 % (91 of 157 players); Season begins');
    expect(sayAt(table, series, [], 2)).toBe('2025-11-06: Match rate no value');
    expect(sayAt(table, series, events, 3)).toBe('2025-11-07: Match rate 57.0 %; Line 22.50 points; Feed down');
    expect(sayAt(table, series, [], 9)).toBe('');
  });

  it('is moved by keys and stops at the ends', () => {
    expect(nextPoint('ArrowRight', null, 4)).toBe(0);
    expect(nextPoint('ArrowLeft', null, 4)).toBe(3);
    expect(nextPoint('ArrowRight', 3, 4)).toBe(3);
    expect(nextPoint('ArrowLeft', 0, 4)).toBe(0);
    expect(nextPoint('PageDown', 1, 30)).toBe(8);
    expect(nextPoint('PageUp', 8, 30)).toBe(1);
    expect(nextPoint('PageDown', null, 30)).toBe(0);
    expect(nextPoint('PageUp', null, 30)).toBe(29);
    expect([nextPoint('Home', 7, 30), nextPoint('End', 7, 30)]).toEqual([0, 29]);
    expect(nextPoint('Tab', 1, 4)).toBeNull();
    expect(nextPoint('Home', null, 0)).toBeNull();
  });
});

describe('labels', () => {
  const ticks = (from: string, to: string, width: number): readonly string[] =>
    dayTicks(toDayNumber(day(from)), toDayNumber(day(to)), width).map((tick) => tick.label);

  it('name days, weeks from Monday, or months, whatever has the room', () => {
    expect(ticks('2026-01-05', '2026-01-08', 400)).toEqual(['5 Jan', '6 Jan', '7 Jan', '8 Jan']);
    expect(ticks('2025-11-04', '2025-12-02', 400)).toEqual(['10 Nov', '17 Nov', '24 Nov', '1 Dec']);
    expect(ticks('2025-10-21', '2026-02-01', 400)).toEqual(['Nov 2025', 'Dec 2025', 'Jan 2026', 'Feb 2026']);
    expect(ticks('2022-10-18', '2026-02-01', 500)).toEqual([
      'Jan 2023',
      'Jul 2023',
      'Jan 2024',
      'Jul 2024',
      'Jan 2025',
      'Jul 2025',
      'Jan 2026',
    ]);
  });

  it('never stand nearer to each other than they are wide', () => {
    for (const width of [220, 480, 900, 1600]) {
      for (const [from, to] of [
        ['2026-01-05', '2026-01-12'],
        ['2025-10-21', '2026-02-01'],
        ['2022-10-18', '2026-02-01'],
      ] as const) {
        const [first, last] = [toDayNumber(day(from)), toDayNumber(day(to))];
        const at = dayTicks(first, last, width).map((tick) => ((tick.day - first) / (last - first)) * width);
        // February is shorter than the 30 days a month is taken for.
        for (const [index, left] of at.entries())
          if (index > 0) expect(left - (at[index - 1] ?? 0)).toBeGreaterThan(60);
      }
    }
  });

  it('carry the unit where it is a sign, and as many digits as it has', () => {
    expect(formatValue(0.1234, 'distance')).toBe('0.123 distance');
    expect(formatValue(1234, 'rows')).toBe('1,234 rows');
    expect(formatValue(null, '%')).toBe('no value');
    expect([formatValue(-3.25, 'points'), formatValue(-1234, 'rows')]).toEqual(['−3.25 points', '−1,234 rows']);
    expect([formatTick(-5, '', 5), formatTick(-0.5, '%', 0.5)]).toEqual(['−5', '−0.5 %']);
    expect(formatTick(50, '%', 25)).toBe('50 %');
    expect(formatTick(0.05, 'distance', 0.05)).toBe('0.05');
  });
});

describe('flags of events', () => {
  const room = { size: 14, gap: 2, from: 50, to: 500 };

  it('stand over their dates where there is room', () => {
    expect(flagPlaces([100, 200, 300], room)).toEqual([93, 193, 293]);
  });

  it('of neighbouring days stand side by side around them, none over another', () => {
    expect(flagPlaces([100, 300, 305, 310], room)).toEqual([93, 282, 298, 314]);
  });

  it('never pass the edges, whichever they crowd at', () => {
    expect(flagPlaces([52, 54, 498, 499, 500], room)).toEqual([50, 66, 454, 470, 486]);
    expect(flagPlaces([], room)).toEqual([]);
    expect(flagPlaces([60, 70, 80], { ...room, to: 84 })).toEqual([50, 60, 70]);
  });
});
