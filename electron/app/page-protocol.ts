import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'backline';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Nothing but the page's own files. Style elements need the nonce of the one answer they came with: the component
 * library adds two at run time and reads the nonce from the page's `csp-nonce` meta element.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** True for an address of our own page; the `URL` of a scheme of our own has no `origin` to compare. */
export function isPageUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST;
}

/** The file an address stands for, or undefined when it would lie outside `root` or cannot be a file's name. */
export function fileOf(root: string, address: string): string | undefined {
  if (!isPageUrl(address)) return undefined;
  const { pathname } = new URL(address);
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  // A backslash separates folders on Windows only, and a NUL ends a name in some system calls: neither is ever ours.
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = join(root, path === '/' ? 'index.html' : path);
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : undefined;
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'content-security-policy': "default-src 'none'" } });
}

/** Serves the built page in `root` for `app://backline/…`; 403 outside of it, 404 for what is not there. */
export function servePage(
  root: string,
): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refusal(405);
    const file = fileOf(root, request.url);
    if (file === undefined) return refusal(403);
    const type = TYPES[extname(file)];
    if (type === undefined) return refusal(404);
    let body: Buffer;
    try {
      body = await readFile(file);
    } catch {
      return refusal(404);
    }
    const nonce = randomBytes(16).toString('base64');
    const content =
      extname(file) === '.html'
        ? body
            .toString('utf8')
            .replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${nonce}" content="${nonce}" />`)
        : new Uint8Array(body);
    return new Response(content, {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  };
}
