import type {
  Labelled,
  ReadOptions,
  Warehouse,
  WarehouseInfo,
  WarehouseUsage,
} from '../../../electron/warehouse/port.js';
import type { AnyStatement } from '../../../electron/warehouse/statement.js';

export interface Sent {
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly labels: Labelled['labels'];
}

/** Bytes by statement and range, so that no two reads cost the same by chance. */
export function bytesOf(statement: string, params: Readonly<Record<string, unknown>>): number {
  const text = `${statement} ${String(params['from'])} ${String(params['to'])} ${String(params['before'])}`;
  let sum = 1_000_003;
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) % 50_000_017;
  return sum;
}

/** A real warehouse that bills: every read costs what its estimate said, and carries the labels of its run. */
export class Billing {
  readonly sent: Sent[] = [];
  estimates = 0;
  bills = true;
  readonly warehouse: Warehouse;

  constructor(real: Warehouse, chunkDays = real.info.chunkDays, leastBilledPerTable?: number) {
    const billed = new Map<string, number>();
    const jobs = new Map<string, number>();
    const note = (what: string, params: Readonly<Record<string, unknown>>, { labels }: Labelled = {}): void => {
      this.sent.push({ what, from: params['from'], to: params['to'] ?? params['before'], labels });
      const run = labels?.['run'];
      if (run === undefined) return;
      billed.set(run, (billed.get(run) ?? 0) + bytesOf(what, params));
      jobs.set(run, (jobs.get(run) ?? 0) + 1);
    };
    const info: WarehouseInfo = { ...real.info, chunkDays, leastBilledPerTable };
    const overrides: Readonly<Record<string, unknown>> = {
      info,
      read: (statement: AnyStatement, params: Readonly<Record<string, unknown>>, options?: ReadOptions) => {
        note(statement.name, params, options);
        return real.read(statement, params as never, options);
      },
      stream: (statement: AnyStatement, params: Readonly<Record<string, unknown>>, options?: ReadOptions) => {
        note(statement.name, params, options);
        return real.stream(statement, params as never, options);
      },
      estimate: async (statement: AnyStatement, params: Readonly<Record<string, unknown>>) => {
        this.estimates += 1;
        return this.bills ? bytesOf(statement.name, params) : null;
      },
      usage: (run = ''): WarehouseUsage => ({
        queryJobs: jobs.get(run) ?? 0,
        loadJobs: 0,
        copyJobs: 0,
        bytesProcessed: this.bills ? (billed.get(run) ?? 0) : null,
        bytesBilled: this.bills ? (billed.get(run) ?? 0) : null,
      }),
    };
    this.warehouse = new Proxy(real, {
      get: (target, name) => {
        if (typeof name === 'string' && Object.hasOwn(overrides, name)) return overrides[name];
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          if (name === 'writePartition') this.#labelled('write', args[0] as Labelled);
          if (name === 'snapshotPartitions')
            (args[1] as readonly Labelled[]).forEach((one) => this.#labelled('snapshot', one));
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  }

  #labelled(what: string, { labels }: Labelled): void {
    this.sent.push({ what, from: null, to: null, labels });
  }
}
