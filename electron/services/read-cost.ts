import type { DateRange } from '../../shared/game-date.js';
import type { ReadCost, ReadKind } from '../../shared/read-cost.js';
import { estimateReads } from '../backfill/plan/cost.js';
import { ReadRecorder } from '../backfill/plan/read-recorder.js';
import type { Warehouse } from '../warehouse/port.js';

export interface ReadCostParts {
  readonly warehouse: Warehouse;
  /** Reads for a screen, over the warehouse given; what it makes of the rows is not looked at. */
  readonly read: Readonly<Record<ReadKind, (over: Warehouse, range: DateRange) => Promise<unknown>>>;
  /** Asked only where reads cost anything. */
  readonly capPerQuery: () => Promise<number>;
}

/**
 * What a screen would be billed for what it reads, before it does: the code that reads for it is sent through a warehouse
 * that writes down what it is asked, and each of these reads is estimated.
 */
export class ReadCostService {
  constructor(private readonly parts: ReadCostParts) {}

  /**
   * What all of `kinds` over a range would cost; null where reads cost nothing. Which further question an answer leads to
   * is not known before: such a read is not in it.
   */
  async of(kinds: readonly ReadKind[], range: DateRange): Promise<ReadCost | null> {
    const { warehouse, read, capPerQuery } = this.parts;
    if (warehouse.info.leastBilledPerTable === undefined) return null;
    const recorder = new ReadRecorder(warehouse.info);
    for (const kind of kinds) await read[kind](recorder, range);
    const estimates = await estimateReads(warehouse, recorder.take());
    if (estimates === null) return null;
    return {
      bytes: estimates.reduce((sum, bytes) => sum + bytes, 0),
      queries: estimates.length,
      capPerQuery: await capPerQuery(),
    };
  }
}
