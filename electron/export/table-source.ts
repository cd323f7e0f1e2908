import { BacklineError } from '../../shared/errors.js';
import type { CellType, CellValue } from '../../shared/tables/table.js';
import type { OpenTable, TableField } from '../tables/open-table.js';
import type { SqlType } from '../warehouse/tables/sql-type.js';
import type { TableExport } from './requests.js';
import { batchesOf } from './row-batches.js';
import type { Source } from './source.js';
import { textOf, textShape } from './text.js';

function cellType(type: CellType): SqlType {
  switch (type) {
    case 'date':
      return { kind: 'DATE' };
    case 'timestamp':
      return { kind: 'TIMESTAMP' };
    case 'integer':
      return { kind: 'INT64' };
    case 'number':
    case 'percent':
      return { kind: 'FLOAT64' };
    case 'boolean':
      return { kind: 'BOOL' };
    case 'text':
      return { kind: 'STRING' };
  }
}

interface ExportedField extends TableField {
  /** Its place among the table's columns. */
  readonly at: number;
}

function columnsOf(fields: readonly TableField[], wanted: readonly string[] | null): readonly ExportedField[] {
  const all = fields.map((field, at) => ({ ...field, at }));
  if (wanted === null) return all;
  const bad = (id: string, what: string): BacklineError =>
    new BacklineError('bad_input', what, {
      subject: id,
      remedy: `Columns: ${fields.map((one) => one.id).join(', ')}.`,
    });
  return wanted.map((id, position) => {
    const found = all.find((field) => field.id === id);
    if (found === undefined) throw bad(id, `there is no column "${id}" in this table`);
    if (wanted.indexOf(id) !== position) throw bad(id, `the column "${id}" is asked for twice`);
    return found;
  });
}

/**
 * A screen's table, filtered and sorted by the same rules.
 * @throws BacklineError `bad_input` for an unknown column or one named twice.
 */
export function tableSource(table: OpenTable, request: TableExport): Source<readonly CellValue[]> {
  const { query, scope } = request;
  const columns = columnsOf(table.fields, request.columns ?? null);
  const { rows, cells } = table.select(query);
  const { table: name, ...parameters } = scope;
  return {
    fields: () => columns.map(({ id, at }) => ({ name: id, value: (row) => row[at] ?? null })),
    types: columns.map(({ id, type }) => ({ name: id, type: cellType(type) })),
    text: (format, fields, csv) => textOf(textShape(format, fields, csv), batchesOf(cells(), request)),
    parquetParts: null,
    describe: () => ({
      what: name,
      parameters,
      query,
      statement: null,
      rows,
      rowsUnfiltered: table.rows,
      columnsLeftOut: table.fields.flatMap(({ id }) => (columns.some((one) => one.id === id) ? [] : [id])),
    }),
  };
}
