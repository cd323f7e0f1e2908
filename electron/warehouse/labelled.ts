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
    signal: options.signal ?? signal,
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
