import { describe, expect, it } from 'vitest';
import { rowsAsText, type Column } from '../../../renderer/components/table-column.js';
import { anchorOf, stepDay, weeksOf } from '../../../renderer/components/heatmap-layout.js';
import { nextRow } from '../../../renderer/components/row-keys.js';
import { formatDay, formatMonth, weekdayOf } from '../../../renderer/format/dates.js';
import { formatClock, formatDuration, formatRemaining } from '../../../renderer/format/durations.js';
import { asSentence } from '../../../renderer/format/names.js';
import { formatBytes, formatBytesApart } from '../../../shared/bytes.js';
import {
  counted,
  describeShare,
  formatDecimal,
  formatPoints,
  formatWhole,
  shareChange,
} from '../../../renderer/format/numbers.js';
import { day } from './support/fixtures.js';

describe('figures below zero', () => {
  it('have a true minus', () => {
    expect([formatWhole(-1240), formatWhole(0), formatWhole(34), formatWhole(null)]).toEqual([
      '−1,240',
      '0',
      '34',
      '–',
    ]);
    expect([formatDecimal(-0.5, 1), formatDecimal(2, 1), formatDecimal(null)]).toEqual(['−0.5', '2.0', '–']);
  });
});

describe('numbers', () => {
  it('groups thousands and makes plurals', () => {
    expect(counted(1, 'date')).toBe('1 date');
    expect(counted(12345, 'row')).toBe('12,345 rows');
    expect(counted(0, 'entry', 'entries')).toBe('0 entries');
  });
  it('prints bytes with three digits and a dash where nothing is billed', () => {
    expect([
      formatBytes(null),
      formatBytes(0),
      formatBytes(999),
      formatBytes(1234),
      formatBytes(41_233_012),
      formatBytes(3.2e11),
    ]).toEqual(['–', '0 B', '999 B', '1.23 kB', '41.2 MB', '320 GB']);
  });
  it('says what a share counted', () => {
    expect(describeShare({ numerator: 171, denominator: 185 }, 'players')).toBe('171 of 185 players');
    expect(describeShare({ numerator: 0, denominator: 0 }, 'players')).toBe('nothing to count (0 players)');
  });
  it('prints changes with a sign and no minus zero', () => {
    expect(formatPoints(36.52)).toBe('+36.5 pp');
    expect(formatPoints(-0.04)).toBe('0.0 pp');
    expect(formatPoints(-57.6)).toBe('−57.6 pp');
    expect(shareChange({ numerator: 1, denominator: 4 }, { numerator: 1, denominator: 2 })).toBe(25);
    expect(shareChange({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 })).toBeNull();
  });
});

describe('times', () => {
  it('keeps to two units', () => {
    expect([0, 999, 1000, 59_999, 60_000, 185_000, 3_600_000].map(formatDuration)).toEqual([
      '0 ms',
      '999 ms',
      '1.0 s',
      '59.9 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
    ]);
    expect([7_000, 761_000, 3_729_000].map(formatClock)).toEqual(['0:07', '12:41', '1:02:09']);
  });
  it('does not pretend to know the time left', () => {
    expect([null, 1_000, 27_000, 61_000, 200_000, 26 * 60_000, 3 * 3_600_000].map(formatRemaining)).toEqual([
      'estimating…',
      'a few seconds left',
      'about 30 s left',
      'about 1 min 10 s left',
      'about 3 min 20 s left',
      'about 26 min left',
      'about 3 h left',
    ]);
  });
  it('counts weekdays from Monday', () => {
    expect(weekdayOf(day('1970-01-01'))).toBe(3);
    expect(weekdayOf(day('2026-02-01'))).toBe(6);
    expect(formatDay(day('2025-11-04'))).toBe('Tue 2025-11-04');
    expect(formatMonth('2025-11')).toBe('Nov 2025');
  });
});

