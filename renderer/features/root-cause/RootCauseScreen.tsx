import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type RootCauseRoute = Extract<Route, { screen: 'root-cause' }>;

export function RootCauseScreen(props: {
  readonly route: RootCauseRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
