import { BacklineError } from './errors.js';
import { DEFAULT_CSV, type CsvSettings } from './settings.js';
import { defused } from './formula.js';

/** Any of these may part cells for a program that guesses the delimiter or takes it from its locale. */
const NEEDS_QUOTES = /[",;\t|\r\n]/;

export const BYTE_ORDER_MARK = '\uFEFF';

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * One cell by RFC 4180. NULL is the settings' text without quotes, and a text that reads the same is quoted, so that
 * the two stay apart: an empty text is `""`. Numbers are written as they are, negative ones too, told by their type and
 * not by their looks; text that a spreadsheet would run is defused. Arrays are their JSON text.
 */
export function csvCell(value: unknown, csv: CsvSettings = DEFAULT_CSV): string {
  if (value === null || value === undefined) return csv.nullText;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : csv.nullText;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = defused(typeof value === 'string' ? value : JSON.stringify(value));
  return text === '' || text === csv.nullText || NEEDS_QUOTES.test(text) ? quoted(text) : text;
}

/** One record, ended by CRLF as RFC 4180 has it. */
export function csvRecord(values: readonly unknown[], csv: CsvSettings = DEFAULT_CSV): string {
  return `${values.map((value) => csvCell(value, csv)).join(csv.delimiter)}\r\n`;
}

/** What stands before the first record. */
export function csvStart(csv: CsvSettings): string {
  return csv.byteOrderMark ? BYTE_ORDER_MARK : '';
}

/** @throws BacklineError `bad_input` when the text for NULL would break the records or be run by a spreadsheet. */
export function checkCsvSettings(csv: CsvSettings): void {
  const { nullText } = csv;
  if (!NEEDS_QUOTES.test(nullText) && defused(nullText) === nullText) return;
  throw new BacklineError('bad_input', `the CSV text for NULL, "${nullText}", cannot stand in a file unquoted`, {
    subject: 'csv.nullText',
    remedy: 'Choose a word without quotes, delimiters or line breaks that does not begin with = + - or @.',
  });
}
