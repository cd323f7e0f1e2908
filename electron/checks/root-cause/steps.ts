import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { ChangeNote, ChangePoint, CurvePoint, RootCauseReport, RootCauseStep } from '../../../shared/checks.js';
import { ratioOf, type Share } from '../../../shared/coverage.js';
import type { SeasonNotCaptured } from '../../../shared/lines.js';
import { notCapturedText } from '../../../shared/not-captured.js';
import { addDays, daysBetween, type DateRange, type GameDate } from '../../../shared/game-date.js';
import type { FlowRow } from '../readings.js';
import { countedText, grouped, listText, oneDecimal, plural } from '../result.js';
import { MATCH_RATE, percentOf } from '../rules.js';
import { filterOf, inCoverage, inGaps, inLineDiff, withoutTheirLine } from '../targets.js';
import type { WriterTraces } from './writers.js';

/** Days around a break in which a change is worth naming. */
const NEAR_DAYS = 7;
/** Changes told in a sentence; the chart lists all of them. */
const NOTES_SAID = 4;

export interface Walk {
  /** From the first to the last date that is counted. */
  readonly range: DateRange;
  readonly curve: readonly CurvePoint[];
  readonly flow: readonly FlowRow[];
  readonly traces: readonly WriterTraces[];
  readonly changePoints: readonly ChangePoint[];
  readonly changes: readonly ChangeNote[];
  readonly causes: RootCauseReport['causes'];
  readonly notCaptured: readonly SeasonNotCaptured[];
  readonly repair: RootCauseReport['repair'];
  readonly lastSeason: Share;
}

function sumOf(curve: readonly CurvePoint[], measure: 'match' | 'share' | 'overlap' | 'contextServes'): Share {
  return {
    numerator: curve.reduce((sum, point) => sum + point[measure].numerator, 0),
    denominator: curve.reduce((sum, point) => sum + point[measure].denominator, 0),
  };
}

function total(flow: readonly FlowRow[], of: (row: FlowRow) => number | null): number {
  return flow.reduce((sum, row) => sum + (of(row) ?? 0), 0);
}

function percent(ratio: number): string {
  return `${oneDecimal(ratio * 100)} %`;
}

function playerList({ range, flow, traces }: Walk): RootCauseStep {
  const byBox = traces.filter(({ listedBy }) => listedBy === 'box score').length;
  const byContext = traces.filter(({ listedBy }) => listedBy === 'context').length;
  const stored = total(flow, (row) => row.stored);
  const outside = { numerator: total(flow, (row) => row.stored_outside_context), denominator: stored };
  return {
    id: 'player_list',
    title: 'Who lists the players',
    verdict: stored === 0 ? 'none' : 'ok',
    finding:
      stored === 0
        ? 'The store has no row in this range.'
        : `${plural(byBox, 'date')} were written from the box score's list, ${byContext} from the context's; ` +
          `${countedText(outside, 'stored players are unknown to the context')}. The box score lists ` +
          `${plural(
            total(flow, (row) => row.listed),
            'player',
          )}, ${grouped(total(flow, (row) => row.listed_not_stored))} of them have no row.`,
    proof:
      outside.numerator === 0
        ? null
        : inLineDiff(range, {
            left: 'store',
            right: 'context',
            filters: [filterOf('in_store', 'is', 'true'), filterOf('in_context', 'is', 'false')],
            rows: outside.numerator,
          }),
  };
}

