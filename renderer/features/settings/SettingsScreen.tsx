import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type SettingsRoute = Extract<Route, { screen: 'settings' }>;

export function SettingsScreen(props: {
  readonly route: SettingsRoute;
  /** Null while no warehouse is open: settings can be changed all the same. */
  readonly warehouse: WarehouseStatus | null;
}): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
