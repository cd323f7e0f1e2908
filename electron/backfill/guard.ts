import type { GuardOverride, LineSource, PlanIssue, UpstreamReadiness } from '../../shared/backfill.js';
import { formatShare, ratioOf, type Share } from '../../shared/coverage.js';
import type { GameDate } from '../../shared/game-date.js';

/**
 * A rate may fall by this many percentage points before it counts as a regression. The raw tables only grow, so a
 * repeated rebuild of the same inputs gives the same figures; the room is for late alternates and corrected names.
 */
export const REGRESSION_TOLERANCE_POINTS = 2;

/** C4 (domain: vegas section 8): below this share of listed players with a line a source may be unable to serve. */
export const SOURCE_MIN_SHARE = 0.5;

/** C5 alerts below this match rate; with C4 alone a normal day, on which books post for 37-50 %, would always block. */
export const MATCH_ALERT = 0.8;

/** Players named in a message; the rest are counted. */
const NAMED_PLAYERS = 5;

export interface GuardFigures {
  readonly rows: number;
  readonly coverage: Share;
  readonly match: Share;
}

export interface SourceFigures {
  readonly lines: LineSource;
  /** Players the rebuild lists. */
  readonly listed: number;
  /** Listed players with a line in the context / in the raw tables; null where the context's lines were not read. */
  readonly listedInContext: number | null;
  readonly listedInRaw: number;
  /** Players with a raw line that will have one in the store / players with a raw line. */
  readonly matchAfter: Share;
}

export interface GuardFacts extends SourceFigures {
  readonly date: GameDate;
  readonly before: GuardFigures;
  readonly after: GuardFigures;
  /** Players that stand in the store and would have no row any more, with why. */
  readonly lostPlayers: readonly { readonly playerLookup: string; readonly why: string }[];
  readonly upstream: readonly UpstreamReadiness[];
}

export interface Verdict {
  readonly blockers: readonly PlanIssue[];
  readonly warnings: readonly PlanIssue[];
}

function pointsLost(before: Share, after: Share): number | null {
  const from = ratioOf(before);
  const to = ratioOf(after);
  // Nothing to compare when nothing was counted; losing every counted row is the row-loss rule's business. Rounded so
  // that a fall of exactly the tolerance is not lifted above it by binary fractions.
  return from === null || to === null ? null : Math.round((from - to) * 1e8) / 1e6;
}

function counted(share: Share): string {
  return `${formatShare(share)} (${share.numerator} of ${share.denominator})`;
}

/**
 * Blocks when the match rate, or the share of rows with a line, would fall by more than the tolerance. The share alone
 * also falls when players without a line are added, which is what a rebuild of all players does (domain: vegas section
 * 9): that counts as a regression only when lines are lost too, and is a warning otherwise.
 */
export function checkRegression(date: GameDate, before: GuardFigures, after: GuardFigures): Verdict {
  const blockers: PlanIssue[] = [];
  const warnings: PlanIssue[] = [];
  const match = pointsLost(before.match, after.match);
  if (match !== null && match > REGRESSION_TOLERANCE_POINTS) {
    blockers.push({
      code: 'match_regression',
      override: 'regression',
      message: `${date}: the match rate would fall from ${counted(before.match)} to ${counted(after.match)}, more than ${REGRESSION_TOLERANCE_POINTS} points`,
    });
  }
  const coverage = pointsLost(before.coverage, after.coverage);
  if (coverage !== null && coverage > REGRESSION_TOLERANCE_POINTS) {
    const figures = `${counted(before.coverage)} to ${counted(after.coverage)}`;
    if (after.coverage.numerator < before.coverage.numerator) {
      blockers.push({
        code: 'coverage_regression',
        override: 'regression',
        message: `${date}: coverage would fall from ${figures}, more than ${REGRESSION_TOLERANCE_POINTS} points and with fewer lines`,
      });
    } else {
      warnings.push({
        code: 'coverage_diluted',
        message: `${date}: coverage goes from ${figures} because players without a line are added; no line is lost`,
      });
    }
  }
  return { blockers, warnings };
}

