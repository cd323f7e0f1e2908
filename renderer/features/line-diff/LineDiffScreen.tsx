import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type LineDiffRoute = Extract<Route, { screen: 'diff' }>;

export function LineDiffScreen(props: {
  readonly route: LineDiffRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
