import type { CheckReport, RootCauseReport, ThresholdSet } from '../../shared/checks.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { drift, months, sevenDays, weekOverWeek } from './line-share.js';
import { matchRate, playersAgainstLines } from './match-rate.js';
import type { ChecksParts } from './parts.js';
import { productionParity, readDistributions } from './parity.js';
import { readForChecks, type Readings } from './readings.js';
import { findRootCause } from './root-cause/find.js';
import { silentSources } from './silent-sources.js';
import { arrayLength, duplicates, flagMismatch, rowsPerDay } from './store-rows.js';
import { variance } from './variance.js';

/** From the first to the last date that owes rows and is over. */
function owedSpan({ dates, asOf }: Readings): DateRange | null {
  const over = dates.filter(({ date }) => date < asOf);
  const [first, last] = [over[0], over.at(-1)];
  return first && last ? { from: first.date, to: last.date } : null;
}

/** The checks that would have caught the incident, and the walk that explains one. Reads only. */
export class ChecksService {
  constructor(private readonly parts: ChecksParts) {}

  /** Every check as of a day, in the order in which the console leads with them. */
  async run(asOf: GameDate, thresholds: ThresholdSet): Promise<CheckReport> {
    const { warehouse, clock, distributions } = this.parts;
    const ranAt = clock.now().toISOString();
    const distributionsThen = async () => {
      const kept = await distributions.newest(warehouse.info.location, asOf);
      return { kept, now: kept === null ? null : await readDistributions(warehouse, kept) };
    };
    const [readings, { kept, now }] = await Promise.all([readForChecks(this.parts, asOf), distributionsThen()]);
    const checks = [
      sevenDays(readings, thresholds),
      months(readings, thresholds),
      drift(readings),
      playersAgainstLines(readings, thresholds),
      matchRate(readings, thresholds),
      weekOverWeek(readings),
      rowsPerDay(readings),
      flagMismatch(readings),
      arrayLength(readings),
      duplicates(readings),
      variance(readings),
      silentSources(readings),
      productionParity(asOf, owedSpan(readings), kept, now),
    ];
    return {
      asOf,
      thresholds,
      ranAt,
      checks,
      alerts: checks.filter((check) => check.alert).length,
      warnings: checks.filter((check) => !check.alert && (check.verdict === 'warning' || check.verdict === 'critical'))
        .length,
    };
  }

  /**
   * Walks the way of the lines over a range: what lists the players, what gives the lines, where they part, when it
   * broke, what changed then, and what would repair it.
   */
  async rootCause(range: DateRange): Promise<RootCauseReport> {
    return findRootCause(this.parts, range);
  }
}
