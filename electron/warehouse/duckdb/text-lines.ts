import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
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

/**
 * The lines of a statement's rows, written by the engine: a row costs no object and its numbers no text in code. Rows
 * whose line the engine cannot promise byte for byte are read as rows and written by the shape. Null when the shape
 * cannot be written here at all.
 */
export function textLines<R extends Row>(
  connections: Connections,
  path: string,
  statement: AnyStatement,
  params: Values,
  shape: LineShape<R>,
  options: ReadOptions,
): AsyncGenerator<TextLines> | null {
  const queries = lineQueries(duckDbText(statement), shape, statement.columns);
  if (queries === null) return null;
  const asked: Asked = { connections, path, statement, params, options };
  return easyLines(asked, queries.lines, hardLines(asked, queries.hardRows, shape));
}

interface Asked {
  readonly connections: Connections;
  readonly path: string;
  readonly statement: AnyStatement;
  readonly params: Values;
  readonly options: ReadOptions;
}

/** The chunks of a query with the statement's parameters, on a connection of its own. */
async function* chunksOf(
  { connections, path, statement, params, options }: Asked,
  sql: string,
): AsyncGenerator<{ readonly chunk: DuckDBDataChunk; readonly result: DuckDBResult }> {
  const connection = await connections.take();
  const within = <T>(work: () => Promise<T>): Promise<T> => cancellable(connection, path, statement, options, work);
  try {
    const prepared = await within(() => connection.prepare(sql));
    try {
      const result = await within(() => {
        bindParameters(prepared, statement, params);
        return prepared.stream();
      });
      const fetch = (): Promise<DuckDBDataChunk | null> => within(() => result.fetchChunk());
      let next = fetch();
      try {
        for (;;) {
          const chunk = await next;
          if (!chunk || chunk.rowCount === 0) return;
          // The engine makes the next chunk while this one is written; a failure is told when that is asked for.
          next = fetch();
          next.catch(() => undefined);
          yield { chunk, result };
        }
      } finally {
        await next.catch(() => undefined);
      }
    } finally {
      prepared.destroySync();
    }
  } finally {
    connections.giveBack(connection);
  }
}

async function* easyLines(
  asked: Asked,
  sql: string,
  hard: AsyncGenerator<string, undefined>,
): AsyncGenerator<TextLines> {
  try {
    for await (const { chunk } of chunksOf(asked, sql)) {
      for (const piece of pieces(bindings.data_chunk_get_vector(chunk.chunk, 0), chunk.rowCount)) {
        if (piece.text !== null) yield { rows: piece.rows, text: piece.text };
        else for (let row = 0; row < piece.rows; row += 1) yield { rows: 1, text: await nextOf(hard) };
      }
      // Its memory is the engine's, which nobody sees grow: given back now instead of when the collector comes by.
      chunk.reset();
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

async function* hardLines<R extends Row>(
  asked: Asked,
  sql: string,
  shape: LineShape<R>,
): AsyncGenerator<string, undefined> {
  for await (const { chunk, result } of chunksOf(asked, sql)) {
    for (const row of chunkRows(chunk, resultColumns(asked.statement, result))) yield shape.line(row as R);
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
