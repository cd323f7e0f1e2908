import { setTimeout as sleep } from 'node:timers/promises';

/** How long whoever closes waits for work that was told to end: a job's start and its cancel each take less. */
export const CLOSE_MS = 5_000;

/** Waits until all of `work` is over, however it ends, but no longer than `withinMs`: somebody waits for the close. */
export async function settledWithin(work: Iterable<Promise<unknown>>, withinMs = CLOSE_MS): Promise<void> {
  const done = new AbortController();
  const limit = sleep(withinMs, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(work), limit]);
  done.abort();
}
