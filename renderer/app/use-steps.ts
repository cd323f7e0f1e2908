import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.navigation.addEventListener('currententrychange', listener);
  return () => {
    window.navigation.removeEventListener('currententrychange', listener);
  };
}

/** Whether there is a view to go back to, and one to go forward to. */
export function useSteps(): { readonly back: boolean; readonly forward: boolean } {
  const back = useSyncExternalStore(subscribe, () => window.navigation.canGoBack);
  const forward = useSyncExternalStore(subscribe, () => window.navigation.canGoForward);
  return { back, forward };
}
