import type { Share } from '../../../shared/coverage.js';
import { DEFAULT_TOLERANCE, type LineDiffRow } from '../../../shared/lines.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { queryRows } from '../../../shared/tables/query.js';
import { linesPostedBy, type CountedDates } from '../../../renderer/features/coverage/group-drill.js';

/** Rows of the line diff that the two figures of a book lead to: in the store / posted. */
export function rowsPosted(rows: readonly LineDiffRow[], dates: CountedDates, book: string): Share {
  const shown = (of: 'all' | 'stored'): number => {
    const route = linesPostedBy(dates, book, of);
    if (route?.screen !== 'diff') throw new Error(`${book} leads to no rows`);
    return queryRows(rows, diffColumns(route.left, route.right, DEFAULT_TOLERANCE), route.query).length;
  };
  return { numerator: shown('stored'), denominator: shown('all') };
}
