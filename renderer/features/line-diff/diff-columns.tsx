import { CAUSE_TEXTS, CAUSES } from '../../../shared/causes.js';
import { compareLines, diffStatus, statusWord } from '../../../shared/line-diff.js';
import { DIFF_STATUSES, type LineDiffRow } from '../../../shared/lines.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { Badge } from '../../components/Badge.js';
import { BookText } from '../../components/BookText.js';
import { withLooks, type Column, type ColumnLook } from '../../components/table-column.js';
import { bookName } from '../../format/books.js';
import { formatDecimal } from '../../format/numbers.js';
import { formatDifference, lineColumnsOf, statusLook, type Sides } from './line-diff-view.js';

type Look = ColumnLook<LineDiffRow>;

/** What the screen shows of the diff's columns: the two sides and their differences first, the other sources after. */
export function diffTable(sides: Sides, tolerance: number): readonly Column<LineDiffRow>[] {
  const columns = diffColumns(sides.left, sides.right, tolerance);
  const difference = (measure: 'current' | 'opening' | 'movement'): Look => ({
    width: measure === 'movement' ? 104 : 84,
    cell: (row) => formatDifference(compareLines(row, sides.left, sides.right, tolerance).differences[measure]),
  });
  const words = new Map(
    DIFF_STATUSES.map((status) => [statusWord(status, sides.left, sides.right), statusLook(status, sides).word]),
  );
  const causeWord = (value: string): string => {
    const cause = CAUSES.find((one) => one === value);
    return cause === undefined ? value : CAUSE_TEXTS[cause].label;
  };
  const byId = new Map(columns.map((column) => [column.id, column]));
  /** Books post halves; a second decimal would only be read past. */
  const line = (id: string, room = 0): Look => ({
    width: Math.max(62, room, ((byId.get(id)?.header.length ?? 0) + 3) * 7.2),
    cell: (row) => {
      const value = byId.get(id)?.value(row);
      return formatDecimal(typeof value === 'number' ? value : null, 1);
    },
  });
  const [left, right, ...others] = lineColumnsOf(sides);
  const looks: Readonly<Record<string, Look>> = {
    status: {
      width: 106,
      pinned: true,
      cell: (row) => <Badge look={statusLook(diffStatus(row, sides.left, sides.right, tolerance), sides)} />,
      word: (value) => words.get(value) ?? value,
    },
    game_date: { width: 96, pinned: true },
    player_name: {
      width: 136,
      grow: true,
      pinned: true,
      cell: (row) => (
        <span title={row.playerName}>
          <bdi>{row.playerName}</bdi>
        </span>
      ),
    },
    [left]: line(left),
    [right]: line(right),
    current_difference: difference('current'),
    opening_difference: difference('opening'),
    movement_difference: difference('movement'),
    team_abbr: { width: 58 },
    leak: {
      width: 64,
      cell: (row) => (row.leak ? <Badge look={{ icon: 'warning', word: 'leak', tone: 'bad' }} /> : ''),
    },
    cause: { width: 172, cell: (row) => (row.cause === null ? '' : CAUSE_TEXTS[row.cause].label), word: causeWord },
    ...Object.fromEntries(others.map((id) => [id, line(id, 96)])),
    raw_source: { width: 104 },
    odds_api_book: { width: 128, word: bookName, cell: (row) => <BookText book={row.odds?.book ?? null} /> },
    bettingpros_book: { width: 150, word: bookName, cell: (row) => <BookText book={row.pros?.book ?? null} /> },
    books: {
      width: 190,
      word: bookName,
      cell: (row) => {
        const names = row.books.map(bookName).join(', ');
        return <span title={names}>{names}</span>;
      },
    },
    minutes_played: { width: 84, cell: (row) => formatDecimal(row.minutes, 1) },
    duplicates: { width: 96 },
    in_context: { width: 96 },
    // The checks open the table filtered by these.
    odds_api_rows: { width: 118 },
    bettingpros_rows: { width: 138 },
    context_line_rows: { header: 'Context with line', width: 132 },
    context_lines: { width: 112 },
    in_store: { width: 84 },
    played: { width: 76 },
    in_feed: { width: 84 },
    player_lookup: { width: 168 },
  };
  return withLooks(columns, looks);
}
