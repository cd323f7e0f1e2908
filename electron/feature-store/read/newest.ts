import { compareInstants } from '../instants.js';

/**
 * Keeps one row per key, the newest by `processed_at`. Production lets chance decide between rows of one key (the last
 * one read wins); equal times are settled by content so that every read gives the same row.
 */
export function keepNewest<K, R extends { readonly processed_at: string | null }>(
  kept: Map<K, R>,
  key: K,
  row: R,
): void {
  const known = kept.get(key);
  if (!known || isNewer(row, known)) kept.set(key, row);
}

function isNewer<R extends { readonly processed_at: string | null }>(row: R, than: R): boolean {
  const order = compareInstants(row.processed_at, than.processed_at);
  return order === 0 ? JSON.stringify(row) > JSON.stringify(than) : order > 0;
}
