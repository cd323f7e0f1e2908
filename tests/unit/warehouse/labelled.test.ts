import { expect, test } from 'vitest';
import { labelledUntilOver } from '../../../electron/warehouse/labelled.js';
import type { ReadOptions, Warehouse } from '../../../electron/warehouse/port.js';
import { defineStatement } from '../../../electron/warehouse/statement.js';

const statement = (name: string) =>
  defineStatement({ name, sql: 'SELECT 1 AS x', params: {}, columns: { x: 'INT64' }, key: [] });
const [slow, broken] = [statement('slow'), statement('broken')];

/** `broken` fails at once; `slow` ends only some time after it was told to, as a job in a service does. */
function world(): { readonly warehouse: Warehouse; readonly log: string[] } {
  const log: string[] = [];
  const read = async ({ name }: { readonly name: string }, _: unknown, { labels, signal }: ReadOptions = {}) => {
    log.push(`${name} for ${labels?.run ?? ''}`);
    if (name === 'broken') throw new Error('no such table');
    await new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => setTimeout(resolve, 20), { once: true });
    });
    log.push(`${name} is over`);
    throw new Error(`${name} was cancelled`);
  };
  return { warehouse: { read } as unknown as Warehouse, log };
}

test('a failure is told when the reads beside it have ended, and ends them', async () => {
  const { log, warehouse } = world();
  const answer = labelledUntilOver(warehouse, { run: 'r1' }, new AbortController().signal, (over) =>
    Promise.all([over.read(slow, {}), over.read(broken, {})]),
  );
  await expect(answer).rejects.toThrow('no such table');
  expect(log).toEqual(['slow for r1', 'broken for r1', 'slow is over']);
});

test('a cancel is told when everything has ended', async () => {
  const { log, warehouse } = world();
  const stop = new AbortController();
  const given = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new Error('given up')));
  });
  const answer = labelledUntilOver(warehouse, {}, stop.signal, (over) =>
    Promise.race([Promise.all([over.read(slow, {}), over.read(slow, {})]), given]),
  );
  stop.abort();
  await expect(answer).rejects.toThrow('given up');
  expect(log.filter((line) => line === 'slow is over')).toHaveLength(2);
});
