import type { DuckDBConnection, DuckDBDataChunk, DuckDBPreparedStatement, DuckDBResult } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import type { LineShape, TextLines } from '../line-shape.js';
import type { ReadOptions } from '../port.js';
import type { AnyStatement } from '../statement.js';
import type { Connections } from './connections.js';
import { lineQueries } from './line-sql.js';
import { bindParameters } from './parameters.js';
import { duckDbText } from './prelude.js';
import { cancellable, resultColumns } from './reading.js';
import { chunkRows } from './read-vectors.js';
import { dataOf } from './vector-memory.js';

type Values = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;

const ENTRY_BYTES = 16;
/** Parts read side by side: one is put into text by a core while another is sorted by the next. */
const READERS = 2;
const BLOCK_BYTES = 1024 * 1024;

/**
 * The lines of a statement's rows, part by part, written by the engine: a row costs no object and its numbers no text in
 * code. Rows whose line the engine cannot promise byte for byte are read as rows and written by the shape. Null when the
 * shape cannot be written here at all.
 */
export function textLines<R extends Row>(
  connections: Connections,
  path: string,
  statement: AnyStatement,
  parts: readonly Values[],
  shape: LineShape<R>,
  options: ReadOptions,
): AsyncGenerator<TextLines> | null {
  const queries = lineQueries(duckDbText(statement), shape, statement.columns);
  if (queries === null) return null;
  const asked: Asked = { connections, path, statement, options };
  const hardOf = (part: Values): AsyncGenerator<string, undefined> => hardLines(asked, queries.hardRows, part, shape);
  return connections.sideBySide(() => linesInTurn(asked, queries.lines, parts, hardOf));
}

interface Asked {
  readonly connections: Connections;
  readonly path: string;
  readonly statement: AnyStatement;
  readonly options: ReadOptions;
}

/** A query on a connection of its own, planned once for all the parts that are asked of it. */
class Prepared {
  private constructor(
    private readonly asked: Asked,
    private readonly connection: DuckDBConnection,
    private readonly prepared: DuckDBPreparedStatement,
  ) {}

  static async take(asked: Asked, sql: string): Promise<Prepared> {
    const { connections, path, statement, options } = asked;
    const connection = await connections.take();
    try {
      const prepared = await cancellable(connection, path, statement, options, () => connection.prepare(sql));
      return new Prepared(asked, connection, prepared);
    } catch (thrown) {
      connections.giveBack(connection);
      throw thrown;
    }
  }

  async *chunks(params: Values): AsyncGenerator<{ readonly chunk: DuckDBDataChunk; readonly result: DuckDBResult }> {
    const { path, statement, options } = this.asked;
    const within = <T>(work: () => Promise<T>): Promise<T> =>
      cancellable(this.connection, path, statement, options, work);
    const result = await within(() => {
      bindParameters(this.prepared, statement, params);
      return this.prepared.stream();
    });
    for (;;) {
      const chunk = await within(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield { chunk, result };
    }
  }

  giveBack(): void {
    this.prepared.destroySync();
    this.asked.connections.giveBack(this.connection);
  }
}

/** Lines that lie one after the other in a block of a reader's memory, or null in the place of as many markers. */
interface Kept {
  readonly rows: number;
  readonly text: Uint8Array | null;
}

/** Blocks that are filled again and again: what is made anew for each part would be the collector's until it comes by. */
class Blocks {
  readonly #blocks: Buffer[] = [];
  #at = 0;
  #used = 0;

  /** What was kept is given up. */
  clear(): void {
    this.#at = 0;
    this.#used = 0;
  }

  /** A copy; or, where `last` is the newest and has room after it, the two as one. */
  keep(text: Uint8Array, last: Uint8Array | null): { readonly text: Uint8Array; readonly isOneWithLast: boolean } {
    let block = this.#blocks[this.#at];
    const fits = block !== undefined && this.#used + text.length <= block.length;
    if (block === undefined || !fits) {
      if (block !== undefined) this.#at += 1;
      this.#used = 0;
      block = this.#blocks[this.#at];
      if (block === undefined || block.length < text.length) {
        block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, text.length));
        this.#blocks[this.#at] = block;
      }
    }
    const start = this.#used;
    block.set(text, start);
    this.#used += text.length;
    const isOneWithLast = fits && last !== null && start > 0;
    return { text: block.subarray(isOneWithLast ? start - last.length : start, this.#used), isOneWithLast };
  }
}

/** Reads whole parts into memory that is used again for its next one, once the lines of the last are written. */
class PartReader {
  readonly #blocks = new Blocks();
  #stopped = false;

  constructor(private readonly query: Prepared) {}

