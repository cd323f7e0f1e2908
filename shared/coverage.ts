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

export interface CoverageMonth extends CoverageMeasures {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Game dates of the month in range / of these, with store rows. */
  readonly dates: Share;
  /** rowsWithValue / rowsWithFeature of the same calendar month one year earlier; null when it has no rows (C3). */
  readonly lastSeason: Share | null;
  /** Percentage points: last season's share minus this one's. Positive is a drop; above 20 alerts (C3). */
  readonly drift: number | null;
}

export interface CoverageReport {
  readonly from: GameDate;
  readonly to: GameDate;
  readonly feature: string;
  readonly months: readonly CoverageMonth[];
  readonly dates: readonly CoverageDate[];
}
