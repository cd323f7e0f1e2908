import type { GameDate } from './game-date.js';

/** A share always carries both sides, so a screen can say what was counted (domain: vegas, trap 11). */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Numerator / denominator in 0..1, or null when nothing was counted. */
export function ratioOf(share: Share): number | null {
  return share.denominator === 0 ? null : share.numerator / share.denominator;
}

/** Percentage points from one share to the other, positive is a rise; null when either side counted nothing. */
export function shareChange(before: Share | null, after: Share | null): number | null {
  const from = before && ratioOf(before);
  const to = after && ratioOf(after);
  return from === null || to === null ? null : (to - from) * 100;
}

/** Percent with one decimal as the production checks print it, or an en dash when nothing was counted. */
export function formatShare(share: Share): string {
  const ratio = ratioOf(share);
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`;
}

/** What is counted for one month or one date, for one feature. */
export interface CoverageMeasures {
  /** Store rows. */
  readonly rows: number;
  /** Store rows whose array is long enough to have the feature: the denominator of the share (vegas section 8). */
  readonly rowsWithFeature: number;
  /** Of these, rows with a value other than 0 (the store writes "no value" as 0.0). */
  readonly rowsWithValue: number;
  /** Mean of the values that are not 0, or null. */
  readonly mean: number | null;
  /** Players with a raw points line > 0 that have a line in the store / players with a raw points line > 0 (C5). */
  readonly match: Share;
  /** Distinct context players with a line / distinct context players (C2, beside the store). */
  readonly context: Share;
}

export interface CoverageDate extends CoverageMeasures {
  readonly date: GameDate;
  readonly games: number;
}

/** A date of a report. */
export interface ReportDate extends CoverageDate {
  /** Players with minutes for whom a book posted a raw points line > 0 / players with minutes in the box scores. */
  readonly posted: Share;
}

export interface CoverageMonth extends CoverageMeasures {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Game dates of the month in range / of these, with store rows. */
  readonly dates: Share;
  /** rowsWithValue / rowsWithFeature of the same calendar month one year earlier; null when it has no rows (C3). */
  readonly lastSeason: Share | null;
  /** Percentage points: this month's share minus last season's, so that minus is a fall; below -20 alerts (C3). */
  readonly drift: number | null;
}

export interface CoverageReport {
  readonly from: GameDate;
  readonly to: GameDate;
  readonly feature: string;
  readonly months: readonly CoverageMonth[];
  readonly dates: readonly ReportDate[];
}

// ------------------------------------------------------------------ groups, players, one row

export const COVERAGE_GROUPS = ['team', 'book'] as const;
export type CoverageGroupBy = (typeof COVERAGE_GROUPS)[number];

/** The group of keys that the feeds have a line for and neither the box score nor the context knows: spelled apart, mostly. */
export const NO_TEAM = '(no team)';
/** The group of raw lines that name no book. */
export const NO_BOOK = '(no book)';

/**
 * Coverage of one team or one book over a range. A team counts its store rows. A book counts the players it posted a
 * raw points line for: `match` is how many of them have a line in the store, `chosen` for how many its line is the one a
 * rebuild would take.
 */
export interface CoverageGroup extends CoverageMeasures {
  readonly group: string;
  readonly chosen: number | null;
}

export interface CoverageGroups {
  readonly from: GameDate;
  readonly to: GameDate;
  readonly feature: string;
  readonly by: CoverageGroupBy;
  readonly groups: readonly CoverageGroup[];
  /** Dates whose raw lines are left out of `match` and `chosen`, in order: first 14 days of a season, nothing stored. */
  readonly uncounted: readonly GameDate[];
}

/** One store row of a date, for one feature: the drill below a date. */
export interface CoveragePlayer {
  readonly date: GameDate;
  readonly playerLookup: string;
  readonly playerName: string;
  readonly team: string | null;
  readonly opponent: string | null;
  /** Null when the array is too short to have the feature. */
  readonly value: number | null;
  readonly hasValue: boolean;
  readonly source: string | null;
  readonly quality: number | null;
  readonly qualityTier: string | null;
  readonly rawLine: number | null;
  readonly contextLine: number | null;
}

/** One of the features of one stored row. */
export interface StoredFeature {
  readonly index: number;
  readonly name: string;
  /** Null beyond the end of a shorter, older array. */
  readonly value: number | null;
  readonly source: string | null;
  /** Outside the catalogue's range. */
  readonly outOfRange: boolean;
}

export interface StoredRow {
  readonly date: GameDate;
  readonly playerLookup: string;
  readonly playerName: string;
  readonly gameId: string | null;
  readonly team: string | null;
  readonly opponent: string | null;
  readonly isHome: boolean | null;
  readonly quality: number | null;
  readonly qualityTier: string | null;
  readonly dataSource: string | null;
  readonly featureVersion: string | null;
  readonly featureCount: number;
  readonly writtenAt: string | null;
  readonly features: readonly StoredFeature[];
}

// ------------------------------------------------------------------ snapshots

/** When a snapshot was saved: by the console around a run, or by hand. */
export const COVERAGE_MOMENTS = ['before', 'after', 'manual'] as const;
export type CoverageMoment = (typeof COVERAGE_MOMENTS)[number];

export interface CoverageSnapshotInfo {
  readonly id: string;
  readonly name: string;
  readonly moment: CoverageMoment;
  readonly runId: string | null;
  readonly savedAt: string;
  readonly from: GameDate;
  readonly to: GameDate;
  readonly feature: string;
  readonly warehouse: string;
}

export interface CoverageSnapshot extends CoverageSnapshotInfo {
  readonly months: readonly CoverageMonth[];
  readonly dates: readonly CoverageDate[];
}
