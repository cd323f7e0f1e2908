import { expect, it } from 'vitest';
import { textTable } from '../../../electron/cli/table.js';

const table = (...names: readonly string[]): readonly string[] =>
  textTable(
    [
      { title: 'name', align: 'left', text: ({ name }) => name },
      { title: 'n', align: 'right', text: ({ at }) => String(at) },
    ],
    names.map((name, at) => ({ name, at })),
  ).split('\n');

it('has a line a row, whatever a name holds', () => {
  expect(table('two\r\nlines', 'tab\there', 'bell\u0007', 'turned\u202Eback\u202C', 'apart\u2066x\u2069')).toEqual([
    'name          n',
    'two lines     0',
    'tab here      1',
    'bell          2',
    'turned back   3',
    'apart x       4',
    '',
  ]);
});

it('leaves letters of other scripts and combining marks, which take no column', () => {
  expect(table('jose\u0301', 'דוד')).toEqual(['name  n', 'jose\u0301  0', 'דוד   1', '']);
});
