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
