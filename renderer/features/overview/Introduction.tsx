import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import { backfillRoute, coverageRoute, EMPTY_DRAFT, helpRoute, rootCauseRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { keep, useKept } from '../../store/kept.js';
import { offerUndo } from '../../store/undo.js';
import { seasonToDate } from '../../components/range/season.js';
import { WaysToData } from '../settings/EmptyWarehouse.js';

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
            offerUndo('Introduction dismissed', showIntroduction);
          }}
        >
          Dismiss
        </Button>
      </div>
      <p>
        Made-up players and games in one file on this machine; nothing in it can be broken for good. A rebuild of the
        store took everyone who played, and their betting lines from a table that knows only the players expected before
        a game. So most rows stood without a line, although the books had posted them: the raw tables still have them.
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
        <WaysToData />
        <span className="grow" />
        <a href={formatRoute(helpRoute('the-job-in-the-window'))}>How it is done, step by step</a>
      </p>
    </section>
  );
}
