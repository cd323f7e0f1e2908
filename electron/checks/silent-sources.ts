import type { CheckItem, CheckResult, CheckTarget, Verdict } from '../../shared/checks.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { LineSide } from '../../shared/lines.js';
import type { TableFilter } from '../../shared/tables/table.js';
import { LINE_FEATURE } from '../coverage/features.js';
import type { Readings, SourceRow } from './readings.js';
import { grouped, listText, plural, resultOf, sinceOf, type JudgedPoint } from './result.js';
import { datesInCoverage, filterOf, inLineDiff } from './targets.js';
import { SILENT_SOURCES, worst } from './rules.js';

/** What is watched, and how a person calls it. */
export const SOURCES: Readonly<Record<string, string>> = {
  odds_api: 'Odds API lines',
  bettingpros: 'BettingPros points lines',
  context: 'Context',
  box_score: 'Box scores',
  daily_cache: 'Daily cache',
  composite_factors: 'Composite factors',
  shot_zones: 'Shot zones',
  team_defense: 'Team defence',
};

/** Game dates a level is taken from. */
const LEVEL_DATES = 14;
/** Below this part of its level a source is thin. */
const THIN = 0.5;

export interface SourceDay {
  readonly date: GameDate;
  readonly games: number;
  readonly rows: number;
}

export type SourceState = 'unknown' | 'speaks' | 'thin' | 'silent';

