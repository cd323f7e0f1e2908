import type { AnyStatement } from '../warehouse/statement.js';
import { isTableName, tableDefinition } from '../warehouse/tables/definitions.js';
import type { TableName } from '../warehouse/tables/names.js';

const TABLE_AND_ALIAS = /\{([a-z_]+\.[a-z0-9_]+)\}\s+AS\s+(\w+)/g;

/**
 * Which columns of its tables a statement reads, taken from its text: statements name every column with the alias of its
 * table. Where a statement uses one alias twice, a column of the same name counts for both.
 */
export function columnsRead(statement: AnyStatement): ReadonlyMap<TableName, ReadonlySet<string>> {
  const read = new Map<TableName, Set<string>>(statement.tables.map((table) => [table, new Set()]));
  for (const [, table = '', alias = ''] of statement.sql.matchAll(TABLE_AND_ALIAS)) {
    if (!isTableName(table)) continue;
    const named = new Set(
      [...statement.sql.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g'))].map((match) => match[1]),
    );
    for (const { name } of tableDefinition(table).columns) if (named.has(name)) read.get(table)?.add(name);
  }
  return read;
}
