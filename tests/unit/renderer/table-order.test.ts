import { expect, it } from 'vitest';
import { compareCells, orderOf, ranksOf } from '../../../shared/tables/order.js';
import type { CellValue } from '../../../shared/tables/table.js';

interface PlainKey {
  readonly values: readonly CellValue[];
  readonly desc: boolean;
}

function ordered(count: number, keys: readonly PlainKey[]): readonly number[] {
  const positions = Uint32Array.from({ length: count }, (_, at) => at);
  const ranked = keys.map(({ values, desc }) => ({ ranks: ranksOf(values, (value) => value), desc }));
  return [...orderOf(positions, ranked)];
}

/** The same by comparing cells, as slow as it is plain. */
function plainOrder(count: number, keys: readonly PlainKey[]): readonly number[] {
  return Array.from({ length: count }, (_, at) => at).sort((a, b) => {
    for (const { values, desc } of keys) {
      const order = compareCells(values[a] ?? null, values[b] ?? null);
      if (order !== 0) return desc ? -order : order;
    }
    return a - b;
  });
}

let seed = 7;
const next = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % below;
};
const DRAWS: readonly (() => CellValue)[] = [
  () => next(40) / 4 - 5,
  () => ['é', 'Z', 'a', 'ab', '', '10', '9', '\u{1F3C0}', '\uFFFD'][next(9)] ?? null,
  () => next(2) === 0,
  () => `k${next(100_000)}`,
  () => next(1_000_000),
];

it('is the order that comparing cell by cell gives, equal rows in their own', () => {
  for (let round = 0; round < 200; round += 1) {
    const count = next(300);
    const keys = Array.from({ length: next(4) }, () => {
      const draw = DRAWS[next(DRAWS.length)] ?? (() => null);
      return { values: Array.from({ length: count }, () => (next(6) === 0 ? null : draw())), desc: next(2) === 0 };
    });
    expect(ordered(count, keys)).toEqual(plainOrder(count, keys));
  }
});

it('is the same over many rows and several keys of many values', () => {
  const count = 60_000;
  const keys = [1, 2, 3, 4].map((salt) => ({
    values: Array.from({ length: count }, (_, at) => (at * 7919 * salt) % 59_999),
    desc: salt % 2 === 0,
  }));
  const plain = plainOrder(count, keys);
  // Compared here: telling two long orders apart in words takes minutes.
  expect(ordered(count, keys).findIndex((position, at) => position !== plain[at])).toBe(-1);
});