function lineSource({ range, traces }: Walk): RootCauseStep {
  const context = traces.filter(({ linesFrom }) => linesFrom === 'context');
  const raw = traces.filter(({ linesFrom }) => linesFrom === 'raw tables');
  const rawOnly = {
    numerator: traces.reduce((sum, { rawOnly: share }) => sum + share.numerator, 0),
    denominator: traces.reduce((sum, { rawOnly: share }) => sum + share.denominator, 0),
  };
  return {
    id: 'line_source',
    title: 'Where the lines come from',
    verdict: context.length > 0 ? 'critical' : raw.length > 0 ? 'ok' : 'none',
    finding:
      rawOnly.denominator === 0
        ? 'No stored player has a line in the raw tables alone, so the rows do not tell.'
        : `Of the stored players to whom only the raw tables give a line, ${countedText(rawOnly, 'have one in the store')}: ` +
          `${plural(context.length, 'date')} took their lines from the context, ${raw.length} from the raw tables.`,
    proof:
      rawOnly.denominator === 0
        ? null
        : inLineDiff(range, {
            left: 'raw',
            right: 'store',
            filters: [
              filterOf('raw_line', 'notEmpty'),
              filterOf('context_line_rows', 'is', '0'),
              filterOf('in_store', 'is', 'true'),
            ],
            rows: rawOnly.denominator,
          }),
  };
}

function overlap({ range, curve, traces }: Walk): RootCauseStep {
  const known = sumOf(curve, 'overlap');
  const serves = sumOf(curve, 'contextServes');
  const served = percentOf(serves);
  const fromContext = traces.some(({ linesFrom }) => linesFrom === 'context');
  return {
    id: 'overlap',
    title: 'Whether the two fit together',
    verdict: served === null ? 'none' : served >= 90 ? 'ok' : fromContext ? 'critical' : 'warning',
    finding:
      served === null
        ? 'No player has a raw line in this range.'
        : `${countedText(known, 'listed players have a context row')}, ` +
          `${served < 90 ? 'but the context has a line for only' : 'and the context has a line for'} ${countedText(serves, 'players with a raw line')}` +
          (fromContext && served < 90 ? ': rows listed by one and lined by the other lose the rest.' : '.'),
    proof:
      served === null
        ? null
        : withoutTheirLine(
            range,
            { left: 'context', right: 'raw' },
            { matched: serves.numerator, raw: serves.denominator },
            filterOf('context_line_rows', 'is', '0'),
          ),
  };
}

function breakText({ measure, date, before, after, strength }: ChangePoint): string {
  const words = { match: 'match rate', share: 'share of rows with a line', overlap: 'overlap with the context' };
  return `the ${words[measure]} fell on ${date} from ${percent(before)} to ${percent(after)} (${oneDecimal(strength)} times its scatter)`;
}

/** The days around the breaks, or around the first date where there is none, inside of the range. */
function around({ range, changePoints }: Walk): DateRange {
  const dates = changePoints.map(({ date }) => date).toSorted();
  const from = addDays(dates[0] ?? range.from, -NEAR_DAYS);
  const to = addDays(dates.at(-1) ?? range.from, NEAR_DAYS);
  return { from: from < range.from ? range.from : from, to: to > range.to ? range.to : to };
}

function changePoint(walk: Walk): RootCauseStep {
  const { changePoints, curve, lastSeason } = walk;
  const match = percentOf(sumOf(curve, 'match'));
  const hurt = match !== null && MATCH_RATE.judge(match) !== 'ok';
  const first = curve.find((point) => point.match.denominator > 0)?.date;
  const then = ratioOf(lastSeason);
  const baseline = then === null ? '' : ` The same days of last season had lines in ${percent(then)} of the rows.`;
  const found = changePoints.map(breakText);
  return {
    id: 'change_point',
    title: 'The day it broke',
    verdict: match === null ? 'none' : found.length > 0 || hurt ? (hurt ? 'critical' : 'warning') : 'ok',
    finding:
      found.length > 0
        ? `${found.slice(0, 3).join('; ')}.${hurt ? baseline : ''}`.replace(/^t/, 'T')
        : match === null
          ? 'No player has a raw line in this range.'
          : hurt
            ? `No fall within the range: the match rate is low from its first date, ${first ?? ''}, on (${oneDecimal(match)} %).${baseline}`
            : `No fall that stands out of the scatter; the match rate is ${oneDecimal(match)} %.`,
    proof: match === null ? null : inCoverage(found.length > 0 ? around(walk) : walk.range),
  };
}

function isNear(note: ChangeNote, dates: readonly GameDate[]): boolean {
  return dates.some((date) => Math.abs(daysBetween(note.date, date)) <= NEAR_DAYS);
}

