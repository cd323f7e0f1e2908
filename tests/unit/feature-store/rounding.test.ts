import { describe, expect, it } from 'vitest';
import { formatFixed, roundHalfEven } from '../../../electron/feature-store/rounding.js';

describe('roundHalfEven', () => {
  it('sends a representable half to the even neighbour', () => {
    expect(roundHalfEven(1 / 1024, 9)).toBe(0.000976562);
    expect(roundHalfEven(3 / 1024, 9)).toBe(0.002929688);
    expect(roundHalfEven(-1 / 1024, 9)).toBe(-0.000976562);
    expect(roundHalfEven(0.125, 2)).toBe(0.12);
    expect(roundHalfEven(0.375, 2)).toBe(0.38);
    expect(roundHalfEven(2.5, 0)).toBe(2);
    expect(roundHalfEven(3.5, 0)).toBe(4);
  });

  it('rounds by the exact binary value where the decimal text looks like a half', () => {
    // 2.675 is stored below, 1.005 below, 0.285 above the half.
    expect(roundHalfEven(2.675, 2)).toBe(2.67);
    expect(roundHalfEven(1.005, 2)).toBe(1);
    expect(roundHalfEven(0.285, 2)).toBe(0.28);
    expect(roundHalfEven(87.585, 2)).toBe(87.58);
  });

  it('agrees with the exact text on quotients of small numbers', () => {
    for (let top = 0; top < 60; top++) {
      for (let bottom = 1; bottom < 85; bottom++) {
        const value = top / bottom;
        expect(roundHalfEven(value, 9)).toBe(Number(formatFixed(value, 9)));
        expect(roundHalfEven(-value, 4)).toBe(Number(formatFixed(-value, 4)));
      }
    }
  });

  it('leaves what is not finite', () => {
    expect(roundHalfEven(NaN, 9)).toBeNaN();
    expect(roundHalfEven(Infinity, 9)).toBe(Infinity);
  });
});

describe('formatFixed', () => {
  it('writes the decimals asked for, a half to the even side', () => {
    expect(formatFixed(104, 2)).toBe('104.00');
    expect(formatFixed(-4.647980413403485, 2)).toBe('-4.65');
    expect(formatFixed(0.125, 2)).toBe('0.12');
    expect(formatFixed(-0.125, 2)).toBe('-0.12');
    expect(formatFixed(8.5, 0)).toBe('8');
  });

  it('names what is not finite', () => {
    expect([NaN, Infinity, -Infinity].map((value) => formatFixed(value, 2))).toEqual(['nan', 'inf', '-inf']);
  });
});
