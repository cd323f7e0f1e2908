/** A cell as RFC 4180 has it; whether it stood in quotes tells an empty text from no value. */
export interface CsvValue {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Reads CSV by the letter of RFC 4180 and nothing more: CRLF after every record, a quote only around a whole cell or
 * doubled within one, equally many cells in each record. Anything else is an error that says where.
 */
export function parseCsv(text: string, delimiter = ','): readonly (readonly CsvValue[])[] {
  const records: CsvValue[][] = [];
  let record: CsvValue[] = [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`record ${records.length + 1}, cell ${record.length + 1}: ${why}`);
  };
  const quotedCell = (): string => {
    let cell = '';
    for (at += 1; ;) {
      const end = text.indexOf('"', at);
      if (end === -1) fail('a quote is not closed');
      cell += text.slice(at, end);
      at = end + 1;
      if (text[at] !== '"') return cell;
      cell += '"';
      at += 1;
    }
  };
  const plainCell = (): string => {
    const start = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\r' && text[at] !== '\n') {
      if (text[at] === '"') fail('a quote within a cell that does not begin with one');
      at += 1;
    }
    return text.slice(start, at);
  };
  while (at < text.length) {
    const quoted = text[at] === '"';
    record.push({ text: quoted ? quotedCell() : plainCell(), quoted });
    if (text[at] === delimiter) at += 1;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      if (records[0] !== undefined && records[0].length !== record.length) fail(`not ${records[0].length} cells`);
      records.push(record);
      record = [];
    } else fail('neither a delimiter nor CRLF after the cell');
  }
  if (record.length > 0) fail('the last record has no CRLF');
  return records;
}
