import { throwIfCancelled, type Watched } from './requests.js';

/** Rows of a table between two looks at whether it was cancelled. */
const TABLE_BATCH = 1_000;

/** The rows in parts, told as they are taken; ended by a cancel between two of them. */
export function* batchesOf<R>(rows: Iterable<R>, { signal, onRows }: Watched): Iterable<readonly R[]> {
  let batch: R[] = [];
  let done = 0;
  for (const row of rows) {
    batch.push(row);
    if (batch.length < TABLE_BATCH) continue;
    throwIfCancelled(signal);
    yield batch;
    done += batch.length;
    onRows?.(done);
    batch = [];
  }
  yield batch;
  onRows?.(done + batch.length);
}
