import { setMaxListeners } from 'node:events';
import type { Labelled, ReadOptions, Warehouse } from './port.js';
import type { ColumnTypes, ParamsOf, ParamTypes, RowOf, Statement } from './statement.js';

/**
 * The reading part of the port, every read of it carrying these labels and ending with the signal: for services that know
 * nothing of runs.
 */
export function labelledReads(
  warehouse: Warehouse,
  labels: NonNullable<Labelled['labels']>,
  signal?: AbortSignal,
): Warehouse {
  const labelled = (options: ReadOptions = {}): ReadOptions => ({
    ...options,
    signal: either(options.signal, signal),
    labels: { ...labels, ...options.labels },
  });
  return new Proxy(warehouse, {
    get: (target, name) => {
      if (name === 'read') {
        return <P extends ParamTypes, C extends ColumnTypes>(
          statement: Statement<P, C>,
          params: ParamsOf<P>,
          options?: ReadOptions,
        ): Promise<readonly RowOf<C>[]> => target.read(statement, params, labelled(options));
      }
      if (name === 'stream') {
        return <P extends ParamTypes, C extends ColumnTypes>(
          statement: Statement<P, C>,
          params: ParamsOf<P>,
          options?: ReadOptions,
        ): AsyncIterable<readonly RowOf<C>[]> => target.stream(statement, params, labelled(options));
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Aborted as soon as one of them is. */
function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}

/**
 * Settles as `work` over labelled reads does, but not before the warehouse is at rest: of reads side by side the first that
 * fails or is cancelled settles them all for who asked, while the others would run on, and bill, behind it. After a failure
 * they are ended.
 */
export async function labelledUntilOver<T>(
  warehouse: Warehouse,
  labels: NonNullable<Labelled['labels']>,
  signal: AbortSignal | undefined,
  work: (over: Warehouse) => Promise<T>,
): Promise<T> {
  const failed = new AbortController();
  const reading = new Set<Promise<unknown>>();
  const until = either(signal, failed.signal);
  // Each read that is under way listens, and there are as many as the work has side by side.
  if (until !== undefined) setMaxListeners(0, until);
  const labelled = labelledReads(warehouse, labels, until);
  const watched = new Proxy(labelled, {
    get: (target, name) => {
      if (name !== 'read') return Reflect.get(target, name, target) as unknown;
      return <P extends ParamTypes, C extends ColumnTypes>(
        statement: Statement<P, C>,
        params: ParamsOf<P>,
        options?: ReadOptions,
      ): Promise<readonly RowOf<C>[]> => {
        const answer = target.read(statement, params, options);
        reading.add(answer);
        return answer;
      };
    },
  });
  try {
    return await work(watched);
  } catch (thrown) {
    failed.abort();
    throw thrown;
  } finally {
    await Promise.allSettled(reading);
  }
}
