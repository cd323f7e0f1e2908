import { describe, expect, it } from 'vitest';
import { CSV_DELIMITERS, DEFAULT_CSV, type CsvSettings } from '../../../shared/settings.js';
import { checkCsvSettings, csvCell, csvRecord, csvStart } from '../../../shared/csv.js';
import { defused } from '../../../shared/formula.js';
import { parseCsv } from './rfc4180.js';

/** Texts that have broken exports before: delimiters, quotes, breaks, scripts, formulas. */
const NASTY = [
  'plain',
  '',
  ' blanks ',
  'a,b;c\td|e',
  'say "hi"',
  '"',
  '""',
  'two\nlines',
  'two\r\nlines',
  'bare\rreturn',
  'O’Neal-Smith, Jr.',
  "D'Angelo",
  'Lučić, João ﷺ',
  'e\u0301\u0323 combining',
  'دانکن رابینسون',
  '\u202Eright to left',
  '魏 🏀👩🏽‍🚀',
  'NULL',
  '-',
];

describe('a record', () => {
  it.each(CSV_DELIMITERS)('comes back as it was, whatever is in it, with %j between the cells', (delimiter) => {
    const csv: CsvSettings = { ...DEFAULT_CSV, delimiter };
    const rows = [NASTY, [...NASTY].reverse()];
    const records = parseCsv(rows.map((row) => csvRecord(row, csv)).join(''), delimiter);
    expect(records.map((record) => record.map(({ text }) => text))).toEqual(rows.map((row) => row.map(defused)));
  });

  it.each(['', 'NULL', 'n/a'])('tells no value, written %j, from a text that reads the same', (nullText) => {
    const csv = { ...DEFAULT_CSV, nullText };
    const [record] = parseCsv(csvRecord([null, '', nullText, undefined, Number.NaN], csv));
    expect(record).toEqual([
      { text: nullText, quoted: false },
      { text: '', quoted: true },
      { text: nullText, quoted: true },
      { text: nullText, quoted: false },
      { text: nullText, quoted: false },
    ]);
  });

  it('writes numbers so that they come back the same and unquoted', () => {
    const numbers = [0, -5, 0.1 + 0.2, -1e-7, 1e21, 2 ** 53, 24.5, -0.03846153846153846];
    const [record] = parseCsv(csvRecord(numbers));
    expect(record?.map(({ text }) => Number(text))).toEqual(numbers);
    expect(record?.some(({ quoted }) => quoted)).toBe(false);
  });

  it('begins with a byte-order mark only where that is set', () => {
    expect([csvStart(DEFAULT_CSV), csvStart({ ...DEFAULT_CSV, byteOrderMark: true })]).toEqual(['', '\uFEFF']);
  });

  it.each(['a,b', '"', 'x\ny', '=1', ';'])('refuses %j as the text for NULL', (nullText) => {
    expect(() => checkCsvSettings({ ...DEFAULT_CSV, nullText })).toThrow(/for NULL/);
  });
});

describe('a text that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    "=cmd|'/C calc'!A0",
    '  =1',
    '\u00A0=1',
    '\uFEFF=1',
    '\u200B=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\u2212 1',
    '-5',
  ])('gets an apostrophe: %j', (text) => {
    expect(defused(text)).toBe(`'${text}`);
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it.each(['\tx', '\rx', '\nx'])('also when it begins with %j', (text) => {
    expect(defused(text)).toBe(`'${text}`);
  });

  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a,"=1+1', 'a,"\'=1+1'],
    ['a\n=1+1', "a\n'=1+1"],
    ['a\t@x', "a\t'@x"],
    ["a|-2+cmd|'x'!A0", "a|'-2+cmd|'x'!A0"],
    ['a; +A1', "a;' +A1"],
    ['x;;=1', "x;;'=1"],
  ])('is found behind what another program may take for a delimiter: %j', (text, expected) => {
    expect(defused(text)).toBe(expected);
  });

  it.each(['24.5; -12 min before tip-off', 'amy-lou', 'a = b', 'x@y', 'LAL@SAC; 3 +4', '2026-01-31', 'a, -3'])(
    'is not seen in %j',
    (text) => {
      expect(defused(text)).toBe(text);
    },
  );

  it('is never a number', () => {
    expect([-5, -0.5, 5].map((value) => csvCell(value))).toEqual(['-5', '-0.5', '5']);
  });
});
