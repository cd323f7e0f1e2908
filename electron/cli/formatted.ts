import { assertNever } from '../../shared/assert-never.js';
import { BacklineError } from '../../shared/errors.js';
import type { CsvSettings } from '../../shared/settings.js';
import type { CellValue, TableColumn } from '../../shared/tables/table.js';
import { checkCsvSettings, csvRecord, csvStart } from '../../shared/csv.js';
import { writeText, writeWhole } from '../export/whole-file.js';
import { choice, type Args, type Flags } from './args.js';
import type { Io } from './io.js';
import { textTable, type Column } from './table.js';

/** Flags of every command that prints a table. */
export const FORMAT_FLAGS: Flags = { format: 'value', out: 'value' };
export const FORMAT_USAGE = '[--format table|csv|json] [--out FILE]';

const FORMATS = ['table', 'csv', 'json'] as const;
export type TextFormat = (typeof FORMATS)[number];

/**
 * What `--format` and `--json` ask for together. Call it before the services are opened: bad usage should not wait.
 * @throws BacklineError `bad_input` for another word, or when the two contradict each other.
 */
export function textFormat(args: Args): TextFormat {
  const format = choice(args, 'format', FORMATS, args.has('json') ? 'json' : 'table');
  if (args.has('json') && format !== 'json') {
    throw new BacklineError('bad_input', `--json and --format ${format} contradict each other`, {
      subject: '--format',
    });
  }
  return format;
}

export interface Formatted<T> {
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  /** Lines above and below the table for people, each ended by a line feed; CSV and JSON do without. */
  readonly above?: string;
  readonly below?: string;
  /** For people, instead of a table without rows. */
  readonly empty?: string;
  /** Columns that the table for people leaves out, for width; CSV has them all. */
  readonly hidden?: readonly string[];
  /** How the table for people writes the cells of a column, where its type alone does not say it. */
  readonly words?: Readonly<Record<string, (row: T) => string>>;
  /** The JSON document; by default the rows as objects of the columns' names. */
  readonly document?: unknown;
}

/** What prints settings-dependent text needs of the services. */
export interface CsvSource {
  readonly settings: { readonly get: () => Promise<{ readonly csv: CsvSettings }> };
}

/**
 * Prints a table as `--format` asks, on standard output or whole into the file of `--out`.
 * @throws BacklineError `bad_input`, `disk_unwritable` naming the path.
 */
export async function putTable<T>(args: Args, io: Io, services: CsvSource, table: Formatted<T>): Promise<void> {
  const format = textFormat(args);
  const out = args.value('out');
  const { csv } = await services.settings.get();
  const text = render(table, format, csv);
  if (out === undefined) {
    io.out(text);
    return;
  }
  // The mark is for programs that open files; in a pipe it would be part of the first name.
  const whole = format === 'csv' ? csvStart(csv) + text : text;
  const { bytes } = await writeWhole(out, (beside) => writeText(beside, [whole]));
  io.err(`wrote ${out} (${bytes} bytes)\n`);
}

function render<T>(table: Formatted<T>, format: TextFormat, csv: CsvSettings): string {
  switch (format) {
    case 'table':
      return tableText(table);
    case 'csv':
      return csvText(table, csv);
    case 'json':
      return `${JSON.stringify(table.document ?? table.rows.map((row) => objectOf(table.columns, row)), null, 2)}\n`;
    default:
      return assertNever(format, 'format');
  }
}

function objectOf<T>(columns: readonly TableColumn<T>[], row: T): Readonly<Record<string, CellValue>> {
  return Object.fromEntries(columns.map((column) => [column.id, column.value(row)]));
}

function csvText<T>({ columns, rows }: Formatted<T>, csv: CsvSettings): string {
  checkCsvSettings(csv);
  const heading = csvRecord(
    columns.map((column) => column.id),
    csv,
  );
  const records = rows.map((row) =>
    csvRecord(
      columns.map((column) => column.value(row)),
      csv,
    ),
  );
  return heading + records.join('');
}

function tableText<T>({ columns, rows, above = '', below = '', empty, hidden = [], words = {} }: Formatted<T>): string {
  if (rows.length === 0 && empty !== undefined) return above + empty + below;
  const shown = columns
    .filter((column) => !hidden.includes(column.id))
    .map((column) => textColumn(column, rows, words[column.id]));
  return above + textTable(shown, rows) + below;
}

const RIGHT: readonly TableColumn<unknown>['type'][] = ['integer', 'number', 'percent'];

function textColumn<T>(column: TableColumn<T>, rows: readonly T[], words?: (row: T) => string): Column<T> {
  const digits = column.type === 'number' ? digitsOf(rows.map((row) => column.value(row))) : 0;
  return {
    title: column.header,
    align: RIGHT.includes(column.type) ? 'right' : 'left',
    text: words ?? ((row) => cellText(column.type, column.value(row), digits)),
  };
}

/** Decimals of a column of numbers: as many as its longest has, at most three, so that the points stand below each other. */
function digitsOf(values: readonly CellValue[]): number {
  return values.reduce<number>(
    (most, value) =>
      typeof value === 'number'
        ? Math.max(most, String(Math.round(value * 1000) / 1000).split('.')[1]?.length ?? 0)
        : most,
    0,
  );
}

/** A cell for people: en dash for no value, percent with one decimal. */
function cellText(type: TableColumn<unknown>['type'], value: CellValue, digits: number): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (type === 'percent') return `${value.toFixed(1)} %`;
  return type === 'integer' ? String(value) : value.toFixed(digits);
}
