import type { BackfillOptions } from './backfill.js';
import type { Cause } from './causes.js';
import type { Share } from './coverage.js';
import type { DateRange, GameDate } from './game-date.js';
import type { LineSide } from './lines.js';
import type { TableFilter } from './tables/table.js';

export const CHECK_IDS = [
  'c1_seven_days',
  'c2_months',
  'c3_drift',
  'c4_players_against_lines',
  'c5_match_rate',
  'week_over_week',
  'rows_per_day',
  'flag_mismatch',
  'array_length',
  'duplicates',
  'variance',
  'silent_sources',
  'production_parity',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `none`: nothing to judge, said so in the sentence. */
export type Verdict = 'ok' | 'warning' | 'critical' | 'none';

/** Original: as production first had them. Corrected: as put right on 2026-02-02 (domain: vegas section 8). */
export const THRESHOLD_SETS = ['original', 'corrected'] as const;
export type ThresholdSet = (typeof THRESHOLD_SETS)[number];

/** `change` are percentage points, of which a fall is negative and a rise positive. */
export type CheckUnit = 'percent' | 'change' | 'rows' | 'dates' | 'distance';

export interface CheckPoint {
  readonly date: GameDate;
  readonly value: number | null;
}

/** One date, month, source or feature within a check. */
export interface CheckItem {
  readonly label: string;
  readonly share: Share | null;
  readonly value: number | null;
  readonly verdict: Verdict;
  readonly text: string;
  /** The view that explains it; null when no rows stand behind it. */
  readonly target: CheckTarget | null;
}

/** How many rows the table of a view opens with, and what one of them is. */
export interface TargetRows {
  readonly count: number;
  readonly noun: string;
  readonly nouns?: string;
}

interface FilteredView extends DateRange {
  readonly filters: readonly TableFilter[];
  /** Null where the check names no number of rows. */
  readonly rows: TargetRows | null;
}

/** Where the console shows what a check found; the renderer turns it into an address. */
export type CheckTarget =
  | ({
      readonly screen: 'coverage';
      readonly feature: string;
      /** `YYYY-MM` opened down to its dates, or null. */
      readonly month: string | null;
      /** Opened down to the store rows of this date, or null. */
      readonly date: GameDate | null;
    } & FilteredView)
  | ({ readonly screen: 'gaps' } & FilteredView)
  | ({ readonly screen: 'diff'; readonly left: LineSide; readonly right: LineSide } & FilteredView)
  | ({ readonly screen: 'root-cause' } & DateRange)
  /** The plan of a rebuild, filled in. */
  | ({ readonly screen: 'backfill' } & DateRange);

export interface CheckResult {
  readonly id: CheckId;
  readonly name: string;
  /** What was counted, in words. */
  readonly counted: string;
  readonly share: Share | null;
  readonly value: number | null;
  readonly unit: CheckUnit;
  /** The thresholds in force, in words, and why they are what they are. */
  readonly threshold: string;
  readonly thresholdNote: string;
  readonly verdict: Verdict;
  /** An alert makes `check` exit 1. A warning does not. */
  readonly alert: boolean;
  /** First date of the unbroken stretch in which the verdict has held; null when ok or unknown. */
  readonly since: GameDate | null;
  /** The finding in a plain sentence with the figures. */
  readonly sentence: string;
  readonly trend: readonly CheckPoint[];
  readonly items: readonly CheckItem[];
  /** Where to look further, the first first; each opens on the rows that the check counted. */
  readonly targets: readonly CheckTarget[];
}

export interface CheckReport {
  readonly asOf: GameDate;
  readonly thresholds: ThresholdSet;
  /** UTC instant. */
  readonly ranAt: string;
  readonly checks: readonly CheckResult[];
  readonly alerts: number;
  readonly warnings: number;
}

// ------------------------------------------------------------------ root cause

export interface CurvePoint {
  readonly date: GameDate;
  readonly match: Share;
  readonly share: Share;
  /** Players listed by the box score who have a context row / players listed: the overlap the incident turned on. */
  readonly overlap: Share;
  /** Context players with a line / players with a raw line. */
  readonly contextServes: Share;
}

/** The day a curve broke: the split with the greatest fall in mean, kept when it stands out of the scatter. */
export interface ChangePoint {
  readonly measure: 'match' | 'share' | 'overlap';
  /** First date of the new level. */
  readonly date: GameDate;
  /** Means before and after, 0..1. */
  readonly before: number;
  readonly after: number;
  /** Fall / pooled standard deviation. */
  readonly strength: number;
}

/** Something that changed around the break. */
export interface ChangeNote {
  readonly date: GameDate;
  readonly kind: 'writer' | 'run' | 'source' | 'context' | 'event';
  readonly text: string;
}

/** One step of the walk through the data flow, in the order the incident was solved. */
export interface RootCauseStep {
  readonly id: 'player_list' | 'line_source' | 'overlap' | 'change_point' | 'changes' | 'causes' | 'repair';
  readonly title: string;
  readonly verdict: Verdict;
  readonly finding: string;
  /** The rows that show it; null where nothing was found or the page itself shows it. */
  readonly proof: CheckTarget | null;
}

export interface RootCauseReport {
  readonly from: GameDate;
  readonly to: GameDate;
  readonly curve: readonly CurvePoint[];
  readonly changePoints: readonly ChangePoint[];
  readonly changes: readonly ChangeNote[];
  readonly steps: readonly RootCauseStep[];
  /** Gaps that are faults, by cause, most first. */
  readonly causes: readonly { readonly cause: Cause; readonly gaps: number; readonly closable: number }[];
  /** The rebuild that would repair it; null when nothing can be closed. */
  readonly repair: {
    readonly options: BackfillOptions;
    readonly dates: number;
    readonly closes: number;
    readonly matchBefore: Share;
    readonly matchAfter: Share;
    readonly shareBefore: Share;
    readonly shareAfter: Share;
  } | null;
}
