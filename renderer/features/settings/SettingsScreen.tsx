import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type SettingsRoute = Extract<Route, { screen: 'settings' }>;

export function SettingsScreen(props: {
  readonly route: SettingsRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
