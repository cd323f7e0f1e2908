import { expect, test } from 'vitest';
import type { HostCalls, HostMessage } from '../../../electron/host/protocol.js';
import { serveHost, type Opened } from '../../../electron/host/serve.js';
import { BacklineError } from '../../../shared/errors.js';

/** Only the calls the test uses: the others are never reached. */
function openedWith(runs: () => Promise<unknown>, close = async (): Promise<void> => undefined): Opened {
  return { calls: { backfill: { runs } } as unknown as HostCalls, close };
}
const CALL = { kind: 'call', id: 1, group: 'backfill', name: 'runs', input: undefined } as const;

test('a call that comes before the services are open waits for them', async () => {
  const posted: HostMessage[] = [];
  let finish: (opened: Opened) => void = () => undefined;
  const serve = serveHost(
    () => new Promise<Opened>((resolve) => (finish = resolve)),
    (message) => posted.push(message),
    () => undefined,
  );
  const served = serve(CALL);
  expect(posted).toEqual([]);
  finish(openedWith(async () => ['a run']));
  await served;
  expect(posted).toContainEqual({ kind: 'answer', id: 1, result: { ok: true, value: ['a run'] } });
  expect(posted).toContainEqual(
    expect.objectContaining({ kind: 'services', status: expect.objectContaining({ phase: 'ready' }) as unknown }),
  );
});

test('services that cannot be opened answer with the reason', async () => {
  const posted: HostMessage[] = [];
  const serve = serveHost(
    () => Promise.reject(new BacklineError('warehouse_locked', 'held by process 7', { subject: 'x.duckdb' })),
    (message) => posted.push(message),
    () => undefined,
  );
  await serve(CALL);
  expect(posted).toMatchObject([
    { kind: 'services', status: { phase: 'failed', error: { code: 'warehouse_locked', subject: 'x.duckdb' } } },
    { kind: 'answer', id: 1, result: { ok: false, error: { code: 'warehouse_locked' } } },
  ]);
});

test('a call that does not exist is an error, inherited names too', async () => {
  const posted: HostMessage[] = [];
  const serve = serveHost(
    async () => openedWith(async () => []),
    (message) => posted.push(message),
    () => undefined,
  );
  await serve({ ...CALL, name: 'toString' });
  await serve({ ...CALL, group: 'constructor' });
  const answers = posted.filter((message) => message.kind === 'answer');
  expect(answers).toMatchObject([
    { result: { ok: false, error: { code: 'internal' } } },
    { result: { ok: false, error: { code: 'internal' } } },
  ]);
});

test('an answer that cannot cross is an error, not silence', async () => {
  const posted: HostMessage[] = [];
  const serve = serveHost(
    async () => openedWith(async () => [() => 1]),
    (message) => {
      structuredClone(message);
      posted.push(message);
    },
    () => undefined,
  );
  await serve(CALL);
  expect(posted).toContainEqual(
    expect.objectContaining({ kind: 'answer', id: 1, result: expect.objectContaining({ ok: false }) as unknown }),
  );
});

test('closing lets go of the services before it ends', async () => {
  const order: string[] = [];
  const serve = serveHost(
    async () =>
      openedWith(
        async () => [],
        async () => void order.push('closed'),
      ),
    () => undefined,
    () => order.push('ended'),
  );
  await serve({ kind: 'close' });
  expect(order).toEqual(['closed', 'ended']);
});
