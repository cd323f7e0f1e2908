import { describe, expect, it } from 'vitest';
import { MIN_WIDTH, resized, totalWidth } from '../../../renderer/components/column-widths.js';

describe('column widths', () => {
  const widths = { date: 120, rows: 80 };

  it('moves one edge and leaves the other columns alone', () => {
    expect(resized(widths, 'date', 15.4)).toEqual({ date: 135, rows: 80 });
    expect(resized(widths, 'rows', -10)).toEqual({ date: 120, rows: 70 });
    expect(totalWidth(resized(widths, 'rows', 30))).toBe(230);
  });

  it('never makes a column too narrow to take hold of, and knows no others', () => {
    expect(resized(widths, 'rows', -500)).toEqual({ date: 120, rows: MIN_WIDTH });
    expect(resized(widths, 'gone', 10)).toBe(widths);
  });
});
