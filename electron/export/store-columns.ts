import { FEATURE_NAMES } from '../../shared/feature-catalogue.js';
import type { LineSource } from '../warehouse/line-shape.js';
import type { ValueOf } from '../warehouse/statement.js';
import { COMPLETENESS, type storeRows } from '../warehouse/statements/store-rows.js';
import { tableDefinition } from '../warehouse/tables/definitions.js';
import { FEATURE_STORE } from '../warehouse/tables/names.js';
import type { SqlType } from '../warehouse/tables/sql-type.js';
import type { TextField } from './text.js';

export type ExportRow = Readonly<Record<string, ValueOf<(typeof storeRows)['columns'][string]>>>;

export interface ExportColumn {
  readonly name: string;
  readonly type: SqlType;
}

/** The order that is promised; the store's other columns follow as the table declares them. */
const LEADING = [
  'player_lookup',
  'game_date',
  'game_id',
  'features',
  'feature_names',
  'feature_version',
  'feature_quality_score',
  'quality_tier',
  'data_source',
  'opponent_team_abbr',
  'is_home',
  'days_rest',
  COMPLETENESS,
];

/** What differs between equal stores: when and how fast a row was made. Left out unless asked for. */
export const TIME_COLUMNS: readonly string[] = ['created_at', 'updated_at', 'feature_generation_time_ms'];

/** Columns of an export in order. */
export function exportColumns(withTimes: boolean): readonly ExportColumn[] {
  const columns = tableDefinition(FEATURE_STORE).columns.filter(
    (column) => withTimes || !TIME_COLUMNS.includes(column.name),
  );
  const rank = (name: string): number => (LEADING.includes(name) ? LEADING.indexOf(name) : LEADING.length);
  return columns.map(({ name, sqlType }) => ({ name, type: sqlType })).sort((a, b) => rank(a.name) - rank(b.name));
}

/** The value of a column; the completeness struct is put together from its fields, null when the row has none. */
export function valueOf(row: ExportRow, column: ExportColumn): unknown {
  if (column.type.kind !== 'STRUCT') return row[column.name] ?? null;
  const fields = column.type.fields.map((field): [string, unknown] => [
    field.name,
    row[`${column.name}_${field.name}`] ?? null,
  ]);
  const isEmpty = fields.every(([, value]) => value === null || (Array.isArray(value) && value.length === 0));
  return isEmpty ? null : Object.fromEntries(fields);
}

function sourceOf({ name, type }: ExportColumn): LineSource {
  if (name === 'feature_names') return { kind: 'column', column: name, usual: FEATURE_NAMES };
  if (type.kind !== 'STRUCT') return { kind: 'column', column: name };
  return {
    kind: 'struct',
    fields: type.fields.map((field) => ({ name: field.name, column: `${name}_${field.name}` })),
  };
}

/** A field a column, in the order of the columns. */
export function jsonFields(withTimes: boolean): readonly TextField<ExportRow>[] {
  return exportColumns(withTimes).map((column) => ({
    name: column.name,
    value: (row) => valueOf(row, column),
    from: sourceOf(column),
  }));
}

/**
 * CSV has no arrays: the vector becomes a column a feature, named as in the catalogue, and the struct a column a field.
 * `feature_names` is the header then. Elements beyond a shorter, older array are NULL.
 */
export function csvFields(withTimes: boolean): readonly TextField<ExportRow>[] {
  return exportColumns(withTimes).flatMap((column): readonly TextField<ExportRow>[] => {
    if (column.name === 'feature_names') return [];
    if (column.name === 'features') {
      return FEATURE_NAMES.map((name, index) => ({
        name,
        value: (row) => (row['features'] as readonly number[])[index] ?? null,
        from: { kind: 'element', column: 'features', index },
      }));
    }
    if (column.type.kind === 'STRUCT') {
      return column.type.fields.map((field) => ({
        name: `${column.name}_${field.name}`,
        value: (row) => row[`${column.name}_${field.name}`] ?? null,
        from: { kind: 'column', column: `${column.name}_${field.name}` },
      }));
    }
    return [
      { name: column.name, value: (row) => row[column.name] ?? null, from: { kind: 'column', column: column.name } },
    ];
  });
}
