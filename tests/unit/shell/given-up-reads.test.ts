import { beforeEach, describe, expect, test } from 'vitest';
import { hostCalls } from '../../../electron/host/calls.js';
import { Exporting } from '../../../electron/host/exporting.js';
import { HostClient } from '../../../electron/host/client.js';
import type { HostCalls, HostMessage } from '../../../electron/host/protocol.js';
import { serveHost } from '../../../electron/host/serve.js';
import { SharedReads } from '../../../electron/host/shared-reads.js';
import { bindBridge } from '../../../electron/ipc/bind.js';
import { bridgeHandlers, type ShellActions } from '../../../electron/ipc/handlers.js';
import { OpenReads } from '../../../electron/ipc/open-reads.js';
import type { Services } from '../../../electron/services.js';
import { BacklineError } from '../../../shared/errors.js';
import type { Result } from '../../../shared/result.js';

const RANGE = { from: '2026-01-05', to: '2026-01-11' };
const OTHER = { from: '2026-01-12', to: '2026-01-18' };
const CANCELLED = { ok: false, error: { code: 'cancelled' } };

/** A read that the warehouse is at work on until it is released or its signal is aborted. */
interface Reading {
  readonly signal: AbortSignal;
  readonly from: string;
  release: (value: unknown) => void;
  fail: (error: Error) => void;
}

let readings: Reading[];
let reads: SharedReads;
let open: OpenReads;
let invoke: (channel: string, input: unknown, ticket?: unknown) => Promise<Result<unknown>>;

/** Lets every promise that can settle do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 30; i += 1) await Promise.resolve();
}

function newest(): Reading {
  const reading = readings.at(-1);
  if (reading === undefined) throw new Error('nothing is being read');
  return reading;
}

/** The window's calls through the bridge, main, the line to the host and the host, down to a warehouse that is played. */
beforeEach(async () => {
  readings = [];
  reads = new SharedReads();
  open = new OpenReads();
  const gaps = (signal: AbortSignal, from: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      readings.push({ signal, from, release: resolve, fail: reject });
      signal.addEventListener('abort', () => reject(new BacklineError('cancelled', 'reading was cancelled')));
    });
  const services = {
    until: (signal: AbortSignal, work: (own: unknown) => Promise<unknown>) =>
      work({ lines: { gaps: ({ from }: { from: string }) => gaps(signal, from) } }),
  } as unknown as Services;
  let toMain: (message: HostMessage) => void = () => undefined;
  const serve = serveHost(
    {
      open: async () => ({ calls: hostCalls(services, () => undefined, reads), close: async () => undefined }),
      settings: () => ({}) as HostCalls['settings'],
    },
    (message) => toMain(message),
    () => undefined,
  );
  const host = new HostClient(
    () => ({
      post: (request) => void serve(request),
      onMessage: (listener) => (toMain = listener),
      onExit: () => undefined,
      kill: () => undefined,
    }),
    { onServices: () => undefined, onEvent: () => undefined, onDeath: () => undefined },
  );
  host.start();
  const bound = new Map<string, (event: null, payload: unknown, ticket?: unknown) => Promise<Result<unknown>>>();
  const handlers = bridgeHandlers(host, {} as ShellActions, open);
  bindBridge<null>(
    (channel, listener) => bound.set(channel, listener),
    handlers,
    () => true,
    open,
  );
  invoke = (channel, input, ticket) =>
    bound.get(channel)?.(null, input, ticket) ?? Promise.reject(new Error(`${channel} is not bound`));
  await settle();
});

const giveUp = (ticket: string): Promise<unknown> => invoke('app.giveUp', { ticket });

test('giving up a read aborts it in the services; the answer is the value `cancelled`', async () => {
  const answer = invoke('lines.gaps', RANGE, 'a');
  await settle();
  expect(newest().signal.aborted).toBe(false);
  await giveUp('a');
  expect(await answer).toMatchObject(CANCELLED);
  expect(newest().signal.aborted).toBe(true);
});

test('one that is answered, or was never asked, is no fault', async () => {
  const answer = invoke('lines.gaps', RANGE, 'a');
  await settle();
  newest().release('gaps');
  expect(await answer).toEqual({ ok: true, value: 'gaps' });
  expect(await giveUp('a')).toEqual({ ok: true, value: null });
  expect(await giveUp('never')).toEqual({ ok: true, value: null });
});

test('given up in the moment it is answered: the answer or `cancelled`, and the next is read anew', async () => {
  const answer = invoke('lines.gaps', RANGE, 'a');
  await settle();
  newest().release('gaps');
  const [given] = await Promise.all([answer, giveUp('a')]);
  expect(given.ok ? given.value : given.error.code).toMatch(/^(gaps|cancelled)$/);
  const next = invoke('lines.gaps', RANGE, 'b');
  await settle();
  expect(readings).toHaveLength(2);
  newest().release('newer');
  expect(await next).toEqual({ ok: true, value: 'newer' });
});

