import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import { COVERAGE_GROUPS } from '../../shared/coverage.js';
import { DEFAULT_SETTINGS } from '../../shared/settings.js';
import { readForPlan } from '../backfill/plan/planner.js';
import { CalendarService } from '../calendar/service.js';
import { ChecksService } from '../checks/service.js';
import type { ChecksParts } from '../checks/parts.js';
import { LINE_FEATURE } from '../coverage/features.js';
import { CoverageService } from '../coverage/service.js';
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
    // Teams and books are two views; whoever opens one likely opens the other.
    groups: async (over, range) => {
      for (const by of COVERAGE_GROUPS) await new CoverageService(over, clock).groups(range, LINE_FEATURE, by);
    },
    date: (over, range) => new CoverageService(over, clock).players(range.from, LINE_FEATURE),
    lines: (over, range) => new LinesService(over, clock).gaps(range),
    checks: (over, range) => checks(over).run(range.to, DEFAULT_SETTINGS.checks.thresholds),
    'root-cause': (over, range) => checks(over).rootCause(range),
    // What a plan reads depends on its range; the options choose among columns.
    plan: (over, range) => readForPlan(over, { ...DEFAULT_OPTIONS, ...range }, clock.today(), clock.now()),
  };
}
