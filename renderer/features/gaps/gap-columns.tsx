import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { GapGroup, GapGroupBy } from '../../../shared/gap-groups.js';
import type { Gap, RawLine } from '../../../shared/lines.js';
import { GAP_GROUP_COLUMNS } from '../../../shared/tables/gap-groups.js';
import { GAP_COLUMNS } from '../../../shared/tables/gaps.js';
import { Badge } from '../../components/Badge.js';
import { BookText } from '../../components/BookText.js';
import { DayText } from '../../components/DayText.js';
import type { Look } from '../../components/states.js';
import { withLooks, type Column, type ColumnLook } from '../../components/table-column.js';
import { bookName } from '../../format/books.js';
import { formatDay, formatInstant } from '../../format/dates.js';
import { formatCount, formatDecimal } from '../../format/numbers.js';
import { causeWord, FIX_LOOKS, fixWord, GROUP_WIDTHS, groupColumnsOf } from './gap-view.js';

const LEAK: Look = { icon: 'warning', word: 'leak', tone: 'bad' };

/** Books post halves; a second decimal would only be read past. */
export function formatLine(value: number | null | undefined): string {
  return formatDecimal(value ?? null, 1);
}

export function describeRaw(line: RawLine | null): string {
  if (line === null) return 'no row';
  const where = [
    line.book === null ? null : bookName(line.book),
    line.at === null ? null : formatInstant(line.at),
  ].filter((part) => part !== null);
  return [formatLine(line.current), ...where].join(', ');
}

export const GAP_TABLE: readonly Column<Gap>[] = withLooks(GAP_COLUMNS, {
  game_date: {
    width: 96,
    pinned: true,
    cell: (row: Gap) => (
      <span title={formatDay(row.date)}>
        <DayText text={row.date} />
      </span>
    ),
  },
  player_name: {
    width: 160,
    pinned: true,
    grow: true,
    cell: (row) => (
      <span title={row.playerLookup}>
        <bdi>{row.playerName}</bdi>
      </span>
    ),
  },
  team_abbr: { width: 48 },
  opponent_team_abbr: { header: 'Opp.', width: 48 },
  minutes_played: { header: 'Min.', width: 48, cell: (row) => formatLine(row.minutes) },
  cause: {
    width: 150,
    word: causeWord,
    cell: (row) => <span title={CAUSE_TEXTS[row.cause].meaning}>{CAUSE_TEXTS[row.cause].label}</span>,
  },
  fix: { width: 130, word: fixWord, cell: (row) => <Badge look={FIX_LOOKS[row.fix]} /> },
  raw_line: {
    header: 'Raw',
    width: 52,
    cell: (row) => formatLine(row.raw?.current),
  },
  store_line: { width: 60, cell: (row) => (row.inStore ? formatLine(row.store?.current) : 'no row') },
  context_line: { width: 66, cell: (row) => (row.inContext ? formatLine(row.context?.current) : 'no row') },
  odds_api_line: {
    width: 76,
    cell: (row) => <span title={describeRaw(row.odds)}>{formatLine(row.odds?.current)}</span>,
  },
  odds_api_book: { width: 104, word: bookName, cell: (row) => <BookText book={row.odds?.book ?? null} /> },
  odds_api_at: { width: 132 },
  bettingpros_line: {
    width: 92,
    cell: (row) => <span title={describeRaw(row.pros)}>{formatLine(row.pros?.current)}</span>,
  },
  bettingpros_book: { width: 122, word: bookName, cell: (row) => <BookText book={row.pros?.book ?? null} /> },
  bettingpros_at: { width: 132 },
  closed_by_rebuild: { width: 118 },
  leak: { width: 62, cell: (row) => (row.leak ? <Badge look={LEAK} /> : '') },
  name_match: { width: 132 },
  name_match_rule: { width: 96 },
  evidence: { width: 320, cell: (row) => <span title={row.evidence}>{row.evidence}</span> },
  player_lookup: { width: 150 },
});

/** The groups under the name of what they share. */
export function groupTable(by: GapGroupBy, header: string): readonly Column<GapGroup>[] {
  const sum = (count: (row: GapGroup) => number) => (rows: readonly GapGroup[]) =>
    formatCount(rows.reduce((all, row) => all + count(row), 0));
  const looks: Readonly<Record<keyof typeof GROUP_WIDTHS, Omit<ColumnLook<GapGroup>, 'width'>>> = {
    group: {
      header,
      grow: true,
      footer: 'All',
      ...(by === 'date' ? { cell: (row: GapGroup) => <DayText text={formatDay(row.key as GameDate)} /> } : {}),
    },
    gaps: { footer: sum((row) => row.gaps) },
    closable: { footer: sum((row) => row.closable) },
    players: {},
    dates: {},
  };
  return withLooks(
    GAP_GROUP_COLUMNS,
    Object.fromEntries(groupColumnsOf(by).map((id) => [id, { ...looks[id], width: GROUP_WIDTHS[id] }])),
  );
}