/** Blocks when players that stand in the store would have no row any more. */
export function checkRowLoss(
  date: GameDate,
  storedRows: number,
  lost: readonly { readonly playerLookup: string; readonly why: string }[],
): Verdict {
  if (lost.length === 0) return { blockers: [], warnings: [] };
  const named = lost.slice(0, NAMED_PLAYERS).map(({ playerLookup, why }) => `${playerLookup} (${why})`);
  const more = lost.length > NAMED_PLAYERS ? `, and ${lost.length - NAMED_PLAYERS} more` : '';
  return {
    blockers: [
      {
        code: 'row_loss',
        override: 'row-loss',
        message: `${date}: ${lost.length} of ${storedRows} stored rows would be lost: ${named.join(', ')}${more}`,
      },
    ],
    warnings: [],
  };
}

/**
 * Blocks when the chosen line source cannot serve the player list though the other one could: the incident took every
 * player who played but read lines from the context, which has them for the expected few only (domain: vegas section
 * 9). Judged by C4 together with C5, because by C4 alone nearly every day would be blocked.
 */
export function checkSource(date: GameDate, figures: SourceFigures): Verdict {
  const { lines, listed, listedInContext, listedInRaw, matchAfter } = figures;
  const inContext = listedInContext ?? 0;
  const share: Share = { numerator: lines === 'context' ? inContext : listedInRaw, denominator: listed };
  const c4 = ratioOf(share);
  if (c4 === null || c4 >= SOURCE_MIN_SHARE) return { blockers: [], warnings: [] };
  const c5 = ratioOf(matchAfter);
  const contextFails = lines === 'context' && listedInRaw > inContext && c5 !== null && c5 < MATCH_ALERT;
  const rawFails = lines === 'raw' && listedInRaw === 0 && inContext > 0;
  if (contextFails || rawFails) {
    const [source, other, has] = contextFails
      ? (['the context', 'the raw tables have', listedInRaw] as const)
      : (['the raw tables', 'the context has', inContext] as const);
    const match = c5 === null ? '' : `; the match rate would be ${counted(matchAfter)}`;
    return {
      blockers: [
        {
          code: 'source_mismatch',
          override: 'source-mismatch',
          message: `${date}: ${source} can serve ${counted(share)} of the listed players with a line, ${other} ${has}${match}`,
        },
      ],
      warnings: [],
    };
  }
  if (listedInRaw === 0 && listedInContext === 0) {
    return {
      blockers: [],
      warnings: [
        { code: 'no_lines', message: `${date}: no source has a line for any of the ${listed} listed players` },
      ],
    };
  }
  return { blockers: [], warnings: [] };
}

/** Blocks when a phase 4 table has nothing for the date (or no longer has it); a thin one warns. */
export function checkUpstream(date: GameDate, upstream: readonly UpstreamReadiness[]): Verdict {
  const gone = upstream.filter(({ state }) => state === 'missing' || state === 'expired');
  const thin = upstream.filter(({ state }) => state === 'thin');
  return {
    blockers: gone.map(({ table, rows, state, served }) => ({
      code: `upstream_${state}`,
      override: 'upstream',
      message: `${date}: ${table} is ${state} (${rows} rows, serves ${served.numerator} of ${served.denominator}); its features would fall back`,
    })),
    warnings: thin.map(({ table, rows, served }) => ({
      code: 'upstream_thin',
      message: `${date}: ${table} is thin (${rows} rows, serves ${counted(served)})`,
    })),
  };
}

/** Turns blockers that are allowed into warnings that keep the figures and say who let them pass. */
export function applyOverrides(verdict: Verdict, allow: readonly GuardOverride[]): Verdict {
  const passes = (issue: PlanIssue): boolean => issue.override !== undefined && allow.includes(issue.override);
  return {
    blockers: verdict.blockers.filter((issue) => !passes(issue)),
    warnings: [
      ...verdict.warnings,
      ...verdict.blockers.filter(passes).map(({ code, override, message }) => ({
        code,
        override,
        message: `let pass by the override ${override}: ${message}`,
      })),
    ],
  };
}

/** All rules over the figures of one computed date. */
export function guardDate(facts: GuardFacts, allow: readonly GuardOverride[]): Verdict {
  const verdicts = [
    checkUpstream(facts.date, facts.upstream),
    checkSource(facts.date, facts),
    checkRegression(facts.date, facts.before, facts.after),
    checkRowLoss(facts.date, facts.before.rows, facts.lostPlayers),
  ];
  return applyOverrides(
    {
      blockers: verdicts.flatMap(({ blockers }) => blockers),
      warnings: verdicts.flatMap(({ warnings }) => warnings),
    },
    allow,
  );
}
