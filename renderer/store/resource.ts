import type { ErrorInfo } from '../../shared/errors.js';
import type { Result } from '../../shared/result.js';

/** Something asked of the services. `key` says what was asked, so that a late answer to an old question is dropped. */
export type Resource<T> =
  | { readonly state: 'idle' }
  | { readonly state: 'loading'; readonly key: string; readonly since: number; readonly stale: T | null }
  | { readonly state: 'ready'; readonly key: string; readonly value: T }
  | { readonly state: 'failed'; readonly key: string; readonly error: ErrorInfo };

/** Told in the place of an answer that the operator gave up; no failure. */
export const GIVEN_UP: ErrorInfo = {
  code: 'cancelled',
  message: 'Cancelled. The warehouse was told to stop reading.',
  retryable: false,
};

export const IDLE = { state: 'idle' } as const;

/** Asking again for the same thing keeps what is shown; asking for another thing does not show the wrong one. */
export function asking<T>(now: Resource<T>, key: string, since: number): Resource<T> {
  const stale =
    now.state === 'ready' && now.key === key
      ? now.value
      : now.state === 'loading' && now.key === key
        ? now.stale
        : null;
  return { state: 'loading', key, since, stale };
}

export function answered<T>(now: Resource<T>, key: string, result: Result<T>): Resource<T> {
  if (now.state !== 'loading' || now.key !== key) return now;
  return result.ok ? { state: 'ready', key, value: result.value } : { state: 'failed', key, error: result.error };
}

/** The value to show: the answer, or what was known while it is asked for again. */
export function valueOf<T>(resource: Resource<T>): T | null {
  if (resource.state === 'ready') return resource.value;
  return resource.state === 'loading' ? resource.stale : null;
}
