import { useCallback, useSyncExternalStore } from 'react';
import { formatRoute, parseRoute } from './address.js';
import type { Route } from './routes.js';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}

let parsedFrom: string | null = null;
let parsed: Route = parseRoute('');

/** The same object as long as the address is the same, so that views can compare it. */
function currentRoute(): Route {
  const { hash } = window.location;
  if (hash !== parsedFrom) {
    parsedFrom = hash;
    parsed = parseRoute(hash);
  }
  return parsed;
}

/** Goes to a view. `replace` is for changes within one view (a selected row), which back should not step through. */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (hash === window.location.hash) return;
  if (how === 'push') window.history.pushState(null, '', hash);
  else window.history.replaceState(null, '', hash);
  // pushState tells nobody; the same event as the browser's own keeps one code path.
  window.dispatchEvent(new PopStateEvent('popstate'));
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

export function useNavigate(): (route: Route, how?: 'push' | 'replace') => void {
  return useCallback((route, how) => navigate(route, how), []);
}
