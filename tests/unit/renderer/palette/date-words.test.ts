import { describe, expect, it } from 'vitest';
import { datesMeant } from '../../../../renderer/app/palette/date-words.js';
import { fit, ranked } from '../../../../renderer/app/palette/ranking.js';
import { day, TODAY } from '../support/fixtures.js';

describe('dates as people type them', () => {
  it.each([
    ['2026-01-12', '2026-01-12', '2026-01-12'],
    ['  2025-11-04..2026-01-31 ', '2025-11-04', '2026-01-31'],
    ['2025-11-04 to 2025-11-06', '2025-11-04', '2025-11-06'],
    ['2026-01-30 - 2026-12-31', '2026-01-30', TODAY],
    ['2025-12', '2025-12-01', '2025-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-02', '2026-02-01', TODAY],
    ['last 7 days', '2026-01-25', '2026-01-31'],
    ['Last  1 day', '2026-01-31', '2026-01-31'],
    ['today', TODAY, TODAY],
    ['yesterday', '2026-01-31', '2026-01-31'],
    ['this month', '2026-02-01', TODAY],
    ['jan', '2026-01-01', '2026-01-31'],
    ['March', '2025-03-01', '2025-03-31'],
    ['february', '2026-02-01', TODAY],
    ['jan 12', '2026-01-12', '2026-01-12'],
    ['12 January', '2026-01-12', '2026-01-12'],
    ['Nov. 4th', '2025-11-04', '2025-11-04'],
    ['march 3', '2025-03-03', '2025-03-03'],
    ['4 november 2024', '2024-11-04', '2024-11-04'],
    ['jan 5 to jan 18', '2026-01-05', '2026-01-18'],
    ['nov 4 - today', '2025-11-04', TODAY],
    ['this week', '2026-01-26', TODAY],
    ['last week', '2026-01-19', '2026-01-25'],
    ['last month', '2026-01-01', '2026-01-31'],
    ['season to date', '2025-10-01', TODAY],
    ['december 2024', '2024-12-01', '2024-12-31'],
  ])('%s', (text, from, to) => {
    expect(datesMeant(text, TODAY)).toMatchObject({ from: day(from), to: day(to) });
  });

  it.each([
    '',
    'coverage',
    '2026-02-30',
    '2026-13',
    '2026-02-02',
    '2026-03',
    'march 2026',
    '2026-01-05..2026-01-01',
    'last 0 days',
    'last 500 days',
    'ja',
    'jan 32',
    'feb 30 2025',
    'janitor 5',
    'jan 18 to jan 5',
  ])('"%s" is no date that has been', (text) => {
    expect(datesMeant(text, TODAY)).toBeNull();
  });
});

describe('ranking', () => {
  it('puts what begins with the text first, then words, then parts, and drops the rest', () => {
    const names = ['Run gaps', 'Gaps', 'A gasping', 'agaps', 'Runs'];
    expect(ranked(names, 'ga', (label) => ({ label, note: '' }))).toEqual(['Gaps', 'Run gaps', 'A gasping', 'agaps']);
  });

  it('takes what something is called for more than the words beside it', () => {
    const both = [
      { label: 'Open the data folder', note: 'journal, settings, snapshots' },
      { label: 'Compare two snapshots', note: 'Coverage' },
    ];
    expect(ranked(both, 'snap', (one) => one).map(({ label }) => label)).toEqual([
      'Compare two snapshots',
      'Open the data folder',
    ]);
    expect(ranked(both, 'journal fold', (one) => one)).toHaveLength(1);
  });

  it('finds letters without their accents, and every part typed', () => {
    expect(fit('Corwin Ökonovár', 'oko cor')).toBe(2);
    expect(fit('Corwin Ökonovár', 'oko x')).toBe(0);
  });
});
