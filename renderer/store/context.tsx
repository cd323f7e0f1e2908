import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { BridgeClient } from '../../shared/ipc/types.js';
import type { ConsoleState, ConsoleStore } from './console-store.js';

const StoreContext = createContext<ConsoleStore | null>(null);
const ClientContext = createContext<BridgeClient | null>(null);

export function ConsoleProvider(props: {
  readonly store: ConsoleStore;
  readonly client: BridgeClient;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <ClientContext.Provider value={props.client}>
      <StoreContext.Provider value={props.store}>{props.children}</StoreContext.Provider>
    </ClientContext.Provider>
  );
}

/** Below it another client answers: samples instead of the warehouse. */
export function OtherClient(props: { readonly client: BridgeClient; readonly children: ReactNode }): ReactNode {
  return <ClientContext.Provider value={props.client}>{props.children}</ClientContext.Provider>;
}

export function useConsole<T>(select: (state: ConsoleState) => T): T {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useConsole outside of ConsoleProvider');
  return useStore(store, select);
}

/** For calls whose answer belongs to one view only, such as an export. */
export function useClient(): BridgeClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient outside of ConsoleProvider');
  return client;
}
