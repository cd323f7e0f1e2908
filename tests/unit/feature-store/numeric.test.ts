import { describe, expect, it } from 'vitest';
import { averageOfUnits, fromUnits, quotientUnits, toUnits } from '../../../electron/feature-store/numeric.js';

function average(values: readonly number[]): number {
  return averageOfUnits(
    values.reduce((sum, value) => sum + toUnits(value), 0),
    values.length,
  );
}

/** The same in whole-number arithmetic of any size. */
function exactQuotient(dividend: number, tenths: number): number {
  const scaled = BigInt(dividend) * 10n * 10n ** 9n;
  const divisor = BigInt(tenths);
  return Number((2n * scaled + divisor) / (2n * divisor)) / 1e9;
}

describe('NUMERIC averages', () => {
  it('have nine places', () => {
    expect(average([12.1, 12.2, 12.4])).toBe(12.233333333);
    expect(average([0.1, 0.2])).toBe(0.15);
  });

  it('round a half away from zero', () => {
    expect(averageOfUnits(1, 2)).toBe(1e-9);
    expect(averageOfUnits(3, 2)).toBe(2e-9);
    expect(averageOfUnits(-1, 2)).toBe(-1e-9);
    expect(averageOfUnits(5, 3)).toBe(2e-9);
    expect(averageOfUnits(4, 3)).toBe(1e-9);
  });
});

describe('NUMERIC quotients', () => {
  it('equal exact arithmetic for points and minutes of a game', () => {
    for (let points = 0; points <= 80; points++) {
      for (let tenths = 1; tenths <= 600; tenths += 7) {
        expect(fromUnits(quotientUnits(points, tenths / 10))).toBe(exactQuotient(points, tenths));
      }
    }
  });

  it('hold for divisors with up to nine decimals', () => {
    expect(fromUnits(quotientUnits(20, 33.333333333))).toBe(0.6);
    expect(fromUnits(quotientUnits(1, 0.000000003))).toBe(333333333.333333333);
    expect(fromUnits(quotientUnits(25, 31.1234))).toBe(0.803254143);
  });
});
