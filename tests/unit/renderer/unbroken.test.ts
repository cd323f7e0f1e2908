import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../renderer/format/unbroken.js';

function whole(sentence: string): readonly string[] {
  return partsOf(sentence).flatMap(({ text, breaks }) => (breaks ? [] : [text]));
}

describe('what a line must not end within', () => {
  it('are dates and figures with their unit', () => {
    const sentence =
      'The match rate fell on 2025-12-10 from 86.2 % to 42.1 % (4.7 times its scatter), by −44.1 pp; 1,240 of 2,048 rows, 10.5 MB.';
    expect(whole(sentence)).toEqual(['2025-12-10', '86.2 %', '42.1 %', '−44.1 pp', '10.5 MB']);
    expect(
      partsOf(sentence)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sentence);
  });

  it('are neither words nor plain figures', () => {
    expect(whole('5 Books of 12 dates, 3 ppm, version 2025-12.')).toEqual([]);
    expect(partsOf('')).toEqual([]);
  });
});
