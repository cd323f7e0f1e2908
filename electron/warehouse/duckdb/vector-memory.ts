import bindings from '@duckdb/node-bindings';

export type Vector = bindings.Vector;

/** The vector's own memory: valid while its chunk is. */
export function dataOf(vector: Vector, bytes: number): Uint8Array {
  return bindings.vector_get_data(vector, bytes);
}

/** Null when every item is valid. */
export function validityOf(vector: Vector, count: number): Uint8Array | null {
  const bytes = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
  return bytes ?? null;
}

export function isValid(validity: Uint8Array | null, index: number): boolean {
  return validity === null || ((validity[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function mapItems<T>(vector: Vector, count: number, at: (index: number) => T): (T | null)[] {
  const validity = validityOf(vector, count);
  const values: (T | null)[] = new Array<T | null>(count);
  for (let i = 0; i < count; i++) values[i] = isValid(validity, i) ? at(i) : null;
  return values;
}

export function viewOf(vector: Vector, bytes: number): DataView {
  const data = dataOf(vector, bytes);
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
