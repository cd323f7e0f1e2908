import { together } from '../together.js';

/** Does `work` for every item, at most `limit` at once; answers in the order asked. The first failure stops the rest. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let broken = false;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length && !broken; i = next++) {
      try {
        results[i] = await work(items[i] as T);
      } catch (thrown) {
        broken = true;
        throw thrown;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
  // What was begun comes to its end before the failure is passed on.
  await together(workers);
  return results;
}
