import { describe, expect, it } from 'vitest';
import { cellText, objectText, valueText } from '../../../electron/warehouse/bigquery/ndjson.js';
import { queryParameters } from '../../../electron/warehouse/bigquery/params.js';
import type { TableField } from '../../../electron/warehouse/bigquery/rest.js';
import { rowReader } from '../../../electron/warehouse/bigquery/values.js';
import { typeText } from '../../../electron/warehouse/bigquery/fields.js';
import { defineStatement, type ColumnType } from '../../../electron/warehouse/statement.js';

function readOne(type: ColumnType, field: Omit<TableField, 'name'>, v: unknown): unknown {
  const statement = defineStatement({ name: 's', sql: '', params: {}, columns: { c: type }, key: [] });
  const reader = rowReader(statement, [{ name: 'c', ...field }]);
  return reader.read([{ f: [{ v: v as string | null }] }])[0]?.c;
}

describe('cells of a result', () => {
  it.each<[ColumnType, Omit<TableField, 'name'>, unknown, unknown]>([
    ['STRING', { type: 'STRING' }, '', ''],
    ['INT64', { type: 'INTEGER' }, '-9007199254740991', -9007199254740991],
    ['NUMERIC', { type: 'NUMERIC' }, '27.5', 27.5],
    ['NUMERIC', { type: 'NUMERIC' }, '0.1234567890123456', 0.1234567890123456],
    ['FLOAT64', { type: 'FLOAT' }, '1.0E-7', 1e-7],
    ['FLOAT64', { type: 'FLOAT' }, '-0.0', -0],
    ['FLOAT64', { type: 'FLOAT' }, 'NaN', Number.NaN],
    ['FLOAT64', { type: 'FLOAT64' }, '-Infinity', Number.NEGATIVE_INFINITY],
    ['BOOL', { type: 'BOOLEAN' }, 'false', false],
    ['DATE', { type: 'DATE' }, '2026-01-31', '2026-01-31'],
    ['TIMESTAMP', { type: 'TIMESTAMP' }, '1769904000000000', '2026-02-01T00:00:00Z'],
    ['TIMESTAMP', { type: 'TIMESTAMP' }, '1769904000120000', '2026-02-01T00:00:00.120Z'],
    ['TIMESTAMP', { type: 'TIMESTAMP' }, '-1', '1969-12-31T23:59:59.999999Z'],
    ['INT64', { type: 'INTEGER' }, null, null],
    ['ARRAY<STRING>', { type: 'STRING', mode: 'REPEATED' }, [{ v: 'a' }, { v: '' }], ['a', '']],
    ['ARRAY<FLOAT64>', { type: 'FLOAT', mode: 'REPEATED' }, [], []],
    ['ARRAY<DATE>', { type: 'DATE', mode: 'REPEATED' }, null, []],
  ])('%s of %o: %o is %o', (type, field, cell, value) => {
    expect(readOne(type, field, cell)).toEqual(value);
  });

  it.each<[ColumnType, Omit<TableField, 'name'>, string]>([
    ['INT64', { type: 'INTEGER' }, '9007199254740993'],
    ['NUMERIC', { type: 'NUMERIC' }, '12345678901234567.123456789'],
  ])('%s of %o beyond a number names the column: %s', (type, field, cell) => {
    expect(() => readOne(type, field, cell)).toThrow(/s: c holds .* beyond what a number can carry/);
  });

  it('refuses columns and types that are not the declared ones', () => {
    expect(() => readOne('INT64', { type: 'STRING' }, '1')).toThrow(/declared INT64, the warehouse gives STRING/);
    expect(() => readOne('STRING', { type: 'STRING', mode: 'REPEATED' }, [])).toThrow(/gives ARRAY<STRING>/);
    const statement = defineStatement({ name: 's', sql: '', params: {}, columns: { a: 'STRING' }, key: [] });
    expect(() => rowReader(statement, [{ name: 'b', type: 'STRING' }])).toThrow(/declares the columns a and gives b/);
  });
});

