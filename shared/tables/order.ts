import type { CellValue } from './table.js';

/** No value sorts as the least, so that gaps gather at one end. Numbers by size, all else by code unit. */
export function compareCells(a: CellValue, b: CellValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** What a column holds over some rows: its different values in their order, and which of them each row has. */
export interface Ranks {
  readonly values: readonly CellValue[];
  /** Per row the position of its value in `values`. */
  readonly of: Uint32Array;
}

function sorted(values: readonly CellValue[]): readonly CellValue[] {
  if (values.every((value) => typeof value === 'number')) return Array.from(Float64Array.from(values).sort());
  // Without a comparison of our own, strings sort by code unit, several times as fast.
  if (values.every((value) => typeof value === 'string')) return [...values].sort();
  return [...values].sort(compareCells);
}

/** Each row's value is looked up once; what is compared afterwards is only the different ones. */
export function ranksOf<T>(rows: readonly T[], valueOf: (row: T) => CellValue): Ranks {
  const seen = new Map<CellValue, number>();
  const of = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const value = valueOf(rows[at] as T);
    let place = seen.get(value);
    if (place === undefined) {
      place = seen.size;
      seen.set(value, place);
    }
    of[at] = place;
  }
  const known = sorted([...seen.keys()].filter((value) => value !== null));
  const values = seen.has(null) ? [null, ...known] : known;
  const rank = new Uint32Array(values.length);
  values.forEach((value, position) => {
    rank[seen.get(value) ?? 0] = position;
  });
  for (let at = 0; at < of.length; at += 1) of[at] = rank[of[at] ?? 0] ?? 0;
  return { values, of };
}

export interface SortKey {
  readonly ranks: Ranks;
  readonly desc: boolean;
}

/** One stable pass: the positions counted into as many heaps as the column has values. */
function heaped(positions: Uint32Array, { ranks, desc }: SortKey): Uint32Array {
  const { of, values } = ranks;
  const last = values.length - 1;
  const starts = new Uint32Array(values.length + 1);
  for (const at of positions) {
    const rank = desc ? last - (of[at] ?? 0) : (of[at] ?? 0);
    starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank += 1) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const order = new Uint32Array(positions.length);
  for (const at of positions) {
    const rank = desc ? last - (of[at] ?? 0) : (of[at] ?? 0);
    const to = starts[rank] ?? 0;
    order[to] = at;
    starts[rank] = to + 1;
  }
  return order;
}

/**
 * The positions in the order of the keys, the first strongest; equal rows keep theirs. Ranks make it a matter of counting,
 * from the weakest key to the strongest: some milliseconds for 100,000 rows, and turning an order round costs no more.
 */
export function orderOf(positions: Uint32Array, keys: readonly SortKey[]): Uint32Array {
  return keys.reduceRight(heaped, positions);
}
