import { useMemo, type ReactNode } from 'react';
import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { PlayerDay, PlayerPage } from '../../../shared/lines.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { planAction, playerDateActions, spanActions, spanOfDates } from '../../components/date-actions.js';
import { backfillRoute, EMPTY_DRAFT, gapsRoute, playerRoute, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { AskToRead } from '../../components/AskToRead.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { FindPlayer } from '../../components/FindPlayer.js';
import { Heatmap } from '../../components/Heatmap.js';
import { LineChart } from '../../components/LineChart.js';
import { NamePair } from '../../components/NamePair.js';
import { RangeBar, useRange } from '../../components/range/RangeBar.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { SplitPane } from '../../components/SplitPane.js';
import { formatMonth } from '../../format/dates.js';
import { apart } from '../../format/names.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { Evidence } from '../line-diff/Evidence.js';
import { causesByMonth, countDays, DAY_LOOKS, describeDay, lineSeries } from './player-view.js';
import { DAY_TABLE } from './player-columns.js';

type PlayerRoute = Extract<Route, { screen: 'player' }>;

const LINES: readonly ReadKind[] = ['lines'];
const dayId = (row: PlayerDay): string => row.date;

/** One player's season: which days have a line, what each source said, why a line is missing, and other spellings. */
export function PlayerScreen(props: { readonly route: PlayerRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  const { route, warehouse } = props;
  const { playerLookup } = route;
  const go = useNavigate();
  const client = useClient();
  const range = useRange(route, warehouse);
  const { from, to, wrong } = range;
  const billed = useBilledRead(warehouse, { screen: 'player', kinds: LINES, range: { from, to } });
  const asked = wrong === null && billed.agreed ? `${playerLookup} ${from}..${to}` : null;
  const { value, error, asking, again, stop } = useAnswer(asked, (ticket) =>
    client.lines.player({ playerLookup, from, to }, ticket),
  );
  return (
    <div className="screen player">
      <header className="screen-head row">
        <nav className="crumbs" aria-label="Where this is">
          <a href={formatRoute(gapsRoute({ from: route.from, to: route.to }))}>Gaps</a>
          <span aria-hidden="true">›</span>
        </nav>
        <h1 className="player-name" title={value?.playerName ?? playerLookup}>
          <bdi>{value?.playerName ?? playerLookup}</bdi>
        </h1>
        <span className="muted clip player-key" title={playerLookup}>
          {value === null ? '' : [...value.teams, playerLookup].join(' · ')}
        </span>
        <span className="grow" />
        <FindPlayer range={route.from !== null && route.to !== null ? { from: route.from, to: route.to } : null} />
        <ReadAgain read={billed} what="the lines of the range" busy={asking} onPress={again}>
          Refresh
        </ReadAgain>
      </header>
      <RangeBar
        range={range}
        warehouse={warehouse}
        onChange={(next) => {
          go(playerRoute(playerLookup, { ...route, ...next, date: null }), 'replace');
        }}
      />
      {wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {wrong}
        </p>
      ) : !billed.agreed ? (
        <AskToRead read={billed} what="the lines of everybody, of which one player’s are shown" />
      ) : error !== null ? (
        <ErrorNote error={error} retry={error.retryable ? again : undefined} />
      ) : value === null ? (
        <Loading key={`${from}..${to}`} what="Reading the player’s season…" since={null} rows={12} cancel={stop} />
      ) : value.days.length === 0 ? (
        <EmptyNote title={`No table knows ${playerLookup} between ${from} and ${to}.`}>
          <p>Choose another range, or find the player by a part of the name.</p>
        </EmptyNote>
      ) : (
        <Page page={value} route={route} />
      )}
    </div>
  );
}

function Page(props: { readonly page: PlayerPage; readonly route: PlayerRoute }): ReactNode {
  const { page, route } = props;
  const go = useNavigate();
  const byDate = useMemo(() => new Map(page.days.map((day) => [day.date, day])), [page.days]);
  const series = useMemo(() => lineSeries(page.days, page.points), [page.days, page.points]);
  const first = page.days[0]?.date ?? page.from;
  const last = page.days.at(-1)?.date ?? page.to;
  const choose = (date: GameDate): void => {
    go({ ...route, date }, 'replace');
  };
  const { date } = route;
  return (
    <SplitPane
      name="player"
      initial="clamp(424px, 38%, 680px)"
      least={340}
      list={
        <div className="player-main">
          <div className="player-top">
            <section className="panel player-season" aria-label="Season">
              <h2>Season</h2>
              <Heatmap
                label="Days of the season"
                range={{ from: first, to: last }}
                lookOf={(one) => {
                  const day = byDate.get(one);
                  return day ? DAY_LOOKS[day.state] : null;
                }}
                describe={(one) => {
                  const day = byDate.get(one);
                  return day ? describeDay(day) : 'no game of his';
                }}
                selected={date}
                onSelect={choose}
                plainWord="no game of his"
                legend={countDays(page.days).map(({ state, days }) => ({
                  ...DAY_LOOKS[state],
                  word: `${DAY_LOOKS[state].word} ${formatCount(days)}`,
                }))}
              />
            </section>
            <Causes days={page.days} />
            {page.nameMatches.length === 0 ? null : (
              <section
                className="panel player-names"
                aria-label="Likely the same player under another key"
                tabIndex={0}
              >
                <h2>Likely other spellings</h2>
                {page.nameMatches.map((match) => (
                  <NamePair
                    key={`${match.source} ${match.playerLookup}`}
                    playerLookup={page.playerLookup}
                    match={match}
                    dates={match.dates}
                  />
                ))}
              </section>
            )}
          </div>
          <section aria-label="Lines over time">
            <LineChart
              label={`Lines of ${apart(page.playerName)} by source`}
              series={series}
              range={{ from: first, to: last }}
              height={150}
            />
          </section>
          <DataTable
            label="Days"
            noun="day"
            rows={page.days}
            columns={DAY_TABLE}
            rowId={dayId}
            query={route.query}
            onQuery={(query) => {
              go({ ...route, query }, 'replace');
            }}
            scope={{ table: 'player-days', playerLookup: page.playerLookup, from: page.from, to: page.to }}
            selected={date}
            onSelect={(row) => {
              choose(row.date);
            }}
            rowActions={(rows) => {
              const span = spanOfDates(rows.map((row) => row.date));
              return [
                ...playerDateActions(rows, go).filter(({ id }) => id !== 'player'),
                ...spanActions(span, go),
                ...planAction(span, (dates) => backfillRoute({ ...EMPTY_DRAFT, ...dates, only: 'all' }, true), go),
              ];
            }}
          />
        </div>
      }
      details={
        date === null ? null : (
          <Evidence
            of={{ date, playerLookup: page.playerLookup }}
            withPlayer={false}
            onClose={() => {
              go({ ...route, date: null }, 'replace');
            }}
          />
        )
      }
    />
  );
}

function Causes(props: { readonly days: readonly PlayerDay[] }): ReactNode {
  const { months, causes } = useMemo(() => causesByMonth(props.days), [props.days]);
  return (
    <section className="panel player-causes" aria-label="Causes over time">
      <h2>Why lines are missing</h2>
      {causes.length === 0 ? (
        <p className="muted">{counted(props.days.length, 'day')}, none without a line.</p>
      ) : (
        <div className="player-causes-scroll" role="group" aria-label="Causes by month" tabIndex={0}>
          <table className="mini">
            <thead>
              <tr>
                <th scope="col">Cause</th>
                {months.map((month) => (
                  <th scope="col" data-align="end" key={month} title={formatMonth(month)}>
                    {formatMonth(month).slice(0, 3)}
                  </th>
                ))}
                <th scope="col" data-align="end">
                  All
                </th>
              </tr>
            </thead>
            <tbody>
              {causes.map((row) => (
                <tr key={row.cause}>
                  <th scope="row" title={CAUSE_TEXTS[row.cause].meaning}>
                    {CAUSE_TEXTS[row.cause].label}
                  </th>
                  {row.days.map((days, index) => (
                    <td data-align="end" className={days === 0 ? 'num muted' : 'num'} key={months[index]}>
                      {formatCount(days)}
                    </td>
                  ))}
                  <td data-align="end" className="num">
                    <strong>{formatCount(row.total)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