describe('parameters', () => {
  const statement = defineStatement({
    name: 's',
    sql: '',
    params: { day: 'DATE', days: 'ARRAY<DATE>', names: 'ARRAY<STRING>', n: 'INT64', at: 'TIMESTAMP' },
    columns: {},
    key: [],
  });
  const good = { day: '2026-01-31', days: [], names: ['2026-01-31'], n: 3, at: '2026-01-31T00:00:00Z' };

  it('have the declared type, also when empty or when they look like another', () => {
    const byName = new Map(queryParameters(statement, good).map((parameter) => [parameter.name, parameter]));
    expect(byName.get('day')).toMatchObject({
      parameterType: { type: 'DATE' },
      parameterValue: { value: '2026-01-31' },
    });
    expect(byName.get('days')).toEqual({
      name: 'days',
      parameterType: { type: 'ARRAY', arrayType: { type: 'DATE' } },
      parameterValue: { arrayValues: [] },
    });
    expect(byName.get('names')?.parameterType).toEqual({ type: 'ARRAY', arrayType: { type: 'STRING' } });
    expect(byName.get('n')?.parameterValue).toEqual({ value: '3' });
  });

  it.each([{ day: '2026-02-30' }, { days: ['x'] }, { names: [1] }, { n: 2 ** 53 }, { at: 'now' }])(
    'refuse %o',
    (wrong) => {
      expect(() => queryParameters(statement, { ...good, ...wrong })).toThrow(
        new RegExp(`parameter ${Object.keys(wrong)[0] ?? ''} is not a`),
      );
    },
  );
});

describe('lines of a load', () => {
  const field = (type: string, more: Partial<TableField> = {}): TableField => ({ name: 'c', type, ...more });

  it.each<[TableField, unknown, string]>([
    [field('FLOAT'), -0, '-0.0'],
    [field('FLOAT'), Number.NaN, '"NaN"'],
    [field('FLOAT'), Number.POSITIVE_INFINITY, '"Infinity"'],
    [field('NUMERIC', { precision: '5', scale: '1' }), 27.25, '"27.3"'],
    [field('NUMERIC', { precision: '5', scale: '2' }), -0.005, '"-0.01"'],
    [field('NUMERIC'), 1e-7, '"0.000000100"'],
    [field('STRING'), 'a"b\n\u2028ü', JSON.stringify('a"b\n\u2028ü')],
    [field('TIMESTAMP'), '2026-01-31T10:00:00.120000Z', '"2026-01-31T10:00:00.120Z"'],
    [field('STRING', { mode: 'REPEATED' }), undefined, '[]'],
    [field('DATE', { mode: 'REPEATED' }), ['2026-01-31'], '["2026-01-31"]'],
    [field('RECORD', { fields: [field('INTEGER')] }), { c: 3 }, '{"c":3}'],
  ])('%o: %o is %s', (column, value, text) => {
    expect(valueText(column, value, 'row')).toBe(text);
  });

  it.each<[TableField, unknown]>([
    [field('INTEGER'), 1.5],
    [field('DATE'), '2026-02-30'],
    [field('NUMERIC'), Number.NaN],
    [field('STRING', { mode: 'REPEATED' }), ['a', null]],
    [field('BOOL'), 'true'],
  ])('%o refuses %o and names row and column', (column, value) => {
    expect(() => valueText(column, value, 'table 2026-01-31 (player x)')).toThrow(/\(player x\): c is .* not a /);
  });

  it('carry stored values unchanged', () => {
    expect(cellText(field('TIMESTAMP'), '1769904000000001', 'x')).toBe('"2026-02-01T00:00:00.000001Z"');
    expect(cellText(field('NUMERIC'), '12345678901234567890.123456789', 'x')).toBe('"12345678901234567890.123456789"');
    expect(cellText(field('JSON'), '{"a":12345678901234567890}', 'x')).toBe('{"a":12345678901234567890}');
    const record = field('RECORD', {
      fields: [
        { name: 'n', type: 'INTEGER' },
        { name: 'days', type: 'DATE', mode: 'REPEATED' },
      ],
    });
    const cell = { f: [{ v: null }, { v: [{ v: '2026-01-31' }] }] };
    expect(cellText(record, cell, 'x')).toBe('{"days":["2026-01-31"]}');
    expect(typeText(record)).toBe('STRUCT<n INT64, days ARRAY<DATE>>');
    expect(() => cellText(field('RANGE'), '[a, b)', 'x')).toThrow(/cannot be carried/);
  });

  it('leave out what has no value', () => {
    expect(
      objectText([
        ['a', '1'],
        ['b', 'null'],
        ['c', '[]'],
      ]),
    ).toBe('{"a":1,"c":[]}');
  });
});
