import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { ContextRow, LineEvidence, PlayerDateLines, RawRow } from '../../shared/lines.js';
import type { Warehouse } from '../warehouse/port.js';
import type { RowOf } from '../warehouse/statement.js';
import { linesContextRows } from '../warehouse/statements/lines-context-rows.js';
import { linesRawRows } from '../warehouse/statements/lines-raw-rows.js';
import { causeOf } from './causes.js';
import { evidenceOf } from './evidence.js';
import { readFacts, type FactsParts } from './facts.js';
import { nameMatchOf } from './gap.js';
import { listedMatch } from './spellings.js';

type Ranked = RowOf<typeof linesRawRows.columns>;

const BOTH_FROM_BETTINGPROS =
  'The Odds API has no line; BettingPros gives both from the newest row of its points market, whatever the side or ' +
  'state of the offer. Of equal times DraftKings goes first, then FanDuel, other books and Consensus.';

/** Which rule of the raw extraction chose (domain: vegas section 2), in words; null when there was nothing to choose. */
export function ruleText(lines: PlayerDateLines): string | null {
  const { odds, pros } = lines;
  if (odds !== null && odds.current !== null) {
    const whose =
      odds.book === 'draftkings'
        ? 'The Odds API goes first, and DraftKings has him'
        : 'The Odds API goes first, any book, as DraftKings does not have him';
    const late = lines.leak
      ? ' That snapshot was taken after tip-off and leaks the result; the corrected rule would leave it out.'
      : '';
    return `${whose}: the newest snapshot is the current line, the oldest the opening one.${late}`;
  }
  return pros !== null && pros.current !== null ? BOTH_FROM_BETTINGPROS : null;
}

function chosenOf(row: Ranked, lines: PlayerDateLines): RawRow['chosen'] {
  if (row.is_line !== true || row.player_lookup !== lines.playerLookup) return null;
  const oddsChosen = lines.odds !== null && lines.odds.current !== null;
  if (row.source === 'bettingpros') return !oddsChosen && row.current_rank === 1 ? 'both' : null;
  if (row.current_rank === 1) return row.opening_rank === 1 ? 'both' : 'current';
  return row.opening_rank === 1 ? 'opening' : null;
}

function rawRow(row: Ranked, lines: PlayerDateLines): RawRow {
  return {
    source: row.source === 'odds_api' ? 'odds_api' : 'bettingpros',
    playerLookup: row.player_lookup ?? '',
    gameId: row.game_id,
    book: row.bookmaker,
    market: row.market_type,
    side: row.bet_side,
    line: row.points_line,
    opening: row.opening_line,
    active: row.is_active,
    at: row.captured_at,
    minutesBeforeTipoff: row.minutes_before_tipoff,
    leak: (row.minutes_before_tipoff ?? 0) < 0,
    chosen: chosenOf(row, lines),
  };
}

/** His own key first, the Odds API before BettingPros, each in the order of time. */
function inOrder(rows: readonly RawRow[], own: string): readonly RawRow[] {
  const rank = (row: RawRow): string =>
    [row.playerLookup === own ? 0 : 1, row.playerLookup, row.source === 'odds_api' ? 0 : 1, row.at ?? ''].join('\t');
  const ranked = rows.map((row) => ({ row, rank: rank(row) }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)).map(({ row }) => row);
}

/**
 * All that stands behind one key and date: facts, cause, every raw row of it and of its other spellings, context rows.
 * @throws BacklineError `not_found` when no table knows the key on that date.
 */
/** The raw rows under any of a player's spellings and his rows of the context. */
export function readBehind(
  warehouse: Warehouse,
  date: GameDate,
  playerLookup: string,
  players: readonly string[],
): Promise<readonly [readonly Ranked[], readonly RowOf<typeof linesContextRows.columns>[]]> {
  return Promise.all([
    warehouse.read(linesRawRows, { date, players }),
    warehouse.read(linesContextRows, { date, player: playerLookup }),
  ]);
}

export async function readEvidence(parts: FactsParts, playerLookup: string, date: GameDate): Promise<LineEvidence> {
  const { warehouse } = parts;
  const [facts] = await readFacts(parts, { from: date, to: date });
  const key = facts?.keys.find((one) => one.lines.playerLookup === playerLookup);
  if (!facts || !key) {
    throw new BacklineError('not_found', `no table knows the player "${playerLookup}" on ${date}`, {
      subject: playerLookup,
      remedy: 'Keys are lower case without spaces, as in player_lookup.',
    });
  }
  const players = [...new Set([playerLookup, ...key.otherSpellings.map((match) => match.playerLookup)])];
  const [raw, context] = await readBehind(warehouse, date, playerLookup, players);
  const cause = causeOf(key, facts);
  return {
    lines: key.lines,
    cause,
    evidence: cause === null ? null : evidenceOf(cause, key, facts),
    nameMatch: nameMatchOf(key) ?? listedMatch(key, facts),
    rawRows: inOrder(
      raw.map((row) => rawRow(row, key.lines)),
      playerLookup,
    ),
    contextRows: context.map((row): ContextRow => ({
      gameId: row.game_id,
      hasPropLine: row.has_prop_line,
      source: row.line_source,
      processedAt: row.processed_at,
      current: row.current_line,
      opening: row.opening_line,
      movement: row.line_movement,
      chosen: row.read_rank === 1,
    })),
    rule: ruleText(key.lines),
  };
}
