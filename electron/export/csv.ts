/** Characters that make a spreadsheet run a text cell as a formula when they come first. */
const RUNS = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * One cell by RFC 4180. NULL is nothing, an empty text is `""`, so the two stay apart. Numbers are written as they are,
 * negative ones too; text that a spreadsheet would run gets an apostrophe in front. Arrays are their JSON text.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return '""';
  const safe = RUNS.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? quoted(safe) : safe;
}

/** One record, ended by CRLF as RFC 4180 has it. */
export function csvRecord(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
