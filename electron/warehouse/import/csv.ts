import { badFile, type FileRow, type RowSource } from './row-source.js';
import { textFile } from './text-lines.js';

interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * CSV as RFC 4180 has it, with a header. An empty field is NULL, `""` is the empty text. Quotes inside a field that does
 * not begin with one, text after the closing quote, and a quote that is never closed are errors.
 */
export function csvSource(path: string, name: string, gzip: boolean): RowSource {
  const text = textFile(path, name, gzip);
  let header: readonly string[] | null = null;
  return {
    spelling: 'csv',
    header: () => header,
    bytesRead: text.bytesRead,
    rows: async function* () {
      const parser = new RecordParser(name);
      for await (const lines of text.lines()) {
        const rows: FileRow[] = [];
        for (const line of lines) {
          const record = parser.push(line);
          if (record === null) continue;
          if (header === null) header = checkHeader(record.fields, `${name}:${String(record.line)}`);
          else rows.push(toRow(record, header, name));
        }
        yield rows;
      }
      parser.end();
      if (header === null) throw badFile(name, 'has no header line');
    },
  };
}

function checkHeader(fields: readonly Field[], where: string): readonly string[] {
  const names = fields.map((field) => field.text.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw badFile(where, `the column ${twice} is there twice`);
  return names;
}

function toRow(record: CsvRecord, header: readonly string[], name: string): FileRow {
  const { line, fields } = record;
  if (fields.length !== header.length) {
    throw badFile(
      `${name}:${String(line)}`,
      `has ${String(fields.length)} fields, the header has ${String(header.length)}`,
    );
  }
  const values: Record<string, unknown> = {};
  header.forEach((column, i) => {
    const field = fields[i];
    values[column] = !field || (field.text === '' && !field.quoted) ? null : field.text;
  });
  return { line, values };
}

interface CsvRecord {
  /** The line it begins on. */
  readonly line: number;
  readonly fields: readonly Field[];
}

/** Puts records together from lines: a quoted field may hold line ends. */
class RecordParser {
  readonly #name: string;
  #line = 0;
  #start = 1;
  #fields: Field[] = [];
  /** Text of a quoted field that the line before left open. */
  #open: string | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** The record that this line completes, or null: a quoted field goes on, or the line is blank. */
  push(text: string): CsvRecord | null {
    this.#line += 1;
    if (this.#open === null) {
      if (text === '') return null;
      this.#start = this.#line;
      this.#fields = [];
    }
    let at = 0;
    for (;;) {
      at = this.#open !== null || text[at] === '"' ? this.#quoted(text, at) : this.#plain(text, at);
      if (this.#open !== null) return null;
      if (at >= text.length) return { line: this.#start, fields: this.#fields };
      at += 1;
      if (at === text.length) {
        this.#fields.push({ text: '', quoted: false });
        return { line: this.#start, fields: this.#fields };
      }
    }
  }

  end(): void {
    if (this.#open !== null) throw badFile(`${this.#name}:${String(this.#start)}`, 'a quote is never closed');
  }

  #plain(text: string, from: number): number {
    const comma = text.indexOf(',', from);
    const end = comma < 0 ? text.length : comma;
    const field = text.slice(from, end);
    if (field.includes('"')) throw badFile(`${this.#name}:${String(this.#line)}`, `a quote inside the field ${field}`);
    this.#fields.push({ text: field, quoted: false });
    return end;
  }

  #quoted(text: string, from: number): number {
    let value = this.#open === null ? '' : `${this.#open}\n`;
    let at = this.#open === null ? from + 1 : from;
    this.#open = null;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) {
        this.#open = value + text.slice(at);
        return text.length;
      }
      value += text.slice(at, quote);
      if (text[quote + 1] !== '"') {
        const next = quote + 1;
        if (next < text.length && text[next] !== ',') {
          throw badFile(`${this.#name}:${String(this.#line)}`, 'text after a closing quote');
        }
        this.#fields.push({ text: value, quoted: true });
        return next;
      }
      value += '"';
      at = quote + 2;
    }
  }
}
