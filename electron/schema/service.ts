import type { SchemaFinding, SchemaProblem, SchemaReport, SchemaTable } from '../../shared/warehouse-report.js';
import type { LiveColumn, LiveTable, Warehouse } from '../warehouse/port.js';
import { tableDefinitions, type ColumnDefinition, type TableDefinition } from '../warehouse/tables/definitions.js';
import type { TableName } from '../warehouse/tables/names.js';
import { sameKind } from '../warehouse/tables/sql-type.js';
import { liveType } from './live-type.js';
import { usesOf, writesOf } from './uses.js';

/** How a table is called in the warehouse that is compared. */
export type LiveName = (table: TableName) => string;

interface Difference {
  readonly problem: SchemaProblem;
  readonly column?: string;
  readonly expected: string;
  readonly found: string | null;
  readonly message: string;
  readonly disables: readonly string[];
}

/** A file lacks nothing of what its definitions need, or it is not opened at all. */
const OPENING_A_FILE = 'opening the file';

/** Compares the live tables with the definitions. Reads only what tables say of themselves, no rows. */
export class SchemaService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly liveName: LiveName = (table) => table,
  ) {}

  /** All differences, table by table in the order of the definitions. Additional columns and tables are no differences. */
  async check(): Promise<SchemaReport> {
    const compared = await Promise.all(
      tableDefinitions.map(async (definition) =>
        this.#compare(definition, await this.warehouse.liveTable(definition.name)),
      ),
    );
    const findings = compared.flatMap((table) => table.findings);
    return {
      warehouse: this.warehouse.info.location,
      tables: compared.map(({ table }) => table),
      findings,
      usable: findings.every(({ weight }) => weight !== 'needed'),
    };
  }

  #compare(
    definition: TableDefinition,
    live: LiveTable | null,
  ): { readonly table: SchemaTable; readonly findings: readonly SchemaFinding[] } {
    const { name } = definition;
    const liveName = this.liveName(name);
    const differences = live === null ? [this.#missing(definition)] : this.#differences(definition, live);
    const declared = new Set(definition.columns.map((column) => column.name.toLowerCase()));
    const additional = (live?.columns ?? [])
      .map((column) => column.name)
      .filter((one) => !declared.has(one.toLowerCase()));
    const findings = differences.map(({ column, ...difference }): SchemaFinding => ({
      table: name,
      column: column ?? null,
      ...difference,
      weight: difference.disables.length > 0 ? 'needed' : 'declared',
    }));
    const columns = live?.columns.length ?? 0;
    return {
      table: { table: name, liveName, found: live !== null, columns, additional, findings: findings.length },
      findings,
    };
  }

  #missing({ name, columns }: TableDefinition): Difference {
    return {
      problem: 'missing_table',
      expected: `a table of ${columns.length} columns`,
      found: null,
      message: `${this.liveName(name)} is not there`,
      disables: this.#asOpened(true, usesOf(name, null)),
    };
  }

  #differences(definition: TableDefinition, live: LiveTable): readonly Difference[] {
    const byName = new Map(live.columns.map((column) => [column.name.toLowerCase(), column]));
    return [
      ...this.#partitioning(definition, live),
      ...definition.columns.flatMap((column) =>
        this.#column(definition.name, column, byName.get(column.name.toLowerCase())),
      ),
    ];
  }

  #column(table: TableName, column: ColumnDefinition, live: LiveColumn | undefined): readonly Difference[] {
    const named = `${this.liveName(table)}`;
    const type = live === undefined ? null : liveType(live.type);
    if (live !== undefined && type !== null && sameKind(type, column.sqlType)) return [];
    const disables = this.#asOpened(column.needed, usesOf(table, column.name));
    const common = { column: column.name, expected: column.type, disables };
    if (live === undefined) {
      const message = `${named} has no column ${column.name} (${column.type})`;
      return [{ ...common, problem: 'missing_column', found: null, message }];
    }
    const message = `${named}: column ${column.name} is ${live.type}, ${column.type} is expected`;
    return [{ ...common, problem: 'other_type', found: live.type, message }];
  }

  /** The embedded engine has no partitions, so there is nothing to say of them. */
  #partitioning({ name, partition }: TableDefinition, live: LiveTable): readonly Difference[] {
    if (this.warehouse.info.engine === 'duckdb') return [];
    const named = this.liveName(name);
    const writes = writesOf(name);
    const written = writes.length > 0;
    if (live.kind !== 'table') {
      const what = live.kind === 'view' ? 'a view' : 'neither a table nor a view';
      const but = written ? 'its dates cannot be replaced' : 'it can be read, at whatever its definition costs';
      return [
        { problem: 'view', expected: 'a table', found: what, message: `${named} is ${what}: ${but}`, disables: writes },
      ];
    }
    if (partition === null || live.partitionColumn === partition.column) return [];
    const expected = `partitioned by day on ${partition.column}`;
    if (live.partitionColumn === null) {
      const but = written ? 'its dates cannot be replaced one by one' : 'every read pays for the whole table';
      const message = `${named} is not ${expected}: ${but}`;
      return [{ problem: 'not_partitioned', expected, found: null, message, disables: writes }];
    }
    const found = `partitioned on ${live.partitionColumn}`;
    // A filter on another column than the one asked for does not satisfy the table.
    const refused = live.requiresPartitionFilter;
    const but = written
      ? 'its dates cannot be replaced one by one'
      : refused
        ? 'it refuses the filters that Backline sends'
        : 'every read pays for the whole table';
    const message = `${named} is ${found}, not on ${partition.column}: ${but}`;
    return [{ problem: 'other_partition', expected, found, message, disables: refused ? usesOf(name, null) : writes }];
  }

  #asOpened(needed: boolean, uses: readonly string[]): readonly string[] {
    return needed && this.warehouse.info.engine === 'duckdb' ? [OPENING_A_FILE, ...uses] : uses;
  }
}