test('two who ask the same wait for one read, which ends when neither waits any more', async () => {
  const one = invoke('lines.gaps', RANGE, 'a');
  const two = invoke('lines.gaps', RANGE, 'b');
  const other = invoke('lines.gaps', OTHER, 'c');
  await settle();
  expect(readings.map(({ from }) => from)).toEqual([RANGE.from, OTHER.from]);
  const [shared, own] = readings;
  await giveUp('a');
  expect(await one).toMatchObject(CANCELLED);
  expect(shared?.signal.aborted).toBe(false);
  await giveUp('b');
  expect(await two).toMatchObject(CANCELLED);
  expect(shared?.signal.aborted).toBe(true);
  own?.release('the other');
  expect(await other).toEqual({ ok: true, value: 'the other' });
});

test('who stays gets the answer', async () => {
  const one = invoke('lines.gaps', RANGE, 'a');
  const two = invoke('lines.gaps', RANGE, 'b');
  await settle();
  await giveUp('b');
  newest().release('gaps');
  expect(await one).toEqual({ ok: true, value: 'gaps' });
  expect(await two).toMatchObject(CANCELLED);
});

test('what was cancelled is not kept: asked again, it is read again', async () => {
  const first = invoke('lines.gaps', RANGE, 'a');
  await settle();
  await giveUp('a');
  const second = invoke('lines.gaps', RANGE, 'b');
  await settle();
  expect(readings).toHaveLength(2);
  newest().release('gaps');
  expect(await first).toMatchObject(CANCELLED);
  expect(await second).toEqual({ ok: true, value: 'gaps' });
});

test('of a read that failed nothing runs on', async () => {
  const answer = invoke('lines.gaps', RANGE, 'a');
  await settle();
  newest().fail(new BacklineError('quota_exceeded', 'no quota is left'));
  expect(await answer).toMatchObject({ ok: false, error: { code: 'quota_exceeded' } });
  expect(newest().signal.aborted).toBe(true);
});

test('after the store has changed nobody joins an older read', async () => {
  const before = invoke('lines.gaps', RANGE, 'a');
  await settle();
  reads.forget();
  const after = invoke('lines.gaps', RANGE, 'b');
  await settle();
  const [older, newer] = readings;
  newer?.release('new');
  older?.release('old');
  expect(await before).toEqual({ ok: true, value: 'old' });
  expect(await after).toEqual({ ok: true, value: 'new' });
});

test('a page that is gone waits for nothing; closing waits until the warehouse is at rest', async () => {
  const one = invoke('lines.gaps', RANGE, 'a');
  const two = invoke('lines.gaps', OTHER, 'b');
  await settle();
  open.giveUpAll();
  expect([await one, await two]).toMatchObject([CANCELLED, CANCELLED]);
  expect(readings.every(({ signal }) => signal.aborted)).toBe(true);
  const late = invoke('lines.gaps', RANGE);
  await settle();
  await reads.ended();
  expect(newest().signal.aborted).toBe(true);
  expect(await late).toMatchObject(CANCELLED);
});

test('a close waits for reads that do not end no longer than it is told to', async () => {
  const stuck = new SharedReads();
  void stuck.ask('stuck', new AbortController().signal, () => new Promise<never>(() => undefined));
  let over = false;
  const closing = stuck.ended(20).then(() => {
    over = true;
  });
  await settle();
  expect(over).toBe(false);
  await closing;
  expect(over).toBe(true);
});

describe('exports', () => {
  test('that are being written are given up before the warehouse is closed, and waited for', async () => {
    const exporting = new Exporting(() => undefined);
    const steps: string[] = [];
    const file = exporting.run('/tmp/rows.csv', async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      steps.push('told');
      await new Promise((resolve) => setTimeout(resolve, 10));
      steps.push('taken away');
      throw new BacklineError('cancelled', 'the export was cancelled');
    });
    const failed = expect(file).rejects.toMatchObject({ code: 'cancelled' });
    await exporting.ended();
    expect(steps).toEqual(['told', 'taken away']);
    await failed;
  });

  test('that do not end hold up no close', async () => {
    const exporting = new Exporting(() => undefined);
    void exporting.run('/tmp/rows.csv', () => new Promise<never>(() => undefined));
    await exporting.ended(10);
  });
});

describe('tickets', () => {
  test('are no longer than they need to be, and each names one read', async () => {
    expect(await invoke('lines.gaps', RANGE, 'x'.repeat(101))).toMatchObject({ error: { code: 'bad_input' } });
    expect(await invoke('lines.gaps', RANGE, { length: 1 })).toMatchObject({ error: { code: 'bad_input' } });
    expect(readings).toHaveLength(0);
    void invoke('lines.gaps', RANGE, 'a');
    await settle();
    expect(await invoke('lines.gaps', OTHER, 'a')).toMatchObject({ error: { code: 'bad_input', subject: 'ticket' } });
    expect(readings).toHaveLength(1);
  });
});
