import { compareLines, statusWord, statusWords, type LineComparison } from '../line-diff.js';
import type { LineDiffRow, LineSide } from '../lines.js';
import { causeColumn, gameColumns, presenceColumns, sourceColumns } from './line-columns.js';
import type { TableColumn } from './table.js';

/** One row per player and date: two sides compared, then every source. Differences are right minus left, in points. */
export function diffColumns(left: LineSide, right: LineSide, tolerance: number): readonly TableColumn<LineDiffRow>[] {
  // Status and three differences ask for the same comparison of the same row.
  const known = new WeakMap<LineDiffRow, LineComparison>();
  const compared = (row: LineDiffRow): LineComparison => {
    const found = known.get(row) ?? compareLines(row, left, right, tolerance);
    known.set(row, found);
    return found;
  };
  return [
    ...gameColumns<LineDiffRow>(),
    {
      id: 'status',
      header: 'Status',
      title: `${left} against ${right}; lines differ when they are more than ${tolerance} apart.`,
      type: 'text',
      choices: statusWords(left, right),
      value: (row) => statusWord(compared(row).status, left, right),
    },
    {
      id: 'current_difference',
      header: 'Δ current',
      title: `Current line: ${right} minus ${left}.`,
      type: 'number',
      value: (row) => compared(row).differences.current,
    },
    {
      id: 'opening_difference',
      header: 'Δ opening',
      title: `Opening line: ${right} minus ${left}.`,
      type: 'number',
      value: (row) => compared(row).differences.opening,
    },
    {
      id: 'movement_difference',
      header: 'Δ movement',
      title: `Movement: ${right} minus ${left}.`,
      type: 'number',
      value: (row) => compared(row).differences.movement,
    },
    causeColumn<LineDiffRow>(),
    {
      id: 'duplicates',
      header: 'Duplicates',
      title: 'Rows of the key in the store and in the context beyond the first.',
      type: 'integer',
      value: (row) => row.duplicates,
    },
    ...sourceColumns<LineDiffRow>(),
    ...presenceColumns<LineDiffRow>(),
    {
      id: 'books',
      header: 'Books',
      title: 'Every book with a points line above 0 in either feed, in lower case.',
      type: 'text',
      value: (row) => (row.books.length === 0 ? null : row.books.join(', ')),
      parts: (row) => row.books,
    },
    // What the funnel counts, so that each of its steps can be asked for as rows.
    {
      id: 'played',
      header: 'Played',
      title: 'Has minutes in the box score.',
      type: 'boolean',
      value: (row) => row.played,
    },
    {
      id: 'in_feed',
      header: 'In a feed',
      title: 'Either feed has a raw row, whatever its market, side or value.',
      type: 'boolean',
      value: (row) => row.odds !== null || row.pros !== null,
    },
  ];
}
