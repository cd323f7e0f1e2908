import type { ReactNode } from 'react';
import { useConsole } from '../store/context.js';
import {
  backfillRoute,
  checksRoute,
  coverageRoute,
  diffRoute,
  EMPTY_DRAFT,
  gapsRoute,
  rootCauseRoute,
  runsRoute,
  settingsRoute,
  type Route,
} from '../address/routes.js';
import { formatRoute } from '../address/address.js';

interface Place {
  readonly label: string;
  readonly href: string;
  readonly here: boolean;
  readonly inner?: boolean;
}

function placesFor(screen: Route['screen']): readonly Place[] {
  const is = (...screens: readonly Route['screen'][]): boolean => screens.includes(screen);
  return [
    { label: 'Overview', href: formatRoute({ screen: 'overview' }), here: is('overview') },
    { label: 'Backfill', href: formatRoute(backfillRoute(EMPTY_DRAFT)), here: is('backfill') },
    { label: 'Runs', href: formatRoute(runsRoute()), here: is('runs', 'run'), inner: true },
    { label: 'Coverage', href: formatRoute(coverageRoute()), here: is('coverage') },
    { label: 'Gaps', href: formatRoute(gapsRoute()), here: is('gaps', 'player') },
    { label: 'Line diff', href: formatRoute(diffRoute()), here: is('diff') },
    { label: 'Checks', href: formatRoute(checksRoute()), here: is('checks') },
    { label: 'Root cause', href: formatRoute(rootCauseRoute()), here: is('root-cause'), inner: true },
    { label: 'Settings', href: formatRoute(settingsRoute()), here: is('settings') },
  ];
}

export function Sidebar(props: { readonly screen: Route['screen'] }): ReactNode {
  const unsaved = useConsole((state) => state.settingsDraft !== null);
  return (
    <nav className="sidebar" aria-label="Screens">
      <ul>
        {placesFor(props.screen).map((place) => (
          <li key={place.label} data-inner={place.inner}>
            <a href={place.href} aria-current={place.here ? 'page' : undefined}>
              {place.label}
              {unsaved && place.label === 'Settings' ? <span className="changed"> not saved</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
