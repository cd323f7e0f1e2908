import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { badFile } from './row-source.js';

const NEWLINE = 10;

export interface TextFile {
  /** Lines without their ends, in groups of one read, as UTF-8 text. */
  readonly lines: () => AsyncGenerator<readonly string[]>;
  readonly bytesRead: () => number;
}

/**
 * Reads a text file, gzip or not, line by line.
 * @throws BacklineError `bad_rows` naming file and line when the bytes are not UTF-8 or the gzip stream is cut or damaged.
 */
export function textFile(path: string, name: string, gzip: boolean): TextFile {
  const raw = createReadStream(path);
  return { lines: () => readLines(raw, name, gzip), bytesRead: () => raw.bytesRead };
}

async function* readLines(
  raw: ReturnType<typeof createReadStream>,
  name: string,
  gzip: boolean,
): AsyncGenerator<readonly string[]> {
  // The error of either stream comes out of the iteration; the callback only keeps it from being unhandled.
  const stream = gzip ? pipeline(raw, createGunzip(), () => undefined) : raw;
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      rest = bytes.subarray(end);
      if (end === 0) continue;
      const lines = decode(bytes.subarray(0, end - 1), name, line);
      line += lines.length;
      yield lines;
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'Z_BUF_ERROR') throw badFile(`${name}:${String(line)}`, 'the compressed file is cut off', thrown);
    if (code.startsWith('Z_')) throw badFile(name, 'is not a whole gzip file', thrown);
    throw thrown;
  } finally {
    raw.destroy();
  }
  if (rest.length > 0) yield decode(rest, name, line);
}

function decode(bytes: Buffer, name: string, firstLine: number): readonly string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: firstLine !== 1 }).decode(bytes);
  } catch (thrown) {
    throw badFile(`${name}:${String(firstLine + damagedLine(bytes))}`, 'is not UTF-8 text', thrown);
  }
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Lines before the first byte that is not UTF-8. */
function damagedLine(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  const at = text.indexOf('\uFFFD');
  return text.slice(0, Math.max(0, at)).split('\n').length - 1;
}
