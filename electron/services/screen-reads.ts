import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import { DEFAULT_SETTINGS } from '../../shared/settings.js';
import { readForPlan } from '../backfill/plan/planner.js';
import { CalendarService } from '../calendar/service.js';
import { ChecksService } from '../checks/service.js';
import type { ChecksParts } from '../checks/parts.js';
import { LINE_FEATURE } from '../coverage/features.js';
import { CoverageService } from '../coverage/service.js';
import { readForFile } from '../export/store-source.js';
import { readBehind } from '../lines/raw-evidence.js';
import { LinesService } from '../lines/service.js';
import type { Warehouse } from '../warehouse/port.js';
import type { ReadCostParts } from './read-cost.js';

/** How each screen reads: the screens' own services over another warehouse. Every feature stands in the same column. */
export function readersOf({
  clock,
  runs,
  distributions,
}: Pick<ChecksParts, 'clock' | 'runs' | 'distributions'>): ReadCostParts['read'] {
  const checks = (warehouse: Warehouse): ChecksService =>
    new ChecksService({
      warehouse,
      clock,
      coverage: new CoverageService(warehouse, clock),
      lines: new LinesService(warehouse, clock),
      runs,
      distributions,
    });
  return {
    calendar: (over, range) => new CalendarService(over, clock).days(range),
    players: (over) => new LinesService(over, clock).allPlayers(clock.today()),
    coverage: (over, range) => new CoverageService(over, clock).report(range, LINE_FEATURE),
    teams: (over, range) => new CoverageService(over, clock).groups(range, LINE_FEATURE, 'team'),
    books: (over, range) => new CoverageService(over, clock).groups(range, LINE_FEATURE, 'book'),
    date: (over, range) => new CoverageService(over, clock).players(range.from, LINE_FEATURE),
    row: (over, range) => readThough(new CoverageService(over, clock).row(NOBODY, range.from)),
    evidence: async (over, range) => {
      await readThough(new LinesService(over, clock).evidence(NOBODY, range.from));
      // Read of a player whom the facts know.
      await readBehind(over, range.from, NOBODY, [NOBODY]);
    },
    lines: (over, range) => new LinesService(over, clock).gaps(range),
    checks: (over, range) => checks(over).run(range.to, DEFAULT_SETTINGS.checks.thresholds),
    'root-cause': (over, range) => checks(over).rootCause(range),
    // What a plan reads depends on its range; the options choose among columns.
    plan: (over, range) => readForPlan(over, { ...DEFAULT_OPTIONS, ...range }, clock.today(), clock.now()),
    features: (over, range) => readForFile(over, range),
  };
}

/** A player of no table: what is read of a date does not hang on whom it is asked for. */
const NOBODY = 'nobody';

/** That there is no such row is no failure of what was read. */
async function readThough(read: Promise<unknown>): Promise<void> {
  await read.catch((thrown: unknown) => {
    if (!(thrown instanceof BacklineError) || thrown.code !== 'not_found') throw thrown;
  });
}
