import { CAUSES, isFault, type Cause } from '../../../../shared/causes.js';
import { eachDate, type DateRange, type GameDate } from '../../../../shared/game-date.js';
import type {
  Gap,
  GapReport,
  LineTriple,
  NameMatch,
  PlayerDateLines,
  PlayerDay,
  PlayerHit,
  PlayerPage,
  RawLine,
} from '../../../../shared/lines.js';
import { makeDay, SEASON } from './fixtures.js';

export const LONG_NAME = 'Kentavious-Maximilian Antetokounmpo-Caldwell-Pope von und zu Schaumburg-Lippe III';

const PLAYERS: readonly (readonly [key: string, name: string, team: string, opponent: string])[] = [
  ['michaelporter', 'Michael Porter Jr.', 'BKN', 'BOS'],
  ['nikolajokic', 'Nikola Jokić', 'DEN', 'LAL'],
  ['lukadoncic', 'Luka Dončić', 'LAL', 'DEN'],
  ['shaigilgeousalexander', 'Shai Gilgeous-Alexander', 'OKC', 'MIL'],
  ['karlanthonytowns', 'Karl-Anthony Towns', 'NYK', 'PHI'],
  ['giannisantetokounmpo', 'Giannis Antetokounmpo', 'MIL', 'OKC'],
  ['kentaviousmaximilianantetokounmpocaldwellpopevonundzuschaumburglippe', LONG_NAME, 'MEM', 'UTA'],
  ['nenehilario', '=Nenê "Hilário", the\u202e 2nd', 'DEN', 'LAL'],
];

const NO_LINE: LineTriple = { current: null, opening: null, movement: null };

function triple(current: number, opening: number): LineTriple {
  return { current, opening, movement: Number((current - opening).toFixed(1)) };
}

function rawLine(lines: LineTriple, date: GameDate, book: string): RawLine {
  return { ...lines, book, at: `${date}T23:41:00Z`, minutesBeforeTipoff: 19, rows: 6 };
}

function linesOf(date: GameDate, index: number, cause: Cause | null): PlayerDateLines {
  const [playerLookup, playerName, team, opponent] = PLAYERS[index % PLAYERS.length] ?? ['', '', '', ''];
  const lines = triple(18.5 + (index % 9), 18 + (index % 9));
  const normal = cause === 'did_not_play' || cause === 'no_line_offered' || cause === 'source_outage';
  const pros = cause === 'inactive_offer' || cause === 'under_side_only';
  const inContext = cause !== 'not_in_context';
  return {
    date,
    playerLookup,
    playerName,
    team,
    opponent,
    gameId: `${date.replaceAll('-', '')}_${team}_${opponent}`,
    minutes: cause === 'did_not_play' ? 0 : 24.5 + (index % 12),
    played: cause !== 'did_not_play',
    inStore: cause !== 'not_in_store',
    storeWrittenAt: cause === 'not_in_store' ? null : '2026-01-30T07:41:12Z',
    store: cause === 'not_in_store' ? null : cause === null ? lines : NO_LINE,
    inContext,
    contextRows: inContext ? (cause === 'duplicate_rows' ? 2 : 1) : 0,
    contextLineRows: inContext && (cause === null || cause === 'duplicate_rows') ? 1 : 0,
    contextLines: inContext ? (cause === 'duplicate_rows' ? 2 : 1) : 0,
    context: inContext ? (cause === null ? lines : NO_LINE) : null,
    contextProcessedAt: inContext ? `${date}T17:02:00Z` : null,
    odds: normal || pros ? null : rawLine(lines, date, 'draftkings'),
    pros: normal ? null : rawLine(lines, date, 'BetMGM'),
    raw: normal ? null : lines,
    rawSource: normal ? 'none' : pros ? 'bettingpros' : 'both',
    books: normal ? [] : pros ? ['betmgm'] : ['betmgm', 'draftkings'],
    leak: cause === 'after_tipoff_only',
  };
}

const SPELLED: NameMatch = { playerLookup: 'michaelporterjr', source: 'odds_api', rule: 'suffix', line: 18.5 };

function causeAt(date: GameDate, index: number): Cause {
  const at = (Number(date.slice(8)) * 7 + index * 5 + Number(date.slice(5, 7))) % 29;
  if (at < 10) return 'no_line_offered';
  if (at < 14) return 'store_from_context';
  return CAUSES[at % CAUSES.length] ?? 'did_not_play';
}

