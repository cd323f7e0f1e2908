import { useSyncExternalStore } from 'react';

/**
 * Small things the page remembers from start to start, such as where a pane was dragged to: no settings, because nothing
 * but this window on this data folder is changed by them. Chromium keeps them beside its own files in the data folder.
 */
const PREFIX = 'backline.';
const listeners = new Set<() => void>();

export function readKept(key: string): string | null {
  try {
    return window.localStorage.getItem(PREFIX + key);
  } catch {
    // Storage that is damaged or full only means that nothing is remembered.
    return null;
  }
}

/** Null forgets it. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(PREFIX + key);
    else window.localStorage.setItem(PREFIX + key, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useKept(key: string): string | null {
  return useSyncExternalStore(subscribe, () => readKept(key));
}
