import type { LineField, LineShape, LineStyle } from '../line-shape.js';
import type { ColumnType, ColumnTypes } from '../statement.js';
import { textLiteral } from './literals.js';

/**
 * Stands in the place of a value whose text the engine might write otherwise than JavaScript does: exponents, numbers
 * beyond 2^53, text that CSV quotes or defuses. Such a line is made in code. No other line has this character: JSON
 * escapes it, and CSV text with it is never plain.
 */
const HARD = 'chr(1)';

/** Text that CSV writes as it is, whatever the delimiter. */
const PLAIN = '[A-Za-z0-9_.][A-Za-z0-9_. :/-]*';

type Sql = string;

/** Where a list's JSON text stands in `r`: written once, though several rules look at it. */
function jsonOf(column: string): Sql {
  return named(`${column} as json`);
}

/** Whether a list is the usual one: then it is not carried through the sort, which would cost more than all the rest. */
function usualOf(column: string): Sql {
  return named(`${column} is usual`);
}

function listLiteral(items: readonly string[]): Sql {
  return `[${items.map(textLiteral).join(', ')}]`;
}

/** And its text as JavaScript writes it. */
function listOf(column: string): Sql {
  return named(`${column} as list`);
}

function named(column: string): Sql {
  return `r."${column.replaceAll('"', '""')}"`;
}

/**
 * The engine's JSON writer gives the shortest text of a double, as ECMAScript does, but keeps ".0" and the sign of zero
 * and writes other exponents.
 */
function numberText(value: Sql): Sql {
  const text = `to_json(CAST(${value} AS DOUBLE))::VARCHAR`;
  return (
    `CASE WHEN ${value} = 0 THEN '0' WHEN ends_with(${text}, '.0') THEN left(${text}, -2) ` +
    `WHEN contains(${text}, 'e') OR contains(${text}, 'n') OR contains(${text}, 'N') THEN ${HARD} ELSE ${text} END`
  );
}

/**
 * A decimal of at most 15 digits is the shortest text of its double, because no two such decimals share one (DBL_DIG of
 * C's float.h); below 1e-6 JavaScript writes an exponent. NUMERIC has at most nine digits after its point.
 */
function decimalText(value: Sql): Sql {
  const text = `${value}::VARCHAR`;
  return (
    `CASE WHEN ${value} = 0 THEN '0' WHEN abs(${value}) >= 1000000 OR abs(${value}) < 0.000001 THEN ${HARD} ` +
    `WHEN contains(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`
  );
}

function timestampText(value: Sql): Sql {
  const micros = `(epoch_us(${value}) % 1000000)`;
  return (
    `CASE WHEN epoch_us(${value}) < 0 OR epoch_us(${value}) >= 253402300800000000 THEN ${HARD} ` +
    `ELSE concat(strftime(make_timestamp(epoch_us(${value})), '%Y-%m-%dT%H:%M:%S'), ` +
    `CASE WHEN ${micros} = 0 THEN '' WHEN ${micros} % 1000 = 0 THEN '.' || lpad((${micros} // 1000)::VARCHAR, 3, '0') ` +
    `ELSE '.' || lpad(${micros}::VARCHAR, 6, '0') END, 'Z') END`
  );
}

/** A list of doubles as `[1,2.5]`; the marker when it is beyond what is written the same. */
function numberListText(column: string): Sql {
  const value = named(column);
  const json = jsonOf(column);
  return (
    `CASE WHEN ${value} IS NULL OR len(${value}) = 0 THEN '[]' ` +
    `WHEN contains(${json}, 'e') OR contains(${json}, 'n') OR contains(${json}, 'N') OR ends_with(${json}, '-0.0]') ` +
    `THEN ${HARD} ELSE replace(replace(replace(${json}, '-0.0,', '0,'), '.0,', ','), '.0]', ']') END`
  );
}

/** The bare text of a value that is not null and not a STRING, by type; a type without a rule is left to code. */
const BARE: Readonly<Partial<Record<ColumnType, (value: Sql) => Sql>>> = {
  INT64: (value) =>
    `CASE WHEN ${value} BETWEEN -9007199254740991 AND 9007199254740991 THEN ${value}::VARCHAR ELSE ${HARD} END`,
  FLOAT64: numberText,
  NUMERIC: decimalText,
  BOOL: (value) => `${value}::VARCHAR`,
  DATE: (value) =>
    `CASE WHEN ${value} BETWEEN DATE '1000-01-01' AND DATE '9999-12-31' THEN ${value}::VARCHAR ELSE ${HARD} END`,
  TIMESTAMP: timestampText,
};

const IN_QUOTES: readonly ColumnType[] = ['DATE', 'TIMESTAMP'];