describe('the heatmap', () => {
  const range = { from: day('2025-11-04'), to: day('2026-02-01') };
  it('has every day of the range once, Monday on top, and each month named once', () => {
    const weeks = weeksOf(range);
    const days = weeks.flatMap((week) => week.days).filter((date) => date !== null);
    expect(days).toHaveLength(90);
    expect(days[0]).toBe('2025-11-04');
    expect(days.at(-1)).toBe('2026-02-01');
    expect(weeks[0]?.days.indexOf(range.from)).toBe(1);
    expect(weeks.flatMap((week) => week.month ?? [])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    // February begins on the Sunday of the last week, which has no other month to name.
    expect(weeks.at(-1)?.month).toBe('2026-02');
    expect(weeksOf({ from: day('2026-01-28'), to: day('2026-02-01') }).map(({ month }) => month)).toEqual(['2026-01']);
  });
  it('steps by day and week and stays inside', () => {
    expect(stepDay('ArrowRight', day('2025-11-04'), range)).toBe('2025-11-11');
    expect(stepDay('ArrowUp', day('2025-11-04'), range)).toBe('2025-11-04');
    expect(stepDay('ArrowRight', day('2026-01-30'), range)).toBe('2026-02-01');
    expect(stepDay('x', day('2025-11-04'), range)).toBeNull();
  });
  it('goes to the ends of the row, which is a day of the week, and with Ctrl to those of the range', () => {
    // Tue 2025-11-04 to Sun 2026-02-01.
    expect(stepDay('Home', day('2025-12-31'), range)).toBe('2025-11-05');
    expect(stepDay('End', day('2025-12-31'), range)).toBe('2026-01-28');
    expect(stepDay('Home', day('2025-12-29'), range)).toBe('2025-11-10');
    expect(stepDay('End', day('2025-11-04'), range)).toBe('2026-01-27');
    expect(stepDay('End', day('2026-01-04'), range)).toBe('2026-02-01');
    expect(stepDay('Home', day('2025-11-04'), range)).toBe('2025-11-04');
    expect(stepDay('Home', day('2025-12-31'), range, true)).toBe('2025-11-04');
    expect(stepDay('End', day('2025-12-31'), range, true)).toBe('2026-02-01');
    const two = { from: day('2026-01-30'), to: day('2026-01-31') };
    expect(stepDay('Home', day('2026-01-31'), two)).toBe('2026-01-31');
    expect(stepDay('End', day('2026-01-30'), two)).toBe('2026-01-30');
  });
  it('steps by the month to the same day, or the last one of a shorter month', () => {
    const year = { from: day('2025-01-01'), to: day('2026-12-31') };
    expect(stepDay('PageDown', day('2025-11-04'), year)).toBe('2025-12-04');
    expect(stepDay('PageDown', day('2025-12-31'), year)).toBe('2026-01-31');
    expect(stepDay('PageDown', day('2026-01-31'), year)).toBe('2026-02-28');
    expect(stepDay('PageUp', day('2026-01-15'), year)).toBe('2025-12-15');
    expect(stepDay('PageUp', day('2025-03-31'), year)).toBe('2025-02-28');
    expect(stepDay('PageUp', day('2025-11-10'), range)).toBe('2025-11-04');
  });
  it('grows a range from where it was begun, also back over it, unless another day was chosen meanwhile', () => {
    const [a, b, c] = [day('2026-01-05'), day('2026-01-08'), day('2026-01-20')];
    expect(anchorOf(null, null, null, c)).toBe(c);
    expect(anchorOf(null, a, null, c)).toBe(a);
    expect(anchorOf(b, a, { from: a, to: b }, c)).toBe(b);
    expect(anchorOf(b, a, { from: a, to: a }, c)).toBe(a);
    expect(anchorOf(b, b, null, c)).toBe(b);
  });
});

describe('tables', () => {
  it('walks rows by key', () => {
    expect(nextRow('ArrowDown', -1, 86, 10)).toBe(0);
    expect(nextRow('ArrowDown', 85, 86, 10)).toBe(85);
    expect(nextRow('PageUp', 4, 86, 10)).toBe(0);
    expect(nextRow('End', 0, 86, 10)).toBe(85);
    expect(nextRow('a', 0, 86, 10)).toBeNull();
    expect(nextRow('End', 0, 0, 10)).toBeNull();
  });
  it('copies rows with their header, one line each', () => {
    const columns: readonly Column<{ a: number; b: string }>[] = [
      { id: 'a', header: 'A', width: 1, type: 'integer', value: (row) => row.a },
      { id: 'b', header: 'B', width: 1, type: 'text', value: (row) => row.b },
    ];
    expect(rowsAsText(columns, [{ a: 1, b: 'two\nlines\tand tab' }])).toBe('A\tB\n1\ttwo lines and tab');
  });
});

describe('messages', () => {
  it('begin as sentences do, unless a path, a table or a key stands first', () => {
    expect(asSentence('the schedule could not be read')).toBe('The schedule could not be read');
    expect(asSentence('another Backline holds it')).toBe('Another Backline holds it');
    for (const as of ['nba_raw.nbac_schedule lacks a column', '/home/operator/a.json:3 is not JSON', 'Opening', ''])
      expect(asSentence(as)).toBe(as);
  });
});

describe('two amounts of bytes that are compared', () => {
  it.each([
    [6_000_000_000, 5_000_000_000, ['6.00 GB', '5.00 GB']],
    [5_000_030_000, 5_000_000_000, ['5.00003 GB', '5.00000 GB']],
    [10_485_761, 10_485_760, ['10.485761 MB', '10.485760 MB']],
    [1_001, 1_000, ['1.001 kB', '1.000 kB']],
    [7, 7, ['7 B', '7 B']],
  ])('%d and %d are told apart with as few digits as that takes', (one, other, texts) => {
    expect(formatBytesApart(one, other)).toEqual(texts);
  });
});