export interface SourceDayState extends SourceDay {
  readonly state: SourceState;
  /** Rows a game over the game dates before, null without any. */
  readonly level: number | null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Each game date against the source's own level before it: rows a game, because a Sunday has three times the games of a
 * Monday. A source is silent from the first date without rows after it had spoken until it speaks again, however long
 * that takes; before it first spoke its state is unknown.
 */
export function sourceStates(days: readonly SourceDay[]): readonly SourceDayState[] {
  const states: SourceDayState[] = [];
  let hasSpoken = false;
  for (const [index, day] of days.entries()) {
    const spoken = days
      .slice(Math.max(0, index - LEVEL_DATES), index)
      .filter((earlier) => earlier.rows > 0)
      .map((earlier) => earlier.rows / earlier.games);
    const level = spoken.length === 0 ? null : median(spoken);
    let state: SourceState;
    if (day.rows === 0) state = hasSpoken ? 'silent' : 'unknown';
    else state = level !== null && day.rows / day.games < level * THIN ? 'thin' : 'speaks';
    hasSpoken ||= day.rows > 0;
    states.push({ ...day, level, state });
  }
  return states;
}

export interface Silence extends DateRange {
  readonly source: string;
  /** Game dates without a row. */
  readonly dates: number;
  /** False when the source had not spoken before. */
  readonly hadSpoken: boolean;
}

/** Stretches of game dates without a row, oldest first. */
export function silencesOf(source: string, states: readonly SourceDayState[]): readonly Silence[] {
  const silences: Silence[] = [];
  let isOpen = false;
  for (const { date, state } of states) {
    const isMute = state === 'silent' || state === 'unknown';
    const last = isMute && isOpen ? silences.pop() : undefined;
    if (isMute) {
      silences.push(
        last === undefined
          ? { source, from: date, to: date, dates: 1, hadSpoken: state === 'silent' }
          : { ...last, to: date, dates: last.dates + 1 },
      );
    }
    isOpen = isMute;
  }
  return silences;
}

/** Game dates of the silence that goes on at the end, 0 when the source speaks or has never been heard. */
function silentDatesAtEnd(states: readonly SourceDayState[]): number {
  const last = states.findLastIndex(({ state }) => state !== 'silent');
  return states.length - 1 - last;
}

const VERDICTS: Readonly<Record<SourceState, Verdict>> = {
  speaks: 'ok',
  thin: 'warning',
  silent: 'critical',
  unknown: 'warning',
};

/** Rows of each source on every game date that is over. */
export function sourceDays(
  rows: readonly SourceRow[],
  gameDates: readonly { readonly date: GameDate; readonly games: number }[],
): ReadonlyMap<string, readonly SourceDay[]> {
  const counts = new Map(rows.map((row) => [`${row.source ?? ''} ${row.game_date ?? ''}`, row.row_count ?? 0]));
  return new Map(
    Object.keys(SOURCES).map((source) => [
      source,
      gameDates.map(({ date, games }) => ({ date, games, rows: counts.get(`${source} ${date}`) ?? 0 })),
    ]),
  );
}

export function silenceText({ from, to, dates }: Silence): string {
  return from === to ? from : `${from} to ${to} (${plural(dates, 'game date')})`;
}

/** How Line diff tells that a table has no row of a player; its own side stands on the left. */
const IN_LINE_DIFF: Readonly<Record<string, { readonly left: LineSide; readonly absent: TableFilter }>> = {
  odds_api: { left: 'odds_api', absent: filterOf('odds_api_rows', 'is', '0') },
  bettingpros: { left: 'bettingpros', absent: filterOf('bettingpros_rows', 'is', '0') },
  context: { left: 'context', absent: filterOf('in_context', 'is', 'false') },
};

/** A feature that is read from the source and has no other: Coverage shows what its silence did to it. */
const FED: Readonly<Record<string, string>> = {
  box_score: 'minutes_avg_last_10',
  daily_cache: 'games_in_last_7_days',
  composite_factors: 'fatigue_score',
  shot_zones: 'pct_mid_range',
  team_defense: 'opponent_def_rating',
};

/**
 * The dates on which a source had no row: a feed's and the context's players in Line diff, another table's dates in
 * Coverage of a feature that is read from it. Without a silence, the dates of the range.
 */
function silenceTarget(source: string, range: DateRange, dates: readonly GameDate[]): CheckTarget {
  const shown = IN_LINE_DIFF[source];
  if (shown === undefined) return datesInCoverage(range, FED[source] ?? LINE_FEATURE, dates);
  const { left, absent } = shown;
  const right = left === 'context' ? 'raw' : 'store';
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return inLineDiff(range, { left, right });
  return inLineDiff({ from, to }, { left, right, filters: [filterOf('game_date', 'is', ...dates), absent] });
}

/** Game dates of a stretch. */
function datesOf(states: readonly SourceDayState[], { from, to }: DateRange): readonly GameDate[] {
  return states.flatMap(({ date }) => (date >= from && date <= to ? date : []));
}

interface Watched {
  readonly source: string;
  readonly states: readonly SourceDayState[];
}

/** The silence to look at first: of a source that had spoken before one never heard, then the newest, then the longest. */
function firstSilence(all: readonly Watched[]): (Silence & { readonly states: readonly SourceDayState[] }) | null {
  const silences = all.flatMap(({ source, states }) =>
    silencesOf(source, states).map((silence) => ({ ...silence, states })),
  );
  const [first] = silences.toSorted(
    (a, b) => Number(b.hadSpoken) - Number(a.hadSpoken) || (a.to === b.to ? b.dates - a.dates : a.to < b.to ? 1 : -1),
  );
  return first ?? null;
}

function itemOf(source: string, states: readonly SourceDayState[], season: DateRange): CheckItem {
  const last = states.at(-1);
  const silences = silencesOf(source, states);
  const spoke = states.filter(({ rows }) => rows > 0).length;
  const state = last?.state ?? 'unknown';
  const now =
    state === 'unknown'
      ? 'no row at all this season'
      : `${plural(last?.rows ?? 0, 'row')} on ${last?.date ?? ''}${last?.level === null ? '' : `, usual ${grouped(Math.round((last?.level ?? 0) * (last?.games ?? 0)))}`}`;
  return {
    label: SOURCES[source] ?? source,
    share: { numerator: spoke, denominator: states.length },
    value: last === undefined ? null : silentDatesAtEnd(states),
    verdict: VERDICTS[state],
    text: silences.length === 0 ? now : `${now}; silent ${listText(silences.map(silenceText))}`,
    target: silenceTarget(
      source,
      last === undefined ? season : { from: last.date, to: last.date },
      states.flatMap(({ date, rows }) => (rows === 0 ? date : [])),
    ),
  };
}

export function silentSources(readings: Readings): CheckResult {
  // Today's feeds are still coming in, so only days that are over are judged.
  const gameDates = readings.coverage.dates.filter((day) => day.games > 0 && day.date < readings.asOf);
  const isCaptured = (source: string): boolean => !readings.notCaptured.some((feed) => feed === source);
  const bySource = [...sourceDays(readings.sources, gameDates)]
    .filter(([source]) => isCaptured(source))
    .map(([source, days]) => ({ source, states: sourceStates(days) }));
  const items = bySource.map(({ source, states }) => itemOf(source, states, readings.season));
  const notCaptured = readings.notCaptured.map((feed): CheckItem => ({
    label: SOURCES[feed] ?? feed,
    share: null,
    value: null,
    verdict: 'none',
    text: 'not captured: no row in the whole season, so its silence is not judged',
    target: null,
  }));
  const last = gameDates.at(-1)?.date;
  const points = gameDates.map(({ date }, index): JudgedPoint => {
    const states = bySource.map(({ states: all }) => all[index]?.state ?? 'unknown');
    return {
      date,
      value: states.filter((state) => state === 'silent' || state === 'unknown').length,
      verdict: worst(states.map((state) => VERDICTS[state])),
    };
  });
  const first = firstSilence(bySource);
  const told =
    first === null || !first.hadSpoken ? '' : `${SOURCES[first.source] ?? first.source} on ${silenceText(first)}`;
  const verdict = last === undefined ? 'none' : worst(items.map((item) => item.verdict));
  const silent = items.filter((item) => item.verdict === 'critical');
  const weak = items.filter((item) => item.verdict === 'warning');
  return resultOf(SILENT_SOURCES, {
    id: 'silent_sources',
    name: 'Silent sources',
    counted: 'Sources without a row on the last game date that is over / sources watched.',
    share: last === undefined ? null : { numerator: silent.length, denominator: items.length },
    value: last === undefined ? null : Math.max(...bySource.map(({ states }) => silentDatesAtEnd(states))),
    unit: 'dates',
    verdict,
    since: sinceOf(points, verdict),
    sentence:
      last === undefined
        ? 'No game date of this season is over.'
        : `On ${last} ${silent.length === 0 ? 'every source that had spoken spoke' : `${listText(silent.map(({ label }) => label))} had no row`}` +
          `${weak.length === 0 ? '' : `; thin or never heard: ${listText(weak.map(({ label }) => label))}`}` +
          `${silent.length > 0 || told === '' ? '' : `; the newest silence: ${told}`}` +
          `${notCaptured.length === 0 ? '' : `; not captured this season: ${listText(notCaptured.map(({ label }) => label))}`}.`,
    trend: points,
    items: [...items, ...notCaptured],
    targets:
      last === undefined
        ? []
        : first === null
          ? [inLineDiff({ from: last, to: last })]
          : [silenceTarget(first.source, first, datesOf(first.states, first))],
  });
}