  async read(params: Values): Promise<readonly Kept[]> {
    this.#blocks.clear();
    const kept: Kept[] = [];
    for await (const { chunk } of this.query.chunks(params)) {
      if (this.#stopped) break;
      for (const { rows, text } of pieces(bindings.data_chunk_get_vector(chunk.chunk, 0), chunk.rowCount)) {
        this.#add(kept, rows, text);
      }
      // Its memory is the engine's, which nobody sees grow: given back now instead of when the collector comes by.
      chunk.reset();
    }
    return kept;
  }

  #add(kept: Kept[], rows: number, piece: Uint8Array | null): void {
    const last = kept.at(-1);
    if (piece === null) {
      kept.push({ rows, text: null });
      return;
    }
    const { isOneWithLast, text } = this.#blocks.keep(piece, last?.text ?? null);
    // Written in blocks of some size: each is a call of the system.
    if (last !== undefined && isOneWithLast) kept[kept.length - 1] = { rows: last.rows + rows, text };
    else kept.push({ rows, text });
  }

  /** The part that is being read, if any, ends at its next chunk. */
  stop(): void {
    this.#stopped = true;
  }

  giveBack(): void {
    this.query.giveBack();
  }
}

async function* linesInTurn(
  asked: Asked,
  sql: string,
  parts: readonly Values[],
  hardOf: (part: Values) => AsyncGenerator<string, undefined>,
): AsyncGenerator<TextLines> {
  const readers: PartReader[] = [];
  /** What each reader is at; a failure is told when its part's turn comes. */
  const reading: Promise<readonly Kept[]>[] = [];
  const begin = (at: number): void => {
    const [reader, part] = [readers[at % READERS], parts[at]];
    if (reader === undefined || part === undefined) return;
    const kept = reader.read(part);
    kept.catch(() => undefined);
    reading[at % READERS] = kept;
  };
  try {
    for (let at = 0; at < Math.min(READERS, parts.length); at += 1) {
      readers.push(new PartReader(await Prepared.take(asked, sql)));
      begin(at);
    }
    for (const [at, part] of parts.entries()) {
      const [reader, kept] = [readers[at % READERS], await reading[at % READERS]];
      if (reader === undefined || kept === undefined) throw new Error('a part has no reader');
      yield* written(kept, hardOf(part));
      begin(at + READERS);
    }
  } finally {
    for (const reader of readers) reader.stop();
    await Promise.allSettled(reading);
    for (const reader of readers) reader.giveBack();
  }
}

async function* written(kept: readonly Kept[], hard: AsyncGenerator<string, undefined>): AsyncGenerator<TextLines> {
  try {
    for (const { rows, text } of kept) {
      if (text !== null) yield { rows, text };
      else for (let row = 0; row < rows; row += 1) yield { rows: 1, text: await nextOf(hard) };
    }
  } finally {
    await hard.return(undefined);
  }
}

async function nextOf(hard: AsyncGenerator<string, undefined>): Promise<Uint8Array> {
  const next = await hard.next();
  if (next.done === true) throw new Error('fewer rows were left to write than lines were left open');
  return Buffer.from(next.value, 'utf8');
}

/** Planned only when there is such a row. */
async function* hardLines<R extends Row>(
  asked: Asked,
  sql: string,
  part: Values,
  shape: LineShape<R>,
): AsyncGenerator<string, undefined> {
  const query = await Prepared.take(asked, sql);
  try {
    for await (const { chunk, result } of query.chunks(part)) {
      for (const row of chunkRows(chunk, resultColumns(asked.statement, result))) yield shape.line(row as R);
    }
  } finally {
    query.giveBack();
  }
  return undefined;
}

/** Lines that lie one after the other in memory, or null in the place of as many markers. */
interface Piece {
  readonly rows: number;
  readonly text: Uint8Array | null;
}

/**
 * A line is longer than the 12 bytes that an entry itself holds, so an entry is its length and, eight bytes on, where
 * it lies; the marker is the only short text.
 */
function* pieces(vector: bindings.Vector, count: number): Generator<Piece> {
  const data = dataOf(vector, count * ENTRY_BYTES);
  const entries = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const lengthAt = (row: number): number => entries.readUInt32LE(row * ENTRY_BYTES);
  // User-space addresses have at most 48 bits, so they are exact numbers.
  const startAt = (row: number): number => entries.readUIntLE(row * ENTRY_BYTES + 8, 6);
  for (let row = 0; row < count;) {
    const first = row;
    if (lengthAt(row) === 1) {
      while (row < count && lengthAt(row) === 1) row += 1;
      yield { rows: row - first, text: null };
      continue;
    }
    const start = startAt(row);
    let end = start;
    while (row < count && lengthAt(row) > 1 && startAt(row) === end) {
      end += lengthAt(row);
      row += 1;
    }
    const pointer = entries.byteOffset + first * ENTRY_BYTES + 8;
    yield {
      rows: row - first,
      text: bindings.get_data_from_pointer(entries.buffer as ArrayBuffer, pointer, end - start),
    };
  }
}
