import type { GameDate } from '../../../shared/game-date.js';
import { BacklineError } from '../../../shared/errors.js';
import type { Warehouse, WarehouseInfo, WarehouseUsage } from '../../warehouse/port.js';
import type { AnyStatement, ColumnTypes, ParamsOf, ParamTypes, RowOf, Statement } from '../../warehouse/statement.js';

/** One read as it would be sent. */
export interface RecordedRead {
  readonly statement: AnyStatement;
  readonly params: Readonly<Record<string, unknown>>;
  /** Asks a warehouse what the read would cost. */
  readonly estimate: (warehouse: Warehouse) => Promise<number | null>;
}

/**
 * A warehouse without rows that writes down what it is asked. The code that reads for a run is sent through it, so that
 * what is estimated is what will be read, by the code's own rules and not by a copy of them.
 */
export class ReadRecorder implements Warehouse {
  readonly #reads: RecordedRead[] = [];

  constructor(readonly info: WarehouseInfo) {}

  /** What was asked since the last call. */
  take(): readonly RecordedRead[] {
    return this.#reads.splice(0);
  }

  get statementsRun(): number {
    return 0;
  }

  async read<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
  ): Promise<readonly RowOf<C>[]> {
    this.#reads.push({ statement, params, estimate: (warehouse) => warehouse.estimate(statement, params) });
    return [];
  }

  async *stream<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
  ): AsyncGenerator<readonly RowOf<C>[]> {
    yield await this.read(statement, params);
  }

  async estimate(): Promise<null> {
    return null;
  }

  usage(): WarehouseUsage {
    return { queryJobs: 0, loadJobs: 0, copyJobs: 0, bytesProcessed: null, bytesBilled: null };
  }

  async liveTable(): Promise<null> {
    return null;
  }

  async partitionVersions(): Promise<ReadonlyMap<GameDate, string>> {
    return new Map();
  }

  async writePartition(): Promise<never> {
    throw notHere();
  }

  async findWrite(): Promise<null> {
    return null;
  }

  async snapshotPartitions(): Promise<never> {
    throw notHere();
  }

  async restorePartition(): Promise<never> {
    throw notHere();
  }

  async dropSnapshots(): Promise<never> {
    throw notHere();
  }

  async close(): Promise<void> {}
}

function notHere(): BacklineError {
  return new BacklineError('internal', 'a plan writes nothing');
}
