import type { BackfillService } from '../backfill/service.js';
import type { Clock } from '../calendar/clock.js';
import type { CoverageService } from '../coverage/service.js';
import type { LinesService } from '../lines/service.js';
import type { Warehouse } from '../warehouse/port.js';
import type { KeptDistributions } from './kept-distributions.js';

export interface ChecksParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly coverage: CoverageService;
  readonly lines: Pick<LinesService, 'gaps' | 'capturedFeeds'>;
  /** The journal: what wrote the store around a break. */
  readonly runs: Pick<BackfillService, 'runs'>;
  readonly distributions: KeptDistributions;
}