function changesStep(walk: Walk): RootCauseStep {
  const { changes, changePoints, curve } = walk;
  const first = curve[0]?.date;
  const dates = changePoints.length > 0 ? changePoints.map(({ date }) => date) : first === undefined ? [] : [first];
  const match = percentOf(sumOf(curve, 'match'));
  if (changes.length > 0 && changePoints.length === 0 && match !== null && MATCH_RATE.judge(match) === 'ok') {
    return {
      id: 'changes',
      title: 'What changed around it',
      verdict: 'ok',
      finding: `${plural(changes.length, 'change')} in the range, and no break that they would have to explain.`,
      proof: null,
    };
  }
  const near = changes.filter((note) => isNear(note, dates));
  const where = changePoints.length > 0 ? 'the break' : 'the first date';
  return {
    id: 'changes',
    title: 'What changed around it',
    verdict: near.length > 0 ? 'warning' : 'ok',
    finding:
      changes.length === 0
        ? 'Neither the store nor the feeds nor the journal show a change in this range.'
        : near.length === 0
          ? `${plural(changes.length, 'change')} in the range, none within ${NEAR_DAYS} days of ${where}.`
          : `Within ${NEAR_DAYS} days of ${where}: ${near
              .slice(0, NOTES_SAID)
              .map(({ date, text }) => `${date}, ${text}`)
              .join('; ')}${near.length > NOTES_SAID ? ` and ${near.length - NOTES_SAID} more` : ''}.`,
    proof: near.length === 0 ? null : inLineDiff(around(walk), { left: 'odds_api', right: 'bettingpros' }),
  };
}

function causesStep({ range, causes, notCaptured }: Walk): RootCauseStep {
  const aside = notCaptured.map((season) => ` ${notCapturedText(season)}`).join('');
  const gaps = causes.reduce((sum, cause) => sum + cause.gaps, 0);
  const closable = causes.reduce((sum, cause) => sum + cause.closable, 0);
  return {
    id: 'causes',
    title: 'Why lines are missing',
    verdict: gaps === 0 ? 'ok' : 'critical',
    finding:
      (gaps === 0
        ? 'No player lacks a line for a reason that is a fault.'
        : `${plural(gaps, 'gap')} that are faults, ${grouped(closable)} of them closed by a rebuild: ` +
          `${listText(
            causes.map(({ cause, gaps: count }) => `${CAUSE_TEXTS[cause].label.toLowerCase()} ${grouped(count)}`),
            5,
          )}.`) + aside,
    proof: gaps === 0 ? null : inGaps(range, gaps),
  };
}

function repairStep({ repair, causes }: Walk): RootCauseStep {
  if (repair === null) {
    return {
      id: 'repair',
      title: 'What repairs it',
      verdict: causes.length === 0 ? 'ok' : 'warning',
      finding:
        causes.length === 0
          ? 'There is nothing to repair.'
          : 'A rebuild closes none of the gaps: the feeds or the names have to be put right first.',
      proof: null,
    };
  }
  const { options, closes, dates, matchBefore, matchAfter, shareBefore, shareAfter } = repair;
  const change = (before: Share, after: Share): string =>
    `${oneDecimal(percentOf(before) ?? 0)} to ${oneDecimal(percentOf(after) ?? 0)} %`;
  return {
    id: 'repair',
    title: 'What repairs it',
    verdict: 'warning',
    finding:
      `A rebuild from raw lines, ${options.from} to ${options.to}, closes ${plural(closes, 'gap')} on ${plural(dates, 'date')}: ` +
      `match rate ${change(matchBefore, matchAfter)}, share of rows ${change(shareBefore, shareAfter)}.`,
    proof: null,
  };
}

/** The walk in the order in which the incident was solved. */
export function stepsOf(walk: Walk): readonly RootCauseStep[] {
  return [
    playerList(walk),
    lineSource(walk),
    overlap(walk),
    changePoint(walk),
    changesStep(walk),
    causesStep(walk),
    repairStep(walk),
  ];
}
