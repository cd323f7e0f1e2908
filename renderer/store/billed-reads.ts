import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { WarehouseStatus } from '../../shared/console.js';
import type { DateRange } from '../../shared/game-date.js';
import type { ReadKind } from '../../shared/read-cost.js';
import { useClient } from './context.js';

/** What a screen is about to read of a warehouse. */
export interface BilledQuestion {
  readonly screen: string;
  readonly kinds: readonly ReadKind[];
  readonly range: DateRange;
}

export interface BilledRead extends BilledQuestion {
  /** True where reads cost nothing, and where the operator agreed to this one. */
  readonly agreed: boolean;
  readonly agree: () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What was agreed to in this window, until the warehouse's content changes: then it would be read, and billed, anew. */
const agreed = createStore<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: NOTHING }));

export function readKey(location: string, { screen, range }: Pick<BilledQuestion, 'screen' | 'range'>): string {
  return `${location} ${screen} ${range.from}..${range.to}`;
}

/**
 * Whether a screen may read a range by itself. Where every read is billed nothing is read before somebody says so, once
 * for each screen and range; `AskToRead` asks.
 */
export function useBilledRead(
  warehouse: Pick<WarehouseStatus, 'engine' | 'location'>,
  question: BilledQuestion,
): BilledRead {
  const client = useClient();
  const key = readKey(warehouse.location, question);
  const keys = useStore(agreed, (state) => state.keys);
  useEffect(
    () =>
      client.warehouse.changed(() => {
        agreed.setState({ keys: NOTHING });
      }),
    [client],
  );
  return {
    ...question,
    agreed: warehouse.engine !== 'bigquery' || keys.has(key),
    agree: () => {
      agreed.setState((now) => ({ keys: new Set(now.keys).add(key) }));
    },
  };
}
