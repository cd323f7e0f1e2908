import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { launchConsole, type RunningConsole } from './support/launch.js';
import { ROOT } from './support/runtime.js';

let running: RunningConsole;

beforeAll(async () => {
  running = await launchConsole();
});
afterAll(async () => {
  await running.close();
});

const PAGE = 'app://backline/index.html';

describe('the page', () => {
  test('has no Node and sees the bridge only', async () => {
    const seen = await running.page.evaluate(() => {
      const globals = globalThis as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in globals),
        groups: Object.keys(globals['backline'] as object).sort(),
      };
    });
    expect(seen).toEqual({
      node: [],
      groups: ['app', 'backfill', 'checks', 'coverage', 'export', 'lines', 'settings', 'warehouse'],
    });
  });

  test('lives in a window with every lock closed', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences: () => Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('cannot change the bridge for code that comes later', async () => {
    const changed = await running.page.evaluate(() => {
      const { backline } = globalThis as unknown as { backline: { app: { info: unknown } } };
      const before = backline.app.info;
      try {
        backline.app.info = () => 'mine';
      } catch {
        // Frozen objects throw in modules.
      }
      return backline.app.info !== before;
    });
    expect(changed).toBe(false);
  });
});

describe('navigation', () => {
  test.each(['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/index.html', 'data:text/html,<h1>x</h1>'])(
    'to %s is refused',
    async (address) => {
      await running.page.evaluate((target) => {
        location.href = target;
      }, address);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(running.page.url().startsWith(PAGE)).toBe(true);
    },
  );

  test('no new window opens', async () => {
    const opened = await running.page.evaluate(() => window.open('https://example.com/') !== null);
    expect(opened).toBe(false);
    const own = await running.page.evaluate(() => window.open('app://backline/index.html') !== null);
    expect(own).toBe(false);
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

describe('the content security policy', () => {
  test.each([
    [
      'an inline script',
      'script-src',
      () => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.head.append(script);
      },
    ],
    [
      'a style element without the nonce',
      'style-src',
      () => {
        const style = document.createElement('style');
        style.textContent = 'body { outline: 1px solid red }';
        document.head.append(style);
      },
    ],
    [
      'a frame',
      'default-src',
      () => {
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
      },
    ],
    [
      'a picture from the network',
      'img-src',
      () => {
        new Image().src = 'https://example.com/x.png';
      },
    ],
    [
      'a connection',
      'connect-src',
      () => {
        fetch('https://example.com/').catch(() => undefined);
      },
    ],
  ])('blocks %s', async (_name, directive, attempt) => {
    await running.page.evaluate(() => {
      const seen: string[] = [];
      (globalThis as Record<string, unknown>)['violations'] = seen;
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective), {
        once: true,
      });
    });
    await running.page.evaluate(attempt);
    await expect
      .poll(() => running.page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations))
      .toEqual([expect.stringContaining(directive === 'default-src' ? 'frame-src' : directive)]);
    expect(await running.page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });

  test('lets no text become code', async () => {
    // In a timer: what automation evaluates directly is exempt from the policy.
    const outcome = await running.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              Reflect.construct(Function, ['return 1']);
              resolve('compiled');
            } catch (thrown) {
              resolve(thrown instanceof EvalError ? 'refused' : String(thrown));
            }
          });
        }),
    );
    expect(outcome).toBe('refused');
  });
});

describe('app://', () => {
  const fetched = (address: string): Promise<number> =>
    running.app.evaluate(
      ({ session }, url) => session.defaultSession.fetch(url).then((answer) => answer.status),
      address,
    );

  test('serves the page and nothing outside its folder', async () => {
    expect(await fetched(PAGE)).toBe(200);
    expect(await fetched('app://backline/..%2f..%2fpackage.json')).toBe(403);
    expect(await fetched('app://backline/%2e%2e/main.js')).toBe(404);
    expect(await fetched('app://backline/..%5c..%5cpackage.json')).toBe(403);
    expect(await fetched('app://backline/nothing.js')).toBe(404);
  });
});

describe('the network', () => {
  test('is closed to the session even without the policy', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const outcome = await running.app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'answered',
          (thrown: unknown) => String(thrown),
        ),
      address,
    );
    server.close();
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(requests).toBe(0);
  });

  test.each(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'])(
    'permission for %s is denied',
    async (name) => {
      const state = await running.page.evaluate(
        (permission) =>
          navigator.permissions.query({ name: permission as PermissionName }).then((answer) => answer.state),
        name,
      );
      expect(state).toBe('denied');
    },
  );
});

describe('the bridge', () => {
  test('refuses a payload that is not what the schema says, naming the field', async () => {
    const answers = await running.page.evaluate(async () => {
      const { backline } = globalThis as unknown as { backline: BridgeClient };
      const calendar = backline.warehouse.calendar as unknown as (input: unknown) => Promise<unknown>;
      return Promise.all([
        calendar({ from: '2026-02-30', to: '2026-03-01' }),
        calendar({ from: '2026-01-01', to: '2026-01-02', where: '1=1' }),
        calendar(undefined),
      ]);
    });
    expect(answers).toMatchObject([
      { ok: false, error: { code: 'bad_input', subject: 'from' } },
      { ok: false, error: { code: 'bad_input', subject: 'where' } },
      { ok: false, error: { code: 'bad_input', subject: 'warehouse.calendar' } },
    ]);
  });

  test('answers our own window only', async () => {
    const answer = await running.app.evaluate(
      async ({ BrowserWindow }, { preload, address }) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await stranger.loadURL(address);
        const result = (await stranger.webContents.executeJavaScript('window.backline.app.info()')) as unknown;
        stranger.destroy();
        return result;
      },
      { preload: join(ROOT, 'out', 'preload.cjs'), address: PAGE },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input', subject: 'sender' } });
  });
});
