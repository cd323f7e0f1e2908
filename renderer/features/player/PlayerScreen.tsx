import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { Route } from '../../app/routes.js';

type PlayerRoute = Extract<Route, { screen: 'player' }>;

export function PlayerScreen(props: { readonly route: PlayerRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  return <div className="screen" aria-label={props.route.screen} />;
}
