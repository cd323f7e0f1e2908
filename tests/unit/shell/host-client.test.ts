import { beforeEach, describe, expect, test, vi } from 'vitest';
import { HostClient } from '../../../electron/host/client.js';
import type { HostMessage, HostProcess, HostRequest } from '../../../electron/host/protocol.js';
import type { ServicesStatus } from '../../../shared/console.js';
import type { ErrorInfo } from '../../../shared/errors.js';

/** Plays the host's process. */
class PlayedProcess implements HostProcess {
  readonly requests: HostRequest[] = [];
  say: (message: HostMessage) => void = () => undefined;
  exit: (code: number) => void = () => undefined;
  killed = false;
  post(request: HostRequest): void {
    this.requests.push(request);
  }
  onMessage(listener: (message: HostMessage) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener;
  }
  kill(): void {
    this.killed = true;
    this.exit(137);
  }
}

let processes: PlayedProcess[];
let statuses: ServicesStatus[];
let deaths: { error: ErrorInfo; restarted: boolean }[];
let clock: number;
let client: HostClient;

beforeEach(() => {
  processes = [];
  statuses = [];
  deaths = [];
  clock = 0;
  client = new HostClient(
    () => {
      const played = new PlayedProcess();
      processes.push(played);
      return played;
    },
    {
      onServices: (status) => statuses.push(status),
      onEvent: () => undefined,
      onDeath: (error, restarted) => deaths.push({ error, restarted }),
    },
    () => clock,
  );
  client.start();
});

function newest(): PlayedProcess {
  const played = processes.at(-1);
  if (!played) throw new Error('no process was started');
  return played;
}

describe('a call', () => {
  test('is answered by its own id, whatever the order', async () => {
    const one = client.call('backfill', 'run', { runId: 'a' });
    const two = client.call('backfill', 'runs', undefined);
    newest().say({ kind: 'answer', id: 2, result: { ok: true, value: [] } });
    newest().say({ kind: 'answer', id: 1, result: { ok: true, value: 'the run' } });
    expect(await two).toEqual([]);
    expect(await one).toBe('the run');
  });

  test("throws the service's error with its code, subject and remedy", async () => {
    const call = client.call('backfill', 'pause', { runId: 'a' });
    const error = {
      code: 'wrong_state',
      message: 'done already',
      subject: 'a',
      remedy: 'none',
      retryable: false,
    } as const;
    newest().say({ kind: 'answer', id: 1, result: { ok: false, error } });
    await expect(call).rejects.toMatchObject(error);
  });
});

describe('when the process dies', () => {
  test('calls under way fail at once, and another is started', async () => {
    const call = client.call('backfill', 'runs', undefined);
    newest().exit(9);
    await expect(call).rejects.toMatchObject({ code: 'internal', retryable: true });
    await expect(call).rejects.toThrow(/exit code 9/);
    expect(processes).toHaveLength(2);
    expect(deaths).toMatchObject([{ restarted: true }]);
    expect(client.status.phase).toBe('opening');
    const again = client.call('backfill', 'runs', undefined);
    newest().say({ kind: 'answer', id: 2, result: { ok: true, value: [] } });
    expect(await again).toEqual([]);
  });

  test('again and again, it stays down and says so', async () => {
    for (let death = 0; death < 4; death += 1) newest().exit(1);
    expect(processes).toHaveLength(4);
    expect(client.status).toMatchObject({ phase: 'failed', error: { code: 'internal' } });
    expect(deaths.at(-1)).toMatchObject({ restarted: false });
    await expect(client.call('backfill', 'runs', undefined)).rejects.toMatchObject({ code: 'internal' });
  });

  test('now and then, it is started each time', () => {
    for (let death = 0; death < 8; death += 1) {
      clock += 61_000;
      newest().exit(1);
    }
    expect(processes).toHaveLength(9);
  });
});

describe('closing', () => {
  test('an abandoned process is not missed when it ends', () => {
    client.abandon();
    newest().exit(0);
    expect(processes).toHaveLength(1);
    expect(deaths).toEqual([]);
  });

  test('waits for the process and starts no other', async () => {
    const closed = client.close();
    expect(newest().requests).toEqual([{ kind: 'close' }]);
    newest().exit(0);
    await closed;
    expect(processes).toHaveLength(1);
    expect(deaths).toEqual([]);
  });

  test('ends a process that does not answer', async () => {
    vi.useFakeTimers();
    const closed = client.close();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await closed;
    expect(newest().killed).toBe(true);
  });
});
