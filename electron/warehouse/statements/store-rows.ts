import { defineStatement, type ColumnType } from '../statement.js';
import { tableDefinition } from '../tables/definitions.js';
import { FEATURE_STORE } from '../tables/names.js';
import type { SqlType } from '../tables/sql-type.js';

/** Fields of `historical_completeness` come as columns of their own: a statement's row has no structs. */
export const COMPLETENESS = 'historical_completeness';

function columnType(type: SqlType): ColumnType {
  if (type.kind === 'ARRAY') return `ARRAY<${type.element.kind}>` as ColumnType;
  if (type.kind === 'STRUCT') throw new Error('a struct within a struct has no column type');
  return type.kind;
}

/** Column of the result, path in the table, type. */
const SELECTED: readonly { readonly alias: string; readonly path: string; readonly type: ColumnType }[] =
  tableDefinition(FEATURE_STORE).columns.flatMap((column) =>
    column.sqlType.kind === 'STRUCT'
      ? column.sqlType.fields.map((field) => ({
          alias: `${column.name}_${field.name}`,
          path: `s.${column.name}.${field.name}`,
          type: columnType(field.type),
        }))
      : [{ alias: column.name, path: `s.${column.name}`, type: columnType(column.sqlType) }],
  );

/** Every column of the store's rows, sorted by date, then player; the rest of the order settles duplicate keys. */
export const storeRows = defineStatement({
  name: 'store-rows',
  sql: `
SELECT
${SELECTED.map(({ alias, path }) => `  ${path} AS ${alias}`).join(',\n')}
FROM {nba_predictions.ml_feature_store_v2} AS s
WHERE s.game_date BETWEEN @from AND @to
ORDER BY game_date, player_lookup, game_id, created_at, data_hash`,
  params: { from: 'DATE', to: 'DATE' },
  columns: Object.fromEntries(SELECTED.map(({ alias, type }): [string, ColumnType] => [alias, type])),
  key: ['game_date', 'player_lookup', 'game_id', 'created_at', 'data_hash'],
});
