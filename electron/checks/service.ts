import { BacklineError } from '../../shared/errors.js';
import type { CheckReport, RootCauseReport, ThresholdSet } from '../../shared/checks.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { BackfillService } from '../backfill/service.js';
import type { Clock } from '../calendar/clock.js';
import type { CoverageService } from '../coverage/service.js';
import type { LinesService } from '../lines/service.js';
import type { Warehouse } from '../warehouse/port.js';

export interface ChecksParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly coverage: CoverageService;
  readonly lines: LinesService;
  /** The journal: what wrote the store around a break. */
  readonly runs: Pick<BackfillService, 'runs'>;
}

/** The checks that would have caught the incident, and the walk that explains one. Reads only. */
export class ChecksService {
  constructor(protected readonly parts: ChecksParts) {}

  async run(asOf: GameDate, thresholds: ThresholdSet): Promise<CheckReport> {
    throw new BacklineError('internal', `checks of ${asOf} ${thresholds}`);
  }

  async rootCause(range: DateRange): Promise<RootCauseReport> {
    throw new BacklineError('internal', `root cause of ${range.from}`);
  }
}
