import type { ReactNode } from 'react';
import { assertNever } from '../../shared/assert-never.js';
import { backfillRoute, coverageRoute, EMPTY_DRAFT, formatRoute, type Route } from './routes.js';

interface Place {
  readonly label: string;
  readonly href: string;
  readonly here: boolean;
  readonly inner?: boolean;
}

function placesFor(screen: Route['screen']): readonly Place[] {
  const is = (...screens: readonly Route['screen'][]): boolean => screens.includes(screen);
  switch (screen) {
    case 'backfill':
    case 'runs':
    case 'run':
    case 'coverage':
      return [
        { label: 'Backfill', href: formatRoute(backfillRoute(EMPTY_DRAFT)), here: is('backfill') },
        { label: 'Runs', href: formatRoute({ screen: 'runs' }), here: is('runs', 'run'), inner: true },
        { label: 'Coverage', href: formatRoute(coverageRoute()), here: is('coverage') },
      ];
    default:
      return assertNever(screen, 'screen');
  }
}

export function Sidebar(props: { readonly screen: Route['screen'] }): ReactNode {
  return (
    <nav className="sidebar" aria-label="Screens">
      <ul>
        {placesFor(props.screen).map((place) => (
          <li key={place.label} data-inner={place.inner}>
            <a href={place.href} aria-current={place.here ? 'page' : undefined}>
              {place.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
