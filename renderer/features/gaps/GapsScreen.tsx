import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type GapsRoute = Extract<Route, { screen: 'gaps' }>;

export function GapsScreen(props: { readonly route: GapsRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
