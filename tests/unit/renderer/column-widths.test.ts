import { describe, expect, it } from 'vitest';
import { MAX_WIDTH, MIN_WIDTH, resized, tracksOf } from '../../../renderer/components/column-widths.js';

describe('column widths', () => {
  const widths = { date: 120, rows: 80 };

  it('moves one edge and leaves the other columns alone', () => {
    expect(resized(widths, 'date', 15.4)).toEqual({ date: 135, rows: 80 });
    expect(resized(widths, 'rows', -10)).toEqual({ date: 120, rows: 70 });
  });

  it('never makes a column too narrow to take hold of, and knows no others', () => {
    expect(resized(widths, 'rows', -500)).toEqual({ date: 120, rows: MIN_WIDTH });
    expect(resized(widths, 'gone', 10)).toBe(widths);
    expect(resized(widths, 'date', 1e9)).toEqual({ date: MAX_WIDTH, rows: 80 });
  });

  const columns = [
    { id: 'date', width: 100 },
    { id: 'player', width: 150, grow: true },
    { id: 'rows', width: 80 },
  ];

  it('gives what is left of the room to the column that grows, or to all by their widths', () => {
    expect(tracksOf(columns, {})).toEqual({
      template: '100px minmax(150px, 1fr) 80px',
      total: 330,
      starts: [0, 100, 250],
    });
    expect(tracksOf([{ id: 'date', width: 100 }], {}).template).toBe('minmax(100px, 100fr)');
  });

  it('leaves every edge where it was put, and fills the room with the last column', () => {
    expect(tracksOf(columns, { date: 120, player: 200 })).toEqual({
      template: '120px 200px minmax(80px, 1fr)',
      total: 400,
      starts: [0, 120, 320],
    });
  });
});
