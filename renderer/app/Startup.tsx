import { type ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { ServicesStatus } from '../../shared/console.js';
import { ErrorNote, Loading } from '../components/feedback.js';
import { formatRoute } from '../address/address.js';
import { settingsRoute } from '../address/routes.js';

/** The first screen: what is being opened or made, and how far it is. */
export function Startup(props: { readonly services: ServicesStatus | null; readonly retry: () => void }): ReactNode {
  const { services } = props;
  if (services?.phase === 'failed' && services.error) {
    return (
      <div className="screen startup">
        <h1>The warehouse could not be opened</h1>
        <ErrorNote error={services.error} retry={props.retry} />
        <OtherWarehouse />
      </div>
    );
  }
  if (services?.phase === 'opening') {
    const percent = services.fraction === null ? null : Math.round(services.fraction * 100);
    return (
      <div className="screen startup">
        <h1>Opening Backline</h1>
        <ProgressBar
          aria-label={services.message}
          className="bar"
          {...(percent === null ? { isIndeterminate: true } : { value: percent })}
        >
          <span
            className="bar-part"
            data-tone="live"
            style={{ flexBasis: percent === null ? '100%' : `${percent}%` }}
            data-busy={percent === null || undefined}
          />
        </ProgressBar>
        <p role="status">
          {services.message}
          {percent === null ? '' : ` ${percent} %`}
        </p>
        <p className="muted">On first use the demo season is made once; it takes a few seconds.</p>
      </div>
    );
  }
  return (
    <div className="screen startup">
      <Loading what="Opening the warehouse…" since={null} rows={12} />
    </div>
  );
}

/** The way out when the warehouse that is set cannot be opened. */
export function OtherWarehouse(): ReactNode {
  return (
    <p>
      <a className="button" href={formatRoute(settingsRoute())}>
        Choose another warehouse in Settings
      </a>
    </p>
  );
}
