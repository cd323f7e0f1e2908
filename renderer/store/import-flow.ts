import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ImportProgress, ImportResult } from '../../shared/console.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { BridgeClient } from '../../shared/ipc/types.js';

/** Making a warehouse of a folder's files, wherever in the window it was begun. */
export type ImportFlow =
  | { readonly phase: 'idle' }
  /** The desktop's own dialogs are open. */
  | { readonly phase: 'choosing' }
  | { readonly phase: 'running'; readonly progress: ImportProgress; readonly cancelling: boolean }
  | { readonly phase: 'done'; readonly result: ImportResult }
  | { readonly phase: 'failed'; readonly error: ErrorInfo };

const store = createStore<ImportFlow>()(() => ({ phase: 'idle' }));
const become = (flow: ImportFlow): void => {
  store.setState(flow, true);
};

/** Asks for the folder and the file to make of it, and imports. One at a time. */
export async function startImport(client: BridgeClient): Promise<void> {
  const { phase } = store.getState();
  if (phase === 'choosing' || phase === 'running') return;
  become({ phase: 'choosing' });
  const stop = client.settings.importProgress((progress) => {
    const now = store.getState();
    become({ phase: 'running', progress, cancelling: now.phase === 'running' && now.cancelling });
  });
  const answer = await client.settings.importFolder();
  stop();
  if (!answer.ok) become({ phase: 'failed', error: answer.error });
  else if (answer.value === null) become({ phase: 'idle' });
  else become({ phase: 'done', result: answer.value });
}

export async function cancelImport(client: BridgeClient): Promise<void> {
  const now = store.getState();
  if (now.phase !== 'running') return;
  become({ ...now, cancelling: true });
  await client.settings.cancelImport();
}

/** Puts away how it ended. */
export function closeImport(): void {
  const { phase } = store.getState();
  if (phase === 'done' || phase === 'failed') become({ phase: 'idle' });
}

export function useImportFlow(): ImportFlow {
  return useStore(store);
}
