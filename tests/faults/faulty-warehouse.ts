import type {
  LiveTable,
  PartitionWrite,
  ReadOptions,
  SnapshotRef,
  SnapshotRequest,
  Warehouse,
  WarehouseInfo,
  WarehouseUsage,
  WriteReceipt,
} from '../../electron/warehouse/port.js';
import type { ColumnTypes, ParamsOf, ParamTypes, RowOf, Statement } from '../../electron/warehouse/statement.js';
import type { TableName } from '../../electron/warehouse/tables/names.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';

export interface Call {
  readonly what: 'read' | 'snapshot' | 'write' | 'find' | 'restore' | 'drop';
  /** Before the real call, or after it took place and before its answer is known. */
  readonly when: 'before' | 'after';
  readonly statement?: string;
  readonly date?: GameDate;
  readonly options?: ReadOptions | undefined;
}

/** May throw (the call then fails at that moment), wait, or kill the process. */
export type Hook = (call: Call) => void | Promise<void>;

/** The real warehouse, with something happening around its calls. */
export class FaultyWarehouse implements Warehouse {
  hook: Hook = () => undefined;

  constructor(private readonly real: Warehouse) {}

  get info(): WarehouseInfo {
    return this.real.info;
  }

  get statementsRun(): number {
    return this.real.statementsRun;
  }

  async #around<T>(call: Omit<Call, 'when'>, work: () => Promise<T>): Promise<T> {
    await this.hook({ ...call, when: 'before' });
    const value = await work();
    await this.hook({ ...call, when: 'after' });
    return value;
  }

  read<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): Promise<readonly RowOf<C>[]> {
    return this.#around({ what: 'read', statement: statement.name, options }, () =>
      this.real.read(statement, params, options),
    );
  }

  async *stream<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): AsyncGenerator<readonly RowOf<C>[]> {
    await this.hook({ what: 'read', when: 'before', statement: statement.name, options });
    yield* this.real.stream(statement, params, options);
  }

  estimate<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): Promise<number | null> {
    return this.real.estimate(statement, params, options);
  }

  usage(run?: string): WarehouseUsage {
    return this.real.usage(run);
  }

  liveTable(table: TableName): Promise<LiveTable | null> {
    return this.real.liveTable(table);
  }

  partitionVersions(table: TableName, range: DateRange): Promise<ReadonlyMap<GameDate, string>> {
    return this.real.partitionVersions(table, range);
  }

  writePartition(write: PartitionWrite): Promise<WriteReceipt> {
    return this.#around({ what: 'write', date: write.date }, () => this.real.writePartition(write));
  }

  findWrite(writeId: string): Promise<WriteReceipt | null> {
    return this.#around({ what: 'find' }, () => this.real.findWrite(writeId));
  }

  /** A date at fault fails all that were asked for with it, as one transaction does. */
  snapshotPartitions(table: TableName, wanted: readonly SnapshotRequest[]): Promise<readonly SnapshotRef[]> {
    return wanted.reduce(
      (work: () => Promise<readonly SnapshotRef[]>, { date }) =>
        () =>
          this.#around({ what: 'snapshot', date }, work),
      () => this.real.snapshotPartitions(table, wanted),
    )();
  }

  restorePartition(snapshot: SnapshotRef, writeId: string): Promise<WriteReceipt> {
    return this.#around({ what: 'restore', date: snapshot.date }, () => this.real.restorePartition(snapshot, writeId));
  }

  dropSnapshots(ids: readonly string[]): Promise<void> {
    return this.#around({ what: 'drop' }, () => this.real.dropSnapshots(ids));
  }

  close(): Promise<void> {
    return this.real.close();
  }
}
