import { assertNever } from '../../shared/assert-never.js';
import type { CsvSettings } from '../../shared/settings.js';
import type { ExportFormat } from '../../shared/tables/scope.js';
import { csvRecord, csvStart } from '../../shared/csv.js';
import type { LineField, LineShape, LineSource } from '../warehouse/line-shape.js';

/** Text formats; a Parquet file is made of NDJSON. */
export type TextFormat = Exclude<ExportFormat, 'parquet'>;

/** A column of an export, with how a row of kind `R` fills it. */
export interface TextField<R> {
  readonly name: string;
  readonly value: (row: R) => unknown;
  /** The same, said so that an engine can do it; absent where only code can. */
  readonly from?: LineSource;
}

/** How one format is put together: what stands before, between and after the lines of the rows. */
export interface TextShape<R> {
  readonly start: string;
  /** Between two rows; a line itself ends in what its format ends records with. */
  readonly between: string;
  readonly end: string;
  readonly line: (row: R) => string;
}

/** A JSON object in the order of the fields; numbers that are none are null. */
function jsonLine<R>(fields: readonly TextField<R>[]): (row: R) => string {
  return (row) => JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value(row)])));
}

export function textShape<R>(format: TextFormat, fields: readonly TextField<R>[], csv: CsvSettings): TextShape<R> {
  switch (format) {
    case 'csv': {
      const names = fields.map(({ name }) => name);
      return {
        start: csvStart(csv) + csvRecord(names, csv),
        between: '',
        end: '',
        line: (row) =>
          csvRecord(
            fields.map(({ value }) => value(row)),
            csv,
          ),
      };
    }
    case 'ndjson': {
      const object = jsonLine(fields);
      return { start: '', between: '', end: '', line: (row) => `${object(row)}\n` };
    }
    case 'json':
      return { start: '[\n', between: ',\n', end: '\n]\n', line: jsonLine(fields) };
    default:
      return assertNever(format, 'text format');
  }
}

/** The text of batches of rows, a piece a batch. */
export async function* textOf<R>(
  shape: TextShape<R>,
  batches: AsyncIterable<readonly R[]> | Iterable<readonly R[]>,
): AsyncIterable<string> {
  yield shape.start;
  let first = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield (first ? '' : shape.between) + batch.map(shape.line).join(shape.between);
    first = false;
  }
  yield shape.end;
}

/**
 * The lines of a format as an engine may write them, each with what stands between rows before it; null where it cannot
 * know how.
 */
export function lineShape<R>(
  format: TextFormat,
  fields: readonly TextField<R>[],
  csv: CsvSettings,
): LineShape<R> | null {
  const known: LineField[] = [];
  for (const { name, from } of fields) if (from !== undefined) known.push({ name, from });
  if (known.length < fields.length) return null;
  const { line, between } = textShape(format, fields, csv);
  const shared = { fields: known, line: (row: R): string => between + line(row) };
  switch (format) {
    case 'csv':
      return { ...shared, style: { kind: 'csv', delimiter: csv.delimiter, nullText: csv.nullText } };
    case 'ndjson':
      return { ...shared, style: { kind: 'json', before: between, after: '\n' } };
    case 'json':
      return { ...shared, style: { kind: 'json', before: between, after: '' } };
    default:
      return assertNever(format, 'text format');
  }
}
