import { describe, expect, it } from 'vitest';
import { compareLines, diffStatus, orderByStatus, statusWords } from '../../../shared/line-diff.js';
import type { GameDate } from '../../../shared/game-date.js';
import { DEFAULT_TOLERANCE, DIFF_STATUSES, type LineDiffRow, type LineTriple } from '../../../shared/lines.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { queryRows } from '../../../shared/tables/query.js';

function row(context: LineTriple | null, raw: LineTriple | null, more: Partial<LineDiffRow> = {}): LineDiffRow {
  return {
    date: '2026-01-10' as GameDate,
    playerLookup: 'anavolt',
    playerName: 'Ana Volt',
    team: 'BOS',
    opponent: 'DEN',
    gameId: null,
    minutes: 20,
    played: true,
    inStore: true,
    storeWrittenAt: null,
    store: null,
    inContext: context !== null,
    contextRows: context === null ? 0 : 1,
    contextLineRows: (context?.current ?? null) === null ? 0 : 1,
    contextLines: context === null ? 0 : 1,
    context,
    contextProcessedAt: null,
    odds: null,
    pros: null,
    raw,
    rawSource: 'none',
    books: [],
    leak: false,
    duplicates: 0,
    cause: null,
    ...more,
  };
}

const line = (current: number | null, opening = current, movement: number | null = 0): LineTriple => ({
  current,
  opening,
  movement,
});
const none = line(null, null, null);
const status = (one: LineDiffRow, tolerance = DEFAULT_TOLERANCE): string =>
  diffStatus(one, 'context', 'raw', tolerance);

describe('diffStatus', () => {
  it('tells same, differs, one side only, nowhere and duplicates', () => {
    expect(status(row(line(20.5), line(20.5)))).toBe('same');
    expect(status(row(line(20.5), line(21)))).toBe('differs');
    expect(status(row(line(20.5), null))).toBe('left_only');
    expect(status(row(none, line(20.5)))).toBe('right_only');
    expect(status(row(none, null))).toBe('nowhere');
    expect(status(row(line(20.5), line(20.5), { duplicates: 1 }))).toBe('duplicate');
  });

  it('differs by opening or movement alone, each with its sign', () => {
    const opening = compareLines(row(line(20.5, 20, 0.5), line(20.5, 21, 0.5)), 'context', 'raw', 0.05);
    expect(opening).toEqual({ status: 'differs', differences: { current: 0, opening: 1, movement: 0 } });
    const movement = compareLines(row(line(20.5, 20, 0.5), line(20.5, 20, 0)), 'context', 'raw', 0.05);
    expect(movement).toEqual({ status: 'differs', differences: { current: 0, opening: 0, movement: -0.5 } });
    const unknown = compareLines(row(line(20.5, null, null), line(20.5, 20, 0.5)), 'context', 'raw', 0.05);
    expect(unknown).toEqual({ status: 'same', differences: { current: 0, opening: null, movement: null } });
  });

  it('holds the tolerance: as far apart as it is the same, any further differs', () => {
    // 20.55 - 20.5 is a little more than 0.05 in binary.
    expect(status(row(line(20.5), line(20.55, 20.5)))).toBe('same');
    expect(status(row(line(20.5), line(20.65, 20.5)), 0.15)).toBe('same');
    expect(status(row(line(20.5), line(20.56, 20.5)))).toBe('differs');
    expect(status(row(line(20.5), line(20.55, 20.5)), 0)).toBe('differs');
    expect(status(row(line(20.5), line(20.5)), 0)).toBe('same');
    expect(status(row(line(20.5), line(22.5, 20.5, 2)), 2)).toBe('same');
  });

  it('compares any two sides, and swaps with its sign', () => {
    const one = row(line(20.5), line(19.5), { store: line(18.5) });
    expect(compareLines(one, 'raw', 'store', 0.05).differences.current).toBe(-1);
    expect(compareLines(one, 'store', 'raw', 0.05).differences.current).toBe(1);
    expect(diffStatus(one, 'odds_api', 'store', 0.05)).toBe('right_only');
  });
});

describe('columns of the diff', () => {
  it('say the status in words of the two sides and filter by it', () => {
    expect(statusWords('context', 'raw')).toEqual([
      'duplicate',
      'differs',
      'context_only',
      'raw_only',
      'same',
      'nowhere',
    ]);
    const rows = [row(none, line(5)), row(line(5), line(5)), row(line(5), null)];
    const columns = diffColumns('context', 'raw', 0.05);
    const filter = { column: 'status', op: 'is', values: ['raw_only'] } as const;
    expect(queryRows(rows, columns, { filters: [filter], sort: [], search: '' })).toEqual([rows[0]]);
    expect(columns.find((column) => column.id === 'status')?.choices).toHaveLength(DIFF_STATUSES.length);
    expect(new Set(columns.map((column) => column.id)).size).toBe(columns.length);
  });

  it('come duplicates first and nowhere last', () => {
    const rows = [row(none, null), row(line(5), line(5)), row(line(5), line(5), { duplicates: 1 })];
    expect(orderByStatus(rows, 'context', 'raw', 0.05)).toEqual([rows[2], rows[1], rows[0]]);
  });
});
