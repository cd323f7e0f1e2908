import { describe, expect, it } from 'vitest';
import type { Args } from '../../../electron/cli/args.js';
import { valueText } from '../../../electron/cli/check-text.js';
import { putTable } from '../../../electron/cli/formatted.js';
import type { Io } from '../../../electron/cli/io.js';
import { blockerText, planText } from '../../../electron/cli/plan-text.js';
import { whyText } from '../../../electron/cli/run-text.js';
import { DEFAULT_CSV } from '../../../shared/settings.js';
import type { TableColumn } from '../../../shared/tables/table.js';
import { day, makePlan, makePlanDate, makeOptions, makeProgress } from '../renderer/support/fixtures.js';

const blocker = { code: 'row_loss', override: 'row-loss', message: '3 of 24 stored rows would be lost' } as const;

describe('texts of the command line', () => {
  it('adds the flag that lets a blocker pass to what the services say in neutral words', () => {
    expect(blockerText(blocker)).toBe('row_loss: 3 of 24 stored rows would be lost (allow with --allow row-loss)');
    expect(blockerText({ code: 'schema', message: 'other columns' })).toBe('schema: other columns');
    const plan = makePlan(makeOptions(), { plan: { blockers: [blocker] } });
    expect(planText(plan)).toContain('(allow with --allow row-loss)');
  });

  it('adds it to a date that was blocked, and to no other failure', () => {
    const blocked = makeProgress(makePlanDate(day('2025-12-02')), 'blocked', 'guard');
    const error = { code: 'blocked', message: 'rows would be lost', subject: 'row-loss', retryable: false } as const;
    expect(whyText({ ...blocked, error })).toBe('at guard: rows would be lost (allow with --allow row-loss)');
    expect(whyText({ ...blocked, error: { ...error, subject: '2025-12-02' } })).toBe('at guard: rows would be lost');
    expect(whyText({ ...blocked, error: { ...error, code: 'internal' } })).toBe('at guard: rows would be lost');
  });
});

describe('the value of a check in a terminal', () => {
  it.each([
    ['percent', 43.1679, '43.2 %'],
    ['change', -68.198, '-68.2 pp'],
    ['rows', 1, '1 row'],
    ['dates', 17, '17 dates'],
    ['distance', 0.0421, '0.042'],
    ['percent', null, '–'],
  ] as const)('of %s is said with its unit: %s', (unit, value, text) => {
    expect(valueText({ unit, value })).toBe(text);
  });
});

describe('a column of numbers in a terminal', () => {
  it('has its decimal points below each other, and no more decimals than it needs', async () => {
    const columns: readonly TableColumn<number | null>[] = [
      { id: 'line', header: 'Line', type: 'number', value: (row) => row },
      { id: 'half', header: 'Half', type: 'number', value: (row) => (row === null ? null : row * 2) },
    ];
    const out: string[] = [];
    const io = { out: (text: string) => void out.push(text) } as unknown as Io;
    const args = { value: () => undefined, has: () => false } as unknown as Args;
    await putTable(
      args,
      io,
      { settings: { get: async () => ({ csv: DEFAULT_CSV }) } },
      { columns, rows: [4.5, 13, null, 0.00004] },
    );
    expect(out.join('').split('\n')).toEqual([
      'Line  Half',
      ' 4.5     9',
      '13.0    26',
      '   –     –',
      ' 0.0     0',
      '',
    ]);
  });
});
