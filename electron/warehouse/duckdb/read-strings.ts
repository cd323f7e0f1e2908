import bindings from '@duckdb/node-bindings';
import { dataOf, isValid, validityOf, type Vector } from './vector-memory.js';

const INLINE_BYTES = 12;
const ENTRY_BYTES = 16;

/**
 * A string entry is 16 bytes: the length, then the bytes themselves up to 12, else four of them and a pointer. Fetching
 * what a pointer points to costs a call into the engine, so neighbours in memory are fetched together; a string that
 * several rows share (dictionary) is decoded once.
 */
export function readStrings(vector: Vector, count: number): (string | null)[] {
  const data = dataOf(vector, count * ENTRY_BYTES);
  const entries = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const validity = validityOf(vector, count);
  const values: (string | null)[] = new Array<string | null>(count);
  const shared = new Map<number, string>();
  let i = 0;
  while (i < count) {
    const at = i * ENTRY_BYTES;
    if (!isValid(validity, i)) {
      values[i++] = null;
      continue;
    }
    const length = entries.readUInt32LE(at);
    if (length <= INLINE_BYTES) {
      values[i++] = entries.toString('utf8', at + 4, at + 4 + length);
      continue;
    }
    const pointer = pointerAt(entries, at);
    const known = shared.get(pointer);
    if (known?.length === length) {
      values[i++] = known;
      continue;
    }
    i = readRun(entries, validity, values, shared, i, count);
  }
  return values;
}

/** User-space addresses have at most 48 bits, so they are exact numbers. */
function pointerAt(entries: Buffer, at: number): number {
  return entries.readUIntLE(at + 8, 6);
}

/** Decodes the long strings from `first` on that lie one after the other in memory; answers the next row. */
function readRun(
  entries: Buffer,
  validity: Uint8Array | null,
  values: (string | null)[],
  shared: Map<number, string>,
  first: number,
  count: number,
): number {
  const start = pointerAt(entries, first * ENTRY_BYTES);
  let end = start + entries.readUInt32LE(first * ENTRY_BYTES);
  const members = [first];
  let next = first + 1;
  for (; next < count; next++) {
    if (!isValid(validity, next)) {
      values[next] = null;
      continue;
    }
    const at = next * ENTRY_BYTES;
    const length = entries.readUInt32LE(at);
    if (length <= INLINE_BYTES) {
      values[next] = entries.toString('utf8', at + 4, at + 4 + length);
      continue;
    }
    if (pointerAt(entries, at) !== end) break;
    members.push(next);
    end += length;
  }
  const firstEntry = entries.byteOffset + first * ENTRY_BYTES;
  const block = bindings.get_data_from_pointer(entries.buffer as ArrayBuffer, firstEntry + 8, end - start);
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  let offset = 0;
  for (const row of members) {
    const length = entries.readUInt32LE(row * ENTRY_BYTES);
    const text = bytes.toString('utf8', offset, offset + length);
    shared.set(start + offset, text);
    values[row] = text;
    offset += length;
  }
  return next;
}