function jsonValue(column: string, type: ColumnType): Sql | null {
  const value = named(column);
  if (type === 'STRING') return `coalesce(to_json(${value})::VARCHAR, 'null')`;
  if (type === 'ARRAY<FLOAT64>') return listOf(column);
  if (type === 'ARRAY<STRING>' || type === 'ARRAY<DATE>') return `coalesce(to_json(${value})::VARCHAR, '[]')`;
  const bare = BARE[type]?.(value);
  if (bare === undefined) return null;
  return `CASE WHEN ${value} IS NULL THEN 'null' ELSE ${IN_QUOTES.includes(type) ? `concat('"', ${bare}, '"')` : bare} END`;
}

function csvValue(column: string, type: ColumnType, nullText: string): Sql | null {
  const value = named(column);
  const none = textLiteral(nullText);
  if (type === 'STRING') {
    return (
      `CASE WHEN ${value} IS NULL THEN ${none} WHEN ${value} = '' THEN '""' ` +
      `WHEN ${value} <> ${none} AND regexp_full_match(${value}, '${PLAIN}') THEN ${value} ELSE ${HARD} END`
    );
  }
  if (type === 'ARRAY<STRING>' || type === 'ARRAY<DATE>') return csvList(value, type, nullText);
  const bare = BARE[type]?.(value);
  return bare === undefined ? null : `CASE WHEN ${value} IS NULL THEN ${none} ELSE ${bare} END`;
}

/** A list is its JSON text in one cell. */
function csvList(value: Sql, type: ColumnType, nullText: string): Sql {
  const json = `to_json(${value})::VARCHAR`;
  // A comma within an item only where no sign can follow it: a list's quote and comma are delimiters to others.
  const items = type === 'ARRAY<DATE>' ? '[0-9-]+' : '[A-Za-z0-9_]([A-Za-z0-9_. :=()\\[\\]]|, [A-Za-z0-9])*';
  return (
    `CASE WHEN ${value} IS NULL OR len(${value}) = 0 THEN ${nullText === '[]' ? HARD : "'[]'"} ` +
    `WHEN regexp_full_match(${json}, '\\[("${items}",?)+\\]') THEN concat('"', replace(${json}, '"', '""'), '"') ` +
    `ELSE ${HARD} END`
  );
}

/** The elements of an array as cells; missing ones are NULL. `[1,2]` without its brackets is them already. */
function csvElements(column: string, count: number, style: LineStyle & { readonly kind: 'csv' }): Sql {
  const value = named(column);
  const list = listOf(column);
  const inner = `(${list})[2:-2]`;
  const cells = style.delimiter === ',' ? inner : `replace(${inner}, ',', ${textLiteral(style.delimiter)})`;
  const filler = `repeat(${textLiteral(style.delimiter + style.nullText)}, ${count} - len(${value}))`;
  return (
    `CASE WHEN ${value} IS NULL OR len(${value}) = 0 OR len(${value}) > ${count} OR ${list} = ${HARD} THEN ${HARD} ` +
    `WHEN len(${value}) = ${count} THEN ${cells} ELSE concat(${cells}, ${filler}) END`
  );
}

/** The text of a usual list stands in the statement; only others are made of their row. */
function jsonUsual(column: string, usual: readonly string[], type: ColumnType): Sql | null {
  const other = jsonValue(column, type);
  return other && `CASE WHEN ${usualOf(column)} THEN ${textLiteral(JSON.stringify(usual))} ELSE ${other} END`;
}

