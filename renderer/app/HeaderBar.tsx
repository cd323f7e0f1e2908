import type { ReactNode } from 'react';
import type { WarehouseStatus } from '../../shared/console.js';
import { ActionButton } from '../components/ActionButton.js';
import { Badge } from '../components/Badge.js';
import { Icon } from '../components/Icon.js';
import { healthLook } from '../features/checks/check-view.js';
import { helpFor } from '../features/help/guide-view.js';
import { formatDay, formatInstant } from '../format/dates.js';
import { counted } from '../format/numbers.js';
import { useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { checksRoute, helpRoute, type Route } from '../address/routes.js';
import { formatRoute } from '../address/address.js';
import { useSteps } from './use-steps.js';
import { warehouseLook } from './warehouse-look.js';

/** Which warehouse, whether it is open, what its checks say, and which day it is in New York. */
export function HeaderBar(props: {
  readonly route: Route;
  readonly warehouse: WarehouseStatus | null;
  readonly failed: boolean;
}): ReactNode {
  const { warehouse } = props;
  return (
    <header className="header">
      <span className="brand">Backline</span>
      <Steps />
      <span className="header-warehouse" aria-label="Warehouse">
        {warehouse ? (
          <>
            <strong className="clip" title={warehouse.label}>
              {warehouse.label}
            </strong>
            <span className="muted header-engine">
              {warehouse.engine === 'duckdb' ? (warehouse.isDemo ? 'demo, DuckDB' : 'DuckDB') : 'BigQuery'}
            </span>
            <span className="muted clip header-location" title={warehouse.location}>
              {warehouse.location}
            </span>
          </>
        ) : (
          <span className="muted">Warehouse</span>
        )}
        <Badge look={warehouseLook(warehouse, props.failed)} />
      </span>
      <span className="grow" />
      {warehouse && !props.failed ? <Health /> : null}
      {warehouse ? (
        <span title="The date in New York, where game dates are counted">Today {formatDay(warehouse.today)}</span>
      ) : null}
      <a
        className="button header-help"
        href={formatRoute(helpRoute(helpFor(props.route)))}
        title="Help on this screen (F1)"
        aria-current={props.route.screen === 'help' ? 'page' : undefined}
      >
        Help
      </a>
    </header>
  );
}

function Steps(): ReactNode {
  const steps = useSteps();
  return (
    <span className="header-steps">
      <ActionButton
        className="button quiet icon-button"
        aria-label="Back"
        isDisabled={!steps.back}
        onPress={() => {
          window.history.back();
        }}
      >
        <Icon name="left" />
      </ActionButton>
      <ActionButton
        className="button quiet icon-button"
        aria-label="Forward"
        isDisabled={!steps.forward}
        onPress={() => {
          window.history.forward();
        }}
      >
        <Icon name="right" />
      </ActionButton>
    </span>
  );
}

/** What the checks said last, on every screen; the way to them. */
function Health(): ReactNode {
  const health = useConsole((state) => state.health);
  const report = valueOf(health);
  const href = formatRoute(checksRoute());
  if (report === null) {
    return (
      <a className="header-health" href={href}>
        {health.state === 'loading'
          ? 'checking…'
          : health.state === 'failed'
            ? 'checks failed to run'
            : 'checks not run'}
      </a>
    );
  }
  return (
    <a
      className="header-health"
      href={href}
      title={`Checks as of ${report.asOf}, run ${formatInstant(report.ranAt)}: ${counted(report.alerts, 'alert')}, ${counted(report.warnings, 'warning')}`}
    >
      <Badge look={healthLook(report)} strong={report.alerts > 0} />
    </a>
  );
}
