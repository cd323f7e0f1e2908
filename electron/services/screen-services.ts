import type { Planner } from '../backfill/plan/planner.js';
import type { CalendarService } from '../calendar/service.js';
import type { ChecksService } from '../checks/service.js';
import type { CoverageService } from '../coverage/service.js';
import type { LinesService } from '../lines/service.js';

/** What the screens read with. */
export interface ScreenServices {
  readonly calendar: CalendarService;
  readonly planner: Planner;
  readonly coverage: CoverageService;
  readonly lines: LinesService;
  readonly checks: ChecksService;
}

/** Settles as `work` does, but not before its reads have ended: a failure and an abort of the signal end them. */
export type Until = <T>(signal: AbortSignal | undefined, work: (own: ScreenServices) => Promise<T>) => Promise<T>;
