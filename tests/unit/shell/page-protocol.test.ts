import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOf, isPageUrl, servePage } from '../../../electron/app/page-protocol.js';

describe('fileOf', () => {
  test.each([
    ['app://backline/', '/page/index.html'],
    ['app://backline/index.html?x=1#/backfill', '/page/index.html'],
    ['app://backline/assets/a%20b.js', '/page/assets/a b.js'],
  ])('%s', (address, file) => {
    expect(fileOf('/page', address)).toBe(file);
  });

  test.each([
    'app://backline/..%2f..%2fetc/passwd',
    'app://backline/assets/..%2f..%2f..%2fpackage.json',
    'app://backline/..%5c..%5cpackage.json',
    'app://backline/..%2fpage-of-another/index.html',
    'app://backline/a%00.js',
    'app://backline/%E0%A4%A',
    'app://elsewhere/index.html',
    'file:///page/index.html',
    'nonsense',
  ])('%s is refused', (address) => {
    expect(fileOf('/page', address)).toBeUndefined();
  });
});

test('isPageUrl takes our own host only', () => {
  expect(isPageUrl('app://backline/index.html')).toBe(true);
  expect(isPageUrl('app://backline.example/index.html')).toBe(false);
  expect(isPageUrl('https://backline/index.html')).toBe(false);
});

describe('servePage', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'backline-page-'));
    writeFileSync(join(root, 'index.html'), '<!doctype html><html><head></head></html>');
    writeFileSync(join(root, 'a.js'), 'x');
    writeFileSync(join(root, 'a.exe'), 'x');
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const get = (path: string, method = 'GET'): Promise<Response> =>
    servePage(root)({ url: `app://backline/${path}`, method });

  test('gives every page a nonce of its own, the same in policy and page', async () => {
    const [one, two] = await Promise.all([get('index.html'), get('index.html')]);
    const nonceOf = async (answer: Response): Promise<string> => {
      const text = await answer.text();
      const nonce = /content="([^"]+)"/.exec(text)?.[1] ?? 'none';
      expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      return nonce;
    };
    expect(await nonceOf(one)).not.toBe(await nonceOf(two));
  });

  test('never allows inline or evaluated script', async () => {
    const policy = (await get('index.html')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
    expect(policy).not.toMatch(/unsafe/);
  });

  test.each([
    ['a.js', 'GET', 200],
    ['missing.js', 'GET', 404],
    ['a.exe', 'GET', 404],
    ['..%2fa.js', 'GET', 403],
    ['a.js', 'POST', 405],
  ])('%s by %s is %i', async (path, method, status) => {
    expect((await get(path, method)).status).toBe(status);
  });
});
