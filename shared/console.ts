import type { RunState } from './backfill.js';
import type { Share } from './coverage.js';
import type { ErrorInfo } from './errors.js';
import type { GameDate } from './game-date.js';

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly dataDir: string;
}

export type OpenTarget = 'data-folder';

export interface WarehouseStatus {
  readonly engine: 'duckdb' | 'bigquery';
  readonly label: string;
  readonly location: string;
  readonly isDemo: boolean;
  /** The date in New York the services work with; `--today` sets it. */
  readonly today: GameDate;
  /** False where reads are billed: nobody has asked for the schedule yet, so its first and last game are not known. */
  readonly scheduleRead: boolean;
  /** First and last scheduled game date known, null when the schedule is empty or was not read. */
  readonly firstGame: GameDate | null;
  readonly lastGame: GameDate | null;
  /** Null when healthy. */
  readonly problem: ErrorInfo | null;
}

/** One day of the range picker and the heatmap. */
export interface CalendarDay {
  readonly date: GameDate;
  /** Final or scheduled games that count (regular season, play-in, playoffs); 0 is a day without games. */
  readonly games: number;
  readonly bootstrap: boolean;
  readonly storedRows: number;
  readonly rowsWithLine: number;
  /** C5 for the date. */
  readonly match: Share;
}

export interface ExportResult {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface ExportProgress {
  readonly path: string;
  readonly rows: number;
}

/** How far an import is. */
export interface ImportProgress {
  /** The folder of the files. */
  readonly folder: string;
  /** The file that is read, or an empty text before the first. */
  readonly file: string;
  /** From 1; 0 before the first. */
  readonly fileNumber: number;
  readonly fileCount: number;
  /** Rows of this file that were read so far. */
  readonly rows: number;
  /** 0..1 of this file by its bytes. */
  readonly fraction: number;
}

export interface ImportResult {
  /** The warehouse file that was made. */
  readonly file: string;
  readonly loaded: readonly { readonly file: string; readonly table: string; readonly rows: number }[];
  /** Files of the folder that are no tables. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Tables for which the folder had no file: they are there, without rows. */
  readonly withoutFile: readonly string[];
}

export interface RunNotice {
  readonly runId: string;
  readonly state: RunState;
  readonly title: string;
  readonly body: string;
}

/** How far the services have come. The window opens before them: making the demo season takes seconds. */
export type ServicesPhase = 'opening' | 'ready' | 'failed';

export interface ServicesStatus {
  readonly phase: ServicesPhase;
  /** What is being done, or was done last. */
  readonly message: string;
  /** 0..1 of the step under way, null when it cannot be told. */
  readonly fraction: number | null;
  /**
   * Set when they failed: calls answer this error, those of the settings excepted. Asking for the warehouse's status, or
   * saving settings, tries again.
   */
  readonly error: ErrorInfo | null;
}
