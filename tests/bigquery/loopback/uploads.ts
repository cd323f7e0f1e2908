import { randomBytes } from 'node:crypto';
import { ApiError } from './api-error.js';
import { bodyOf, type Answer, type Request } from './http.js';

interface Session {
  readonly metadata: Buffer;
  readonly received: Buffer[];
  size: number;
  /** What the finished upload was answered: asked again, the service says the same. */
  answer: Answer | null;
}

/** The service takes pieces of a resumable upload in multiples of this, the last one excepted. */
const PIECE = 256 * 1024;

/** The two parts of a `multipart/related` body: the job and its data. */
export function splitMultipart(request: Request): { readonly metadata: unknown; readonly data: Buffer } {
  const type = String(request.headers['content-type'] ?? '');
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) throw new ApiError('invalid', `Bad content type for a multipart upload: ${type}`);
  const parts = sliceParts(request.body, Buffer.from(`--${boundary}`));
  const [metadata, data] = parts;
  if (parts.length !== 2 || metadata === undefined || data === undefined) {
    throw new ApiError('invalid', `A multipart upload has 2 parts, this one ${parts.length}`);
  }
  return { metadata: bodyOf({ ...request, body: metadata }), data };
}

function sliceParts(body: Buffer, mark: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let at = body.indexOf(mark);
  if (at === -1) throw new ApiError('invalid', 'Missing body: no boundary');
  for (;;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next === -1) {
      if (
        !body
          .subarray(at + mark.length)
          .toString()
          .startsWith('--')
      )
        throw new ApiError('invalid', 'Unterminated multipart body');
      return parts;
    }
    const part = body.subarray(at + mark.length, next);
    const head = part.indexOf('\r\n\r\n');
    if (head === -1) throw new ApiError('invalid', 'A part of the multipart body has no header');
    // The line break before the next boundary belongs to the boundary.
    const end = part.subarray(-2).toString() === '\r\n' ? part.length - 2 : part.length;
    parts.push(part.subarray(head + 4, Math.max(end, head + 4)));
    at = next;
  }
}

/** Resumable uploads under way. */
export class ResumableUploads {
  readonly #sessions = new Map<string, Session>();

  /** Answers the address that takes the data. */
  begin(request: Request, address: (uploadId: string) => string): Answer {
    bodyOf(request);
    const id = randomBytes(12).toString('hex');
    this.#sessions.set(id, { metadata: request.body, received: [], size: 0, answer: null });
    return { status: 200, text: '', headers: { location: address(id), 'x-guploader-uploadid': id } };
  }

  /** Takes a piece; `finish` is called once, with the whole. */
  async put(
    request: Request,
    uploadId: string,
    finish: (metadata: unknown, data: Buffer) => Promise<Answer>,
  ): Promise<Answer> {
    const session = this.#sessions.get(uploadId);
    if (!session) throw new ApiError('notFound', `Not found: upload ${uploadId}`);
    if (session.answer) return session.answer;
    const range = String(request.headers['content-range'] ?? '');
    const asked = /^bytes \*\/(\d+|\*)$/.exec(range);
    if (asked) {
      if (asked[1] === String(session.size)) return this.#finished(session, request, finish);
      return incomplete(session);
    }
    const piece = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range);
    if (range !== '' && !piece) throw new ApiError('invalid', `Invalid Content-Range: ${range}`);
    const from = Number(piece?.[1] ?? 0);
    if (from > session.size) throw new ApiError('invalid', `A piece from ${from} leaves a gap after ${session.size}`);
    const fresh = request.body.subarray(session.size - from);
    session.received.push(fresh);
    session.size += fresh.length;
    const total = piece?.[3] ?? String(session.size);
    if (total === '*' || Number(total) > session.size) {
      if (request.body.length % PIECE !== 0) {
        throw new ApiError('invalid', `A piece that is not the last has a multiple of ${PIECE} bytes`);
      }
      return incomplete(session);
    }
    return this.#finished(session, request, finish);
  }

  async #finished(
    session: Session,
    request: Request,
    finish: (metadata: unknown, data: Buffer) => Promise<Answer>,
  ): Promise<Answer> {
    session.answer = await finish(bodyOf({ ...request, body: session.metadata }), Buffer.concat(session.received));
    return session.answer;
  }
}

function incomplete(session: Session): Answer {
  return {
    status: 308,
    text: '',
    headers: session.size === 0 ? {} : { range: `bytes=0-${session.size - 1}` },
  };
}
