import type { ReactNode } from 'react';
import { formatRoute } from '../../address/address.js';
import { helpRoute } from '../../address/routes.js';
import { ErrorNote, Loading } from '../../components/feedback.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';

/** The software and the typefaces of others that the program contains, with their terms. */
export function LicencesScreen(): ReactNode {
  const client = useClient();
  const { value, error, again } = useAnswer('notices', () => client.app.notices());
  return (
    <div className="screen help">
      <header className="screen-head row">
        <h1>Licences</h1>
        <p className="muted">
          Software and typefaces of others in Backline. Backline itself comes under the MIT licence.
        </p>
        <span className="grow" />
        <a className="button" href={formatRoute(helpRoute())}>
          Operators’ guide
        </a>
      </header>
      {error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading what="Reading the licences…" since={null} />
      ) : (
        <pre className="licences" tabIndex={0} aria-label="Licences">
          {value}
        </pre>
      )}
    </div>
  );
}
