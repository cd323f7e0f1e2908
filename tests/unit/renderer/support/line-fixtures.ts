import type { Cause } from '../../../../shared/causes.js';
import { eachDate, type DateRange, type GameDate } from '../../../../shared/game-date.js';
import type { LineDiffReport, LineDiffRow, LineEvidence, LineTriple, RawLine } from '../../../../shared/lines.js';
import { INCIDENT, makeDay } from './fixtures.js';

const PLAYERS: readonly (readonly [string, string, string])[] = [
  ['michaelporterjr', 'Michael Porter Jr.', 'BKN'],
  ['nikolajokic', 'Nikola Jokić', 'DEN'],
  ['lukadoncic', 'Luka Dončić', 'LAL'],
  ['shaigilgeousalexander', 'Shai Gilgeous-Alexander', 'OKC'],
  ['karlanthonytowns', 'Karl-Anthony Towns', 'NYK'],
  ['giannisantetokounmpo', 'Giannis Antetokounmpo', 'MIL'],
];

const triple = (current: number, opening: number): LineTriple => ({
  current,
  opening,
  movement: Number((current - opening).toFixed(1)),
});

const raw = (lines: LineTriple, change: Partial<RawLine> = {}): RawLine => ({
  ...lines,
  book: 'draftkings',
  at: '2026-01-12T23:41:00Z',
  minutesBeforeTipoff: 19,
  rows: 6,
  ...change,
});

const NO_LINE: LineTriple = { current: null, opening: null, movement: null };

function row(date: GameDate, index: number): LineDiffRow {
  const [playerLookup, playerName, team] = PLAYERS[index % PLAYERS.length] ?? ['', '', ''];
  const kind = (index + Number(date.slice(8))) % 9;
  const lines = triple(21.5 + index, 20.5 + index);
  const hasRaw = kind !== 6;
  const odds =
    hasRaw && kind !== 5
      ? raw(lines, kind === 4 ? { minutesBeforeTipoff: -34, at: '2026-01-13T00:34:00Z' } : {})
      : null;
  const context = kind === 0 || kind === 6 ? NO_LINE : kind === 3 ? triple(23 + index, 20.5 + index) : lines;
  const inContext = kind !== 1;
  const cause: Cause | null =
    kind === 0 ? 'store_from_context' : kind === 1 ? 'not_in_context' : kind === 6 ? 'no_line_offered' : null;
  return {
    date,
    playerLookup,
    playerName,
    team,
    opponent: 'BOS',
    gameId: `${date.replaceAll('-', '')}_${team}_BOS`,
    minutes: 31.4,
    played: true,
    inStore: true,
    storeWrittenAt: '2026-01-30T07:41:12Z',
    store: cause === null ? context : NO_LINE,
    inContext,
    contextRows: inContext ? (kind === 7 ? 2 : 1) : 0,
    contextLineRows: inContext && context.current !== null ? 1 : 0,
    contextLines: inContext ? (kind === 7 ? 2 : 1) : 0,
    context: inContext ? context : null,
    contextProcessedAt: inContext ? `${date}T17:02:00Z` : null,
    odds,
    pros:
      kind === 2 || kind === 5
        ? raw(triple(22 + index, 20.5 + index), { book: 'DraftKings', minutesBeforeTipoff: null, rows: 41 })
        : null,
    raw: hasRaw ? lines : null,
    rawSource: !hasRaw ? 'none' : kind === 2 ? 'both' : kind === 5 ? 'bettingpros' : 'odds_api',
    books: hasRaw ? ['draftkings'] : [],
    leak: kind === 4,
    duplicates: kind === 7 ? 1 : 0,
    cause,
  };
}

export function makeDiff(range: DateRange = INCIDENT): LineDiffReport {
  const rows = eachDate(range)
    .filter((date) => makeDay(date).games > 0)
    .flatMap((date) => PLAYERS.map((_, index) => row(date, index)));
  const count = (test: (one: LineDiffRow) => boolean): number => rows.filter(test).length;
  return {
    ...range,
    rows,
    funnel: {
      played: rows.length,
      rawAnyMarket: count((one) => one.odds !== null || one.pros !== null),
      rawLine: count((one) => one.raw !== null),
      inContext: count((one) => one.inContext),
      contextLine: count((one) => (one.context?.current ?? 0) > 0),
      inStore: count((one) => one.inStore),
      storeLine: count((one) => (one.store?.current ?? 0) > 0),
    },
  };
}

export function makeEvidence(date: GameDate, playerLookup: string): LineEvidence {
  const index = Math.max(
    0,
    PLAYERS.findIndex(([key]) => key === playerLookup),
  );
  const lines = row(date, index);
  return {
    lines,
    cause: lines.cause,
    evidence:
      lines.cause === null
        ? null
        : 'Odds API has 21.5 (DraftKings, 2026-01-12 23:41 UTC); the context of the date has no row for the player.',
    nameMatch: null,
    rawRows: [-34, 19, 190, 420].map((minutes, at) => ({
      source: 'odds_api' as const,
      playerLookup,
      gameId: '0022500561',
      book: at % 2 === 0 ? 'fanduel' : 'draftkings',
      market: 'points',
      side: null,
      line: 22 + index - at / 2,
      opening: null,
      active: null,
      at: `2026-01-1${minutes < 0 ? 3 : 2}T${minutes < 0 ? '00:34' : minutes === 19 ? '23:41' : minutes === 190 ? '20:50' : '17:00'}:00Z`,
      minutesBeforeTipoff: minutes,
      leak: minutes < 0,
      chosen: minutes === 19 ? ('current' as const) : minutes === 420 ? ('opening' as const) : null,
    })),
    contextRows: lines.inContext
      ? Array.from({ length: lines.contextRows }, (_, at) => ({
          ...(lines.context ?? NO_LINE),
          gameId: lines.gameId,
          hasPropLine: true,
          source: 'odds_api',
          processedAt: `${date}T1${6 + at}:02:00Z`,
          chosen: at === lines.contextRows - 1,
        }))
      : [],
    rule: 'DraftKings has the player, so both lines are DraftKings’: the newest snapshot is current, the oldest opening.',
  };
}
