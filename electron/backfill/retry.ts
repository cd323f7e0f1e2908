import { setTimeout as sleep } from 'node:timers/promises';
import { BacklineError } from '../../shared/errors.js';

export const READ_RETRY_MS: readonly number[] = [1_000, 4_000];

/** Does a read again, after the waits given, as long as its error says that this may help. */
export async function withRetries<T>(
  waitsMs: readonly number[],
  read: () => Promise<T>,
  more: { readonly signal?: AbortSignal | undefined; readonly onRetry?: (error: BacklineError) => void } = {},
): Promise<T> {
  for (const wait of waitsMs) {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof BacklineError) || !thrown.retryable || thrown.code === 'cancelled') throw thrown;
      if (more.signal?.aborted === true) throw thrown;
      more.onRetry?.(thrown);
      // An abort only cuts the wait short; the read then says that it was cancelled.
      await sleep(wait, undefined, { signal: more.signal }).catch(() => undefined);
    }
  }
  return read();
}
