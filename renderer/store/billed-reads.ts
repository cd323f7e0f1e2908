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
  /** True where each read is to be asked about: it is billed, and nobody said yes to all of the session. */
  readonly asks: boolean;
  /** True where reads cost nothing, and where the operator agreed to this one. */
  readonly agreed: boolean;
  readonly agree: () => void;
}

export interface Agreements {
  readonly keys: ReadonlySet<string>;
  /** Yes to every read until the window is closed; taken back in Settings. */
  readonly all: boolean;
}

/** Read once for a session and kept by the services, whatever is written. */
export const PLAYERS = 'players';

/** What was agreed to in this window. */
export const agreements = createStore<Agreements>(() => ({ keys: new Set(), all: false }));

export function readKey(location: string, { screen, range }: Pick<BilledQuestion, 'screen' | 'range'>): string {
  return screen === PLAYERS ? `${PLAYERS} ${location}` : `${location} ${screen} ${range.from}..${range.to}`;
}

/** What is left when the warehouse's content has changed: what was read then would be read, and billed, anew. */
export function afterChange({ keys, all }: Agreements): Agreements {
  return { all, keys: new Set([...keys].filter((key) => key.startsWith(`${PLAYERS} `))) };
}

export function agreeToAll(all: boolean): void {
  agreements.setState({ all });
}

export function useAgreedToAll(): boolean {
  return useStore(agreements, ({ all }) => all);
}

/**
 * Whether a screen may read a range by itself. Where every read is billed nothing is read before somebody says so, once
 * for each screen and range; `AskToRead` asks. Nothing may be read while the warehouse is not known.
 */
export function useBilledRead(
  warehouse: Pick<WarehouseStatus, 'engine' | 'location'> | null,
  question: BilledQuestion,
): BilledRead {
  const client = useClient();
  const key = readKey(warehouse?.location ?? '', question);
  const { keys, all } = useStore(agreements);
  useEffect(
    () =>
      client.warehouse.changed(() => {
        agreements.setState(afterChange);
      }),
    [client],
  );
  const asks = warehouse?.engine === 'bigquery' && !all;
  return {
    ...question,
    asks,
    agreed: warehouse !== null && (!asks || keys.has(key)),
    agree: () => {
      agreements.setState((now) => ({ keys: new Set(now.keys).add(key) }));
    },
  };
}
