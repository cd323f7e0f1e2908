import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { PlayerDay } from '../../../shared/lines.js';
import { PLAYER_DAY_COLUMNS } from '../../../shared/tables/player-days.js';
import { Badge } from '../../components/Badge.js';
import { BookText } from '../../components/BookText.js';
import { DayText } from '../../components/DayText.js';
import { withLooks, type Column } from '../../components/table-column.js';
import { bookName } from '../../format/books.js';
import { formatDay } from '../../format/dates.js';
import { describeRaw, formatLine } from '../gaps/gap-columns.js';
import { causeWord } from '../gaps/gap-view.js';
import { DAY_LOOKS, dayWord, NOT_COUNTED, notCounted } from './player-view.js';

export const DAY_TABLE: readonly Column<PlayerDay>[] = withLooks(PLAYER_DAY_COLUMNS, {
  game_date: { width: 130, cell: (row: PlayerDay) => <DayText text={formatDay(row.date)} /> },
  opponent_team_abbr: { header: 'Opp.', width: 54 },
  minutes_played: { header: 'Min.', width: 54, cell: (row) => formatLine(row.minutes) },
  state: { width: 122, word: dayWord, cell: (row) => <Badge look={DAY_LOOKS[row.state]} /> },
  cause: {
    width: 160,
    word: causeWord,
    cell: (row) =>
      row.cause !== null ? (
        <span title={CAUSE_TEXTS[row.cause].meaning}>{CAUSE_TEXTS[row.cause].label}</span>
      ) : notCounted(row) ? (
        <span className="muted" title={NOT_COUNTED}>
          not counted
        </span>
      ) : (
        ''
      ),
  },
  store_line: { width: 64, cell: (row) => (row.inStore ? formatLine(row.store?.current) : 'no row') },
  context_line: { width: 82, cell: (row) => (row.inContext ? formatLine(row.context?.current) : 'no row') },
  odds_api_line: {
    width: 90,
    cell: (row) => <span title={describeRaw(row.odds)}>{formatLine(row.odds?.current)}</span>,
  },
  bettingpros_line: {
    width: 108,
    cell: (row) => <span title={describeRaw(row.pros)}>{formatLine(row.pros?.current)}</span>,
  },
  raw_line: { header: 'Raw', width: 58, cell: (row) => formatLine(row.raw?.current) },
  odds_api_book: { width: 108, word: bookName, cell: (row) => <BookText book={row.odds?.book ?? null} /> },
  odds_api_at: { width: 132 },
  evidence: { width: 200, grow: true, cell: (row) => <span title={row.evidence ?? ''}>{row.evidence ?? ''}</span> },
});
