import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import {
  backfillRoute,
  coverageRoute,
  EMPTY_DRAFT,
  formatRoute,
  helpRoute,
  rootCauseRoute,
  settingsRoute,
} from '../../app/routes.js';
import type { WarehouseKind } from '../../../shared/settings.js';
import { useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { keep, useKept } from '../../store/kept.js';
import { seasonToDate } from '../backfill/range/season.js';

const KEPT = 'introduction';
const DISMISSED = 'dismissed';

/** Shows the panel again after it was dismissed. */
export function showIntroduction(): void {
  keep(KEPT, null);
}

/** What the demo season is, what happened in it and where to begin; until it is dismissed. */
export function Introduction(props: { readonly warehouse: WarehouseStatus }): ReactNode {
  const { warehouse } = props;
  const dismissed = useKept(KEPT) === DISMISSED;
  if (dismissed || !warehouse.isDemo) return null;
  const season = seasonToDate(warehouse);
  return (
    <section className="card introduction" aria-label="Introduction">
      <div className="introduction-head">
        <h2>This is a demo season</h2>
        <Button
          className="button quiet"
          onPress={() => {
            keep(KEPT, DISMISSED);
          }}
        >
          Dismiss
        </Button>
      </div>
      <p>
        Made-up players and games in one file on this machine; nothing in it can be broken for good. A rebuild of the
        store took everyone who played, and their betting lines from a table that knows only the players expected before
        a game. So most rows stand without a line, although the books had posted them: the raw tables still have them.
      </p>
      <ol className="introduction-steps">
        <li>
          <a href={formatRoute(coverageRoute())}>See the collapse</a>
          <span className="muted">each month beside the same month of last season</span>
        </li>
        <li>
          <a href={formatRoute(rootCauseRoute(season))}>Find the root cause</a>
          <span className="muted">since when, at which table, and what would repair it</span>
        </li>
        <li>
          <a href={formatRoute(backfillRoute({ ...EMPTY_DRAFT, ...season }, true))}>Plan the rebuild</a>
          <span className="muted">every date with its reason, before anything is written</span>
        </li>
      </ol>
      <p className="row">
        <span className="muted">Your own data:</span>
        <ToSettings kind="bigquery">Connect BigQuery</ToSettings>
        <ToSettings kind="file">Import a folder</ToSettings>
        <span className="grow" />
        <a href={formatRoute(helpRoute('the-job-in-the-window'))}>How it is done, step by step</a>
      </p>
    </section>
  );
}

/** Settings with that kind of warehouse chosen and nothing saved: what is to be filled in is in sight. */
function ToSettings(props: { readonly kind: WarehouseKind; readonly children: ReactNode }): ReactNode {
  const known = useConsole((state) => state.settingsDraft ?? valueOf(state.settings));
  const edit = useConsole((state) => state.editSettings);
  return (
    <a
      className="button"
      href={formatRoute(settingsRoute('warehouse'))}
      onClick={() => {
        if (known !== null) edit({ ...known, warehouse: { ...known.warehouse, kind: props.kind } });
      }}
    >
      {props.children}
    </a>
  );
}
