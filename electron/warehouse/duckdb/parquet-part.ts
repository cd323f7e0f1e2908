import { assertNever } from '../../../shared/assert-never.js';
import type { ParquetField } from '../parquet-field.js';
import type { ReadOptions } from '../port.js';
import type { AnyStatement } from '../statement.js';
import { duckDbType } from '../tables/ddl-duckdb.js';
import type { SqlType } from '../tables/sql-type.js';
import type { Connections } from './connections.js';
import { textLiteral } from './literals.js';
import { bindParameters } from './parameters.js';
import { duckDbText } from './prelude.js';
import { cancellable } from './reading.js';

type Sql = string;

function named(column: string): Sql {
  return `"${column.replaceAll('"', '""')}"`;
}

/** The very value that the text formats would give: no array is NULL, and a number that is none is. */
function valueSql(column: Sql, type: SqlType): Sql {
  const typed = `CAST(${column} AS ${duckDbType(type)})`;
  switch (type.kind) {
    case 'FLOAT64':
      return `CASE WHEN isfinite(${typed}) THEN ${typed} END`;
    case 'ARRAY': {
      const list = `coalesce(${typed}, [])`;
      if (type.element.kind !== 'FLOAT64') return list;
      // One sum tells of nearly every list that there is nothing to look for.
      return (
        `CASE WHEN coalesce(isfinite(list_sum(${typed})), true) THEN ${list} ` +
        `ELSE list_transform(${typed}, lambda v: CASE WHEN isfinite(v) THEN v END) END`
      );
    }
    case 'STRING':
    case 'INT64':
    case 'BOOL':
    case 'DATE':
    case 'TIMESTAMP':
    case 'NUMERIC':
    case 'STRUCT':
      return typed;
    default:
      return assertNever(type, 'type');
  }
}

function fieldSql({ from, type }: ParquetField): Sql {
  if (from.kind === 'column') return valueSql(named(from.column), type);
  if (from.kind === 'element') return valueSql(`${named(from.column)}[${from.index + 1}]`, type);
  const types = new Map(type.kind === 'STRUCT' ? type.fields.map((field) => [field.name, field.type]) : []);
  const parts = from.fields.map(({ name, column }) => {
    const part = types.get(name);
    if (part === undefined) throw new Error(`the struct has no field ${name}`);
    return { name, value: valueSql(named(column), part), column: named(column), isList: part.kind === 'ARRAY' };
  });
  const empty = parts.map(({ column, isList }) =>
    isList ? `(${column} IS NULL OR len(${column}) = 0)` : `${column} IS NULL`,
  );
  const fields = parts.map(({ name, value }) => `${named(name)}: ${value}`).join(', ');
  return `CASE WHEN ${empty.join(' AND ')} THEN NULL ELSE {${fields}} END`;
}

/**
 * Writes a statement's rows to a new Parquet file, in their order, as fast as the engine can; answers how many.
 * @throws BacklineError `cancelled`, `disk_unwritable` naming `file`, `warehouse_failed`.
 */
export async function writeParquetPart(
  connections: Connections,
  statement: AnyStatement,
  params: Readonly<Record<string, unknown>>,
  fields: readonly ParquetField[],
  file: string,
  options: ReadOptions,
): Promise<number> {
  const columns = fields.map((field) => `${fieldSql(field)} AS ${named(field.name)}`).join(', ');
  // To be read once and thrown away: quick rather than small.
  const sql =
    `COPY (SELECT ${columns} FROM (${duckDbText(statement)}) AS r) TO ${textLiteral(file)} ` +
    '(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 20000, USE_TMP_FILE false)';
  return connections.use((connection) =>
    cancellable(connection, file, statement, options, async () => {
      const prepared = await connection.prepare(sql);
      try {
        bindParameters(prepared, statement, params);
        return (await prepared.run()).rowsChanged;
      } finally {
        prepared.destroySync();
      }
    }),
  );
}
