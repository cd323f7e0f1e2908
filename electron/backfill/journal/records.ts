import type { DateStep, FailedPlayer, LogLevel, Plan, PlanIssue, RunState } from '../../../shared/backfill.js';
import type { CoverageMonth, Share } from '../../../shared/coverage.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { SnapshotRef, WarehouseUsage, WriteReceipt } from '../../warehouse/port.js';

/** What stood in the store for a date, or what a rebuild makes of it. */
export interface DateFigures {
  readonly rows: number;
  /** Rows with a line / rows whose array has the feature (domain: vegas section 8). */
  readonly coverage: Share;
  /** Players with a raw line that have one in the store / players with a raw line (C5). */
  readonly match: Share;
}

/**
 * Everything a run journals, in the order it happens. A record whose name ends in `-intended` is on the disk before
 * the warehouse is asked, so that a crash can be told apart from work never begun.
 */
export type RunEvent =
  | {
      readonly type: 'run-created';
      readonly runId: string;
      readonly plan: Plan;
      readonly startedBy: string;
      readonly location: string;
    }
  | { readonly type: 'run-state'; readonly state: RunState; readonly error: ErrorInfo | null }
  | { readonly type: 'months'; readonly when: 'before' | 'after'; readonly months: readonly CoverageMonth[] }
  | { readonly type: 'date-started'; readonly date: GameDate; readonly attempt: number }
  | { readonly type: 'step-started'; readonly date: GameDate; readonly step: DateStep }
  | { readonly type: 'step-done'; readonly date: GameDate; readonly step: DateStep; readonly ms: number }
  | {
      readonly type: 'date-computed';
      readonly date: GameDate;
      readonly listed: number;
      readonly before: DateFigures;
      readonly after: DateFigures;
      readonly failedPlayers: readonly FailedPlayer[];
    }
  | { readonly type: 'date-warned'; readonly date: GameDate; readonly warnings: readonly PlanIssue[] }
  | { readonly type: 'snapshot-intended'; readonly date: GameDate; readonly snapshotId: string }
  | { readonly type: 'snapshot-taken'; readonly date: GameDate; readonly snapshot: SnapshotRef }
  | {
      readonly type: 'write-intended';
      readonly date: GameDate;
      readonly writeId: string;
      readonly rows: number;
      readonly expectedVersion: string;
    }
  | { readonly type: 'write-done'; readonly date: GameDate; readonly receipt: WriteReceipt }
  /** The warehouse was asked and has no such write: the date is whole as it was. */
  | { readonly type: 'write-absent'; readonly date: GameDate; readonly writeId: string }
  | { readonly type: 'date-done'; readonly date: GameDate; readonly figures: DateFigures }
  | {
      readonly type: 'date-ended';
      readonly date: GameDate;
      readonly state: 'failed' | 'blocked' | 'cancelled';
      readonly step: DateStep | null;
      readonly error: ErrorInfo;
    }
  | { readonly type: 'date-skipped'; readonly date: GameDate; readonly reason: string }
  /** Back to `pending`: a retry, or work that a crash cut off before its write. */
  | { readonly type: 'date-reopened'; readonly date: GameDate }
  | { readonly type: 'restore-intended'; readonly date: GameDate; readonly writeId: string }
  | { readonly type: 'restore-done'; readonly date: GameDate; readonly receipt: WriteReceipt }
  | { readonly type: 'restore-absent'; readonly date: GameDate; readonly writeId: string }
  /** Jobs and bytes of the run since the last record of this kind; only where the warehouse bills. */
  | ({ readonly type: 'usage' } & WarehouseUsage)
  /** From here on nothing of the run can be put back; the snapshots themselves go after this is on the disk. */
  | { readonly type: 'snapshots-retired' }
  | { readonly type: 'snapshots-dropped' }
  | { readonly type: 'log'; readonly level: LogLevel; readonly date: GameDate | null; readonly message: string };

/** An event as it stands in the file: numbered from 1 without gaps, so that a lost line is noticed. */
export type JournalRecord = RunEvent & { readonly n: number; readonly at: string };

export type RunEventType = RunEvent['type'];