export function makeGap(date: GameDate, index: number, cause: Cause = causeAt(date, index)): Gap {
  const lines = linesOf(date, index, cause);
  const spelled = cause === 'suffix_or_alias';
  const closed = isFault(cause) && lines.raw !== null && !spelled && cause !== 'placeholder_or_zero';
  return {
    ...lines,
    cause,
    evidence:
      lines.odds === null
        ? `Neither feed has a points line for ${lines.playerLookup} on ${date}; Odds API has 214 rows of the date, BettingPros 1,312.`
        : `odds_api_player_points_props has ${lines.odds.current ?? 0} (draftkings, ${date} 23:41 UTC); upcoming_player_game_context has ${lines.inContext ? 'a row without a line, processed 17:02 UTC' : 'no row'}.`,
    nameMatch: spelled ? SPELLED : null,
    fix: closed
      ? 'rebuild_raw'
      : spelled
        ? 'match_names'
        : cause === 'source_outage' || cause === 'placeholder_or_zero' || cause === 'other_market_only'
          ? 'recapture'
          : 'none',
    closedByRebuild: closed,
  };
}

export function makeGaps(range: DateRange = SEASON): GapReport {
  const dates = eachDate(range).filter((date) => makeDay(date).games > 0 && !makeDay(date).bootstrap);
  const gaps = dates.flatMap((date) => PLAYERS.map((_, index) => makeGap(date, index)));
  const faults = gaps.filter((gap) => isFault(gap.cause));
  const closable = faults.filter((gap) => gap.closedByRebuild);
  return {
    ...range,
    gaps,
    playerDates: gaps.length * 3,
    closable: { numerator: closable.length, denominator: faults.length },
    closableDates: [...new Set(closable.map((gap) => gap.date))],
    notCaptured: [],
  };
}

export function makePlayerPage(playerLookup: string, range: DateRange = SEASON): PlayerPage {
  const index = Math.max(
    0,
    PLAYERS.findIndex(([key]) => key === playerLookup),
  );
  const [, playerName, team] = PLAYERS[index] ?? ['', '', ''];
  const dates = eachDate(range).filter((date) => (Number(date.slice(8)) + index) % 2 === 0 && makeDay(date).games > 0);
  const days = dates.map((date): PlayerDay => {
    const turn = Number(date.slice(8)) % 7;
    const cause: Cause | null =
      date < '2025-11-20' || turn < 2
        ? null
        : turn === 2
          ? 'did_not_play'
          : turn === 3
            ? 'not_in_context'
            : turn === 5
              ? 'not_in_store'
              : causeAt(date, index);
    const { evidence, ...gap } = makeGap(date, index, cause ?? 'no_line_offered');
    const { nameMatch: _match, fix: _fix, closedByRebuild: _closed, ...lines } = gap;
    return {
      ...(cause === null ? linesOf(date, index, null) : lines),
      cause,
      evidence: cause === null ? null : evidence,
      state:
        cause === null
          ? 'line'
          : cause === 'did_not_play' || cause === 'not_in_context' || cause === 'not_in_store'
            ? cause
            : 'no_line',
    };
  });
  return {
    playerLookup,
    playerName,
    teams: [team],
    ...range,
    days,
    points: days.flatMap((one) =>
      [
        ...(one.odds?.current ? [{ source: 'odds_api' as const, line: one.odds.current }] : []),
        ...(one.pros?.current ? [{ source: 'bettingpros' as const, line: one.pros.current + 0.5 }] : []),
        ...(one.context?.current ? [{ source: 'context' as const, line: one.context.current }] : []),
        ...(one.store?.current ? [{ source: 'store' as const, line: one.store.current }] : []),
      ].map((point) => ({ ...point, date: one.date, book: 'draftkings', at: `${one.date}T23:41:00Z`, leak: one.leak })),
    ),
    nameMatches:
      index === 0
        ? [
            { ...SPELLED, dates: 31 },
            { playerLookup: 'mikeporter', source: 'bettingpros', rule: 'nickname', line: null, dates: 2 },
          ]
        : [],
  };
}

export function findIn(text: string): readonly PlayerHit[] {
  const part = text.toLowerCase();
  return PLAYERS.filter(([key, name]) => key.includes(part) || name.toLowerCase().includes(part)).map(
    ([playerLookup, playerName, team], index) => ({ playerLookup, playerName, team, rows: 48 - index }),
  );
}
