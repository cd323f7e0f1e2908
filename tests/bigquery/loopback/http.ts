import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.js';

/** A request, read whole. */
export interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, or nothing. */
  readonly text: string;
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, text: JSON.stringify(body) };
}

export const NOTHING: Answer = { status: 204, text: '' };

/** @throws ApiError `invalid`. */
export function bodyOf<T>(request: Request): T {
  try {
    return JSON.parse(request.body.toString('utf8')) as T;
  } catch {
    throw new ApiError('invalid', 'Parse Error');
  }
}

export async function readRequest(message: IncomingMessage): Promise<Request> {
  const blocks: Buffer[] = [];
  for await (const block of message) blocks.push(block as Buffer);
  const url = new URL(message.url ?? '/', 'http://loopback');
  return {
    method: message.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(blocks),
  };
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.text);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': body.length,
    ...answer.headers,
  });
  response.end(body);
}

/** Announces the whole answer, gives half of it and cuts the connection. */
export function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.text);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': body.length,
    ...answer.headers,
  });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

/** An integer of the query, or what stands in for it. */
export function numberOf(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new ApiError('invalid', `Invalid value for ${name}: ${text}`);
  return value;
}
