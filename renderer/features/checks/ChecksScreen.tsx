import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type ChecksRoute = Extract<Route, { screen: 'checks' }>;

export function ChecksScreen(props: { readonly route: ChecksRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
