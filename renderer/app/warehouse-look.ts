import type { ServicesStatus, WarehouseStatus } from '../../shared/console.js';
import type { Look } from '../components/states.js';

/**
 * Whether the warehouse can be worked with, beside its name. What stands in it is judged by the checks, whose alerts have
 * a place of their own: so no word of this one says that all is well.
 */
export function warehouseLook(warehouse: WarehouseStatus | null, failed: boolean): Look {
  if (failed) return { icon: 'cross', word: 'not open', tone: 'bad' };
  if (warehouse === null) return { icon: 'half', word: 'opening…', tone: 'live' };
  if (warehouse.problem !== null) return { icon: 'cross', word: 'has a problem', tone: 'bad' };
  if (warehouse.scheduleRead && warehouse.firstGame === null) {
    return { icon: 'warning', word: 'no schedule', tone: 'warn' };
  }
  return { icon: 'check', word: warehouse.engine === 'bigquery' ? 'connected' : 'open', tone: 'ok' };
}

/** The warehouse that is open: none while another is being opened, whatever is known of the one before. */
export function openWarehouse(known: WarehouseStatus | null, services: ServicesStatus | null): WarehouseStatus | null {
  return services === null || services.phase === 'ready' ? known : null;
}
