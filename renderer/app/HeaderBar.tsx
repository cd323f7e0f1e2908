import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../shared/console.js';
import { Badge } from '../components/Badge.js';
import type { Look } from '../components/states.js';
import { formatDay } from '../format/dates.js';

const HEALTHY: Look = { icon: 'check', word: 'healthy', tone: 'ok' };
const TROUBLED: Look = { icon: 'cross', word: 'not healthy', tone: 'bad' };
const ASKING: Look = { icon: 'half', word: 'opening…', tone: 'live' };

/** Which warehouse, whether it is healthy, and which day it is in New York. */
export function HeaderBar(props: { readonly warehouse: WarehouseStatus | null; readonly failed: boolean }): ReactNode {
  const { warehouse } = props;
  const look = props.failed || warehouse?.problem ? TROUBLED : warehouse === null ? ASKING : HEALTHY;
  return (
    <header className="header">
      <span className="brand">Backline</span>
      <span className="header-warehouse" aria-label="Warehouse">
        {warehouse ? (
          <>
            <strong className="clip" title={warehouse.label}>
              {warehouse.label}
            </strong>
            <span className="muted">
              {warehouse.engine === 'duckdb' ? (warehouse.isDemo ? 'demo, DuckDB' : 'DuckDB') : 'BigQuery'}
            </span>
            <span className="muted clip header-location" title={warehouse.location}>
              {warehouse.location}
            </span>
          </>
        ) : (
          <span className="muted">Warehouse</span>
        )}
        <Badge look={look} />
      </span>
      <span className="grow" />
      {warehouse ? (
        <span className="num" title="The date in New York, where game dates are counted">
          Today {formatDay(warehouse.today)}
        </span>
      ) : null}
    </header>
  );
}
