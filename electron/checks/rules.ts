import type { ThresholdSet, Verdict } from '../../shared/checks.js';
import type { Share } from '../../shared/coverage.js';

/** Percent of a share, or null when nothing was counted. Multiplied first, so that whole percents come out whole. */
export function percentOf(share: Share): number | null {
  return share.denominator === 0 ? null : (share.numerator * 100) / share.denominator;
}

const RANK: Readonly<Record<Verdict, number>> = { none: 0, ok: 1, warning: 2, critical: 3 };

export function atLeastAsBad(a: Verdict, b: Verdict): boolean {
  return RANK[a] >= RANK[b];
}

/** The worst of them; `none` when there is none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((bad, verdict) => (RANK[verdict] > RANK[bad] ? verdict : bad), 'none');
}

export interface Rule {
  readonly judge: (value: number) => Verdict;
  /** Verdicts that make `check` exit 1. */
  readonly alerts: readonly Verdict[];
  readonly threshold: string;
  /** Why it is what it is, and where it comes from. */
  readonly note: string;
}

/** Ok from `ok` on, critical below `critical`, a warning between. */
function floors(ok: number, critical: number): (percent: number) => Verdict {
  return (percent) => (percent >= ok ? 'ok' : percent < critical ? 'critical' : 'warning');
}

/** Domain: vegas section 8, C1. */
export const SEVEN_DAYS: Readonly<Record<ThresholdSet, Rule>> = {
  original: {
    judge: floors(80, 50),
    alerts: ['warning', 'critical'],
    threshold: 'ok from 80 %, warning from 50 %, critical below; alerts below 80 %',
    note: 'As production first had it. It takes for granted that nearly every row can have a line, which bench players cannot.',
  },
  corrected: {
    judge: floors(35, 20),
    alerts: ['critical'],
    threshold: 'ok from 35 %, warning from 20 %, critical below; alerts below 20 %',
    note: 'Corrected on 2026-02-02: books post lines for 37 to 50 % of all players, so 35 % of all rows is normal.',
  },
};

/** Domain: vegas section 8, C3, with the baseline comparison of the further checks for the warning; points, minus is a fall. */
export const DRIFT: Rule = {
  judge: (change) => (change < -20 ? 'critical' : change < -10 ? 'warning' : 'ok'),
  alerts: ['critical'],
  threshold: 'alerts when a month lies more than 20 points below the same month of last season; warning above 10',
  note: 'Both sets have the same limits. A month without a baseline is not judged.',
};

/** Domain: vegas section 8, C4. */
export const PLAYERS_AGAINST_LINES: Readonly<Record<ThresholdSet, Rule>> = {
  original: {
    judge: (percent) => (percent < 50 ? 'critical' : 'ok'),
    alerts: ['critical'],
    threshold: 'alerts below 50 % of the players in the box score',
    note: 'As production first had it. With lines for 37 to 50 % of all players it fires nearly always.',
  },
  corrected: {
    judge: (percent) => (percent >= 90 ? 'ok' : 'warning'),
    alerts: [],
    threshold: 'warning below 90 % of the players with a raw line; never alerts',
    note: 'Counted against players with a raw line, as C5 is. It says which line source a rebuild may use and is no fault of the store.',
  },
};

/** Domain: vegas section 8, C5. */
export const MATCH_RATE: Rule = {
  judge: floors(90, 80),
  alerts: ['critical'],
  threshold: 'ok from 90 %, warning from 80 %, critical below; alerts below 80 %',
  note: 'The target does not depend on how many bench players are in the store, so this check leads.',
};

/** Domain: vegas section 8, further comparisons. */
export const WEEK_OVER_WEEK: Rule = {
  judge: (change) => (change < -20 ? 'critical' : 'ok'),
  alerts: ['critical'],
  threshold: 'alerts when the share falls by more than 20 points within a week',
  note: 'Both sets have the same limit.',
};

/** Domain: vegas section 8, further comparisons; percent more (+) or fewer (-) rows than last season. */
export const ROWS_PER_DAY: Rule = {
  judge: (change) => (change >= 100 ? 'critical' : Math.abs(change) >= 50 ? 'warning' : 'ok'),
  alerts: ['critical'],
  threshold: 'ok within 50 %, warning from 50 % more or fewer, critical from 100 % more',
  note: 'Production calls 30 % usual; between 30 and 50 % nothing is said there, so nothing is raised here. A game date without any row is a warning.',
};

/** Domain: vegas section 8, further comparisons. */
export const FLAG_MISMATCH: Rule = {
  judge: (percent) => (percent > 5 ? 'critical' : percent < 1 ? 'ok' : 'warning'),
  alerts: ['critical'],
  threshold: 'ok below 1 %, warning to 5 %, critical above',
  note: 'Feature 28 is derived from feature 25 alone, so any mismatch comes from another writer.',
};

export const ARRAY_LENGTH: Rule = {
  judge: (percent) => (percent > 5 ? 'critical' : percent > 0 ? 'warning' : 'ok'),
  alerts: ['critical'],
  threshold: 'ok when every array has 37 values, critical when more than 5 % of the rows have another length',
  note: "Backline's own limit, after that of the flag mismatch. Arrays shorter than 33 are left out of every share.",
};

export const DUPLICATES: Rule = {
  judge: (rows) => (rows > 0 ? 'critical' : 'ok'),
  alerts: ['critical'],
  threshold:
    'alerts for any player who stands twice on a date in the store; warning when context rows of a player disagree on the line',
  note: 'Player and date are the natural key of the store. The context may repeat a row; only disagreeing lines do harm, since one of them is read.',
};

/** Domain: features section 8. Zero variance is critical there, low variance a warning; neither blocks a write. */
export const VARIANCE: Rule = {
  judge: (zero) => (zero > 0 ? 'critical' : 'ok'),
  alerts: ['critical'],
  threshold:
    'critical for one distinct value and a standard deviation below 0.0001, warning below the least spread or number of distinct values of the feature',
  note: 'Dates with fewer than 50 rows and features with fewer than 25 values are not judged. It cannot see a fall of coverage: rows without a line are left out.',
};

export const SILENT_SOURCES: Rule = {
  judge: (silent) => (silent > 0 ? 'critical' : 'ok'),
  alerts: ['critical'],
  threshold: 'alerts when a source that had rows has none on the last game date; warning below half of its level',
  note: "Backline's own rule. The level is the median of rows a game over the 14 game dates before; a source without any row this season is a warning, a feed that nobody captures is not judged.",
};
