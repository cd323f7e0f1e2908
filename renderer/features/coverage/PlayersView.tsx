import type { ReactNode } from 'react';
import type { CoveragePlayer } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { planAction, playerDateActions } from '../../components/date-actions.js';
import { coverageRoute, gapsRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { PLAYER_TABLE } from './coverage-columns.js';
import { planHref, planRoute, type CoverageRoute } from './coverage-view.js';

const NO_PLAYERS: readonly CoveragePlayer[] = [];
const playerId = (row: CoveragePlayer): string => row.playerLookup;
const tone = (row: CoveragePlayer): string | undefined =>
  !row.hasValue && row.rawLine !== null ? 'bad' : row.hasValue ? undefined : 'idle';

/** The store rows of one date; a row opens with all its features. */
export function PlayersView(props: { readonly date: GameDate; readonly route: CoverageRoute }): ReactNode {
  const { date, route } = props;
  const { feature } = route;
  const client = useClient();
  const go = useNavigate();
  const { value, error, again, stop } = useAnswer(`${date} ${feature}`, (ticket) =>
    client.coverage.players({ date, feature }, ticket),
  );
  return (
    <>
      <div className="toolbar">
        <p className="hint">
          Enter or a click opens a row with all its features. Marked: no value although raw has a line.
        </p>
        <span className="grow" />
        <a className="button" href={formatRoute(gapsRoute({ from: date, to: date }))}>
          Gaps of the date
        </a>
        <a className="button" href={planHref({ from: date, to: date })}>
          Plan a backfill for {date}
        </a>
      </div>
      <DataTable
        label="Players"
        noun="player"
        rows={value ?? NO_PLAYERS}
        loading={
          value === null && error === null ? { what: 'Reading the rows of the date…', since: null, cancel: stop } : null
        }
        failed={error === null ? null : { error, retry: again }}
        columns={PLAYER_TABLE}
        rowId={playerId}
        rowTone={tone}
        query={route.query}
        onQuery={(query) => {
          go({ ...route, query }, 'replace');
        }}
        onOpen={(row) => {
          go(coverageRoute({ ...route, player: row.playerLookup, query: EVERYTHING }));
        }}
        rowActions={(rows) => [
          ...playerDateActions(
            rows.map(({ playerLookup }) => ({ date, playerLookup, inStore: true })),
            go,
          ).filter(({ id }) => id !== 'stored'),
          ...planAction({ from: date, to: date }, planRoute, go),
        ]}
        scope={{ table: 'coverage-players', date, feature }}
        empty={`The store has no row on ${date}.`}
      />
    </>
  );
}
