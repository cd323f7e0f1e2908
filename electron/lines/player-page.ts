import type { DateRange, GameDate } from '../../shared/game-date.js';
import { BacklineError } from '../../shared/errors.js';
import type {
  LinePoint,
  NameMatch,
  PlayerDateLines,
  PlayerDay,
  PlayerDayState,
  PlayerPage,
} from '../../shared/lines.js';
import { causeOf } from './causes.js';
import { evidenceOf } from './evidence.js';
import type { DateFacts, KeyFacts } from './facts.js';
import { listedMatch } from './spellings.js';

/** Who did not play though he was offered lacks his line by a fault; the strip is not to hide what Gaps counts. */
function stateOf(lines: PlayerDateLines, hasBoxScore: boolean): PlayerDayState {
  if (lines.store !== null && lines.store.current !== null) return 'line';
  const wasOffered = lines.raw !== null || (lines.context?.current ?? null) !== null;
  if (hasBoxScore && !lines.played && !wasOffered) return 'did_not_play';
  if (!lines.inStore) return 'not_in_store';
  return lines.inContext ? 'no_line' : 'not_in_context';
}

function dayOf(key: KeyFacts, date: DateFacts): PlayerDay {
  const cause = causeOf(key, date);
  return {
    ...key.lines,
    state: stateOf(key.lines, date.hasBoxScore),
    cause,
    evidence: cause === null ? null : evidenceOf(cause, key, date),
  };
}

/** A date on which his team played and no table knows him. */
function absentDay(playerLookup: string, team: string, date: DateFacts): PlayerDay | null {
  const mate = date.keys.find((key) => key.boxScore?.team_abbr === team);
  if (!mate) return null;
  return {
    date: date.date,
    playerLookup,
    playerName: playerLookup,
    team,
    opponent: mate.lines.opponent,
    gameId: mate.lines.gameId,
    minutes: null,
    played: false,
    inStore: false,
    storeWrittenAt: null,
    store: null,
    inContext: false,
    contextRows: 0,
    contextLineRows: 0,
    contextLines: 0,
    context: null,
    contextProcessedAt: null,
    odds: null,
    pros: null,
    raw: null,
    rawSource: 'none',
    books: [],
    leak: false,
    state: 'did_not_play',
    cause: date.isBootstrap ? null : 'did_not_play',
    evidence: `${team} played and no table knows ${playerLookup} on ${date.date}.`,
  };
}

function pointsOf(lines: PlayerDateLines): readonly LinePoint[] {
  const { date, odds, pros, context, store } = lines;
  const points: LinePoint[] = [];
  const add = (source: LinePoint['source'], line: number | null | undefined, more: Partial<LinePoint>): void => {
    if (typeof line === 'number') points.push({ date, source, book: null, at: null, leak: false, ...more, line });
  };
  add('odds_api', odds?.current, {
    book: odds?.book ?? null,
    at: odds?.at ?? null,
    leak: (odds?.minutesBeforeTipoff ?? 0) < 0,
  });
  add('bettingpros', pros?.current, { book: pros?.book ?? null, at: pros?.at ?? null });
  add('context', context?.current, { at: lines.contextProcessedAt });
  add('store', store?.current, { at: lines.storeWrittenAt });
  return points;
}

type CountedMatch = NameMatch & { readonly dates: number };

/** One entry per key, table and rule, with the newest line; the most frequent first. */
function countMatches(
  found: readonly { readonly date: GameDate; readonly match: NameMatch }[],
): readonly CountedMatch[] {
  const counted = new Map<string, CountedMatch>();
  for (const { match } of found) {
    const name = `${match.playerLookup}\t${match.source}\t${match.rule}`;
    const known = counted.get(name);
    counted.set(name, {
      ...match,
      line: match.line ?? known?.line ?? null,
      dates: (known?.dates ?? 0) + 1,
    });
  }
  return [...counted.values()].sort((a, b) => b.dates - a.dates || (a.playerLookup < b.playerLookup ? -1 : 1));
}

/** The team he was last known with on or before each date; before the first the first one. */
function teamAt(known: readonly { readonly date: GameDate; readonly team: string }[], date: GameDate): string | null {
  let team = known[0]?.team ?? null;
  for (const one of known) if (one.date <= date) team = one.team;
  return team;
}

/**
 * One player over a range: every date on which his team played or any table knows him, his lines by source, and the
 * other keys that are most likely him.
 * @throws BacklineError `not_found` when no table knows the key in the range.
 */
export function playerPage(playerLookup: string, range: DateRange, dates: readonly DateFacts[]): PlayerPage {
  const found = dates.map((date) => ({
    date,
    key: date.keys.find((one) => one.lines.playerLookup === playerLookup) ?? null,
  }));
  if (found.every(({ key }) => key === null)) {
    throw new BacklineError(
      'not_found',
      `no table knows the player "${playerLookup}" from ${range.from} to ${range.to}`,
      { subject: playerLookup, remedy: 'Keys are lower case without spaces, as in player_lookup.' },
    );
  }
  const teams = found.flatMap(({ date, key }) =>
    key === null || key.lines.team === null ? [] : [{ date: date.date, team: key.lines.team }],
  );
  const name = found.find(({ key }) => typeof key?.boxScore?.player_full_name === 'string')?.key?.lines.playerName;
  const days = found.flatMap(({ date, key }): readonly PlayerDay[] => {
    if (key !== null) return [dayOf(key, date)];
    const team = teamAt(teams, date.date);
    const absent = team === null ? null : absentDay(playerLookup, team, date);
    return absent === null ? [] : [{ ...absent, playerName: name ?? playerLookup }];
  });
  const matches = found.flatMap(({ date, key }) => {
    if (key === null) return [];
    const listed = listedMatch(key, date);
    return [...key.otherSpellings, ...(listed === null ? [] : [listed])].map((match) => ({ date: date.date, match }));
  });
  return {
    playerLookup,
    playerName: name ?? playerLookup,
    teams: [...new Set(teams.map(({ team }) => team))],
    from: range.from,
    to: range.to,
    days,
    points: days.flatMap(pointsOf),
    nameMatches: countMatches(matches),
  };
}