function jsonParts(fields: readonly LineField[], types: ColumnTypes): readonly (Sql | null)[] {
  return fields.flatMap(({ name, from }, at): readonly (Sql | null)[] => {
    const key = textLiteral(`${at === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    if (from.kind === 'element') return [null];
    if (from.kind === 'column') {
      const type = types[from.column] ?? 'STRING';
      return [key, from.usual ? jsonUsual(from.column, from.usual, type) : jsonValue(from.column, type)];
    }
    const inner = jsonParts(
      from.fields.map((field) => ({ name: field.name, from: { kind: 'column', column: field.column } })),
      types,
    );
    if (inner.includes(null)) return [null];
    const empties = from.fields.map(({ column }) =>
      types[column]?.startsWith('ARRAY') === true
        ? `(${named(column)} IS NULL OR len(${named(column)}) = 0)`
        : `${named(column)} IS NULL`,
    );
    return [key, `CASE WHEN ${empties.join(' AND ')} THEN 'null' ELSE concat(${inner.join(', ')}, '}') END`];
  });
}

function csvParts(
  fields: readonly LineField[],
  types: ColumnTypes,
  style: LineStyle & { readonly kind: 'csv' },
): readonly (Sql | null)[] {
  const parts: (Sql | null)[] = [];
  for (let at = 0; at < fields.length;) {
    const from = fields[at]?.from;
    if (from === undefined || from.kind === 'struct') return [null];
    if (parts.length > 0) parts.push(textLiteral(style.delimiter));
    if (from.kind === 'column') {
      parts.push(csvValue(from.column, types[from.column] ?? 'STRING', style.nullText));
      at += 1;
      continue;
    }
    const { column } = from;
    let count = 0;
    while (isElement(fields[at + count], column, count)) count += 1;
    parts.push(count > 0 && types[column] === 'ARRAY<FLOAT64>' ? csvElements(column, count, style) : null);
    at += Math.max(1, count);
  }
  return parts;
}

function isElement(field: LineField | undefined, column: string, index: number): boolean {
  const from = field?.from;
  return from?.kind === 'element' && from.column === column && from.index === index;
}

/**
 * The rows with a mark whether each list is the usual one; where it is, and the row is not wanted whole, without the list.
 * That has to be done before the rows are sorted, so the order is asked for around it.
 */
function withUsual(
  rowsSql: Sql,
  usuals: readonly { readonly column: string; readonly usual: readonly string[] }[],
  isLean: boolean,
): Sql {
  if (usuals.length === 0) return rowsSql;
  const [, unsorted = rowsSql, order = ''] = /^([\s\S]*)(\nORDER BY [^()]*)$/.exec(rowsSql) ?? [];
  const marks = usuals.map(
    ({ column, usual }) => `coalesce(${named(column)} = ${listLiteral(usual)}, false) AS ${usualOf(column).slice(2)}`,
  );
  const lean = usuals.map(
    ({ column, usual }) =>
      `CASE WHEN ${named(column)} = ${listLiteral(usual)} THEN NULL ELSE ${named(column)} END AS ${named(column).slice(2)}`,
  );
  const columns = isLean ? `* REPLACE (${lean.join(', ')})` : '*';
  return `SELECT ${columns}, ${marks.join(', ')} FROM (${unsorted}) AS r${order}`;
}

export interface LineQueries {
  /** One column: each row's line, or the marker alone where the line has to be made in code. */
  readonly lines: Sql;
  /** The rows of those, in the same order. */
  readonly hardRows: Sql;
}

/** The lines of a statement's rows; null when the shape has something that there is no rule for. */
export function lineQueries<R>(rowsSql: Sql, shape: LineShape<R>, types: ColumnTypes): LineQueries | null {
  const { fields, style } = shape;
  const isJson = style.kind === 'json';
  const parts = isJson
    ? [textLiteral(style.before), ...jsonParts(fields, types), `'}'`, textLiteral(style.after)]
    : [...csvParts(fields, types, style), 'chr(13)', 'chr(10)'];
  if (parts.includes(null)) return null;
  const line = `concat(${parts.join(', ')})`;
  const lists = Object.entries(types).flatMap(([column, type]) => (type === 'ARRAY<FLOAT64>' ? [column] : []));
  const jsons = lists.map((column) => `, to_json(${named(column)})::VARCHAR AS ${jsonOf(column).slice(2)}`).join('');
  const texts = lists.map((column) => `, ${numberListText(column)} AS ${listOf(column).slice(2)}`).join('');
  const rowsOf = (sql: Sql): Sql => `(SELECT *${texts} FROM (SELECT *${jsons} FROM (${sql}) AS r) AS r) AS r`;
  const usuals = fields.flatMap(({ from }) =>
    isJson && from.kind === 'column' && from.usual ? [{ column: from.column, usual: from.usual }] : [],
  );
  const rows = rowsOf(withUsual(rowsSql, usuals, true));
  const allRows = rowsOf(withUsual(rowsSql, usuals, false));
  const added = [
    'l',
    ...lists.flatMap((column) => [jsonOf(column).slice(2), listOf(column).slice(2)]),
    ...usuals.map(({ column }) => usualOf(column).slice(2)),
  ];
  const isHard = (text: Sql): Sql =>
    // Its escapes of control characters are in other letters.
    `contains(${text}, ${HARD})${isJson ? ` OR contains(${text}, '\\u')` : ''}`;
  return {
    lines: `SELECT CASE WHEN ${isHard('l')} THEN ${HARD} ELSE l END FROM (SELECT ${line} AS l FROM ${rows})`,
    hardRows: `SELECT * EXCLUDE (${added.join(', ')}) FROM (SELECT r.*, ${line} AS l FROM ${allRows}) WHERE ${isHard('l')}`,
  };
}
