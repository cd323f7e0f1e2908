import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { assertNever } from '../../shared/assert-never.js';
import type { WarehouseStatus } from '../../shared/console.js';
import { ErrorNote, Loading } from '../components/feedback.js';
import { BackfillScreen } from '../features/backfill/BackfillScreen.js';
import { RunsScreen } from '../features/backfill/history/RunsScreen.js';
import { RunScreen } from '../features/backfill/live/RunScreen.js';
import { ChecksScreen } from '../features/checks/ChecksScreen.js';
import { CoverageScreen } from '../features/coverage/CoverageScreen.js';
import { GapsScreen } from '../features/gaps/GapsScreen.js';
import { LicencesScreen } from '../features/help/LicencesScreen.js';
import { guideTree } from '../features/help/guide-tree.js';
import { HelpScreen } from '../features/help/HelpScreen.js';
import { LineDiffScreen } from '../features/line-diff/LineDiffScreen.js';
import { OverviewScreen } from '../features/overview/OverviewScreen.js';
import { PlayerScreen } from '../features/player/PlayerScreen.js';
import { RootCauseScreen } from '../features/root-cause/RootCauseScreen.js';
import { EmptyWarehouse } from '../features/settings/EmptyWarehouse.js';
import { SettingsScreen } from '../features/settings/SettingsScreen.js';
import { useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { GlobalKeys } from './GlobalKeys.js';
import { HeaderBar } from './HeaderBar.js';
import { LiveRegion } from './LiveRegion.js';
import { COMPONENTS_SECTION, LICENCES_SECTION, type Route } from '../address/routes.js';
import { formatRoute } from '../address/address.js';
import { Sidebar } from './Sidebar.js';
import { OtherWarehouse, Startup } from './Startup.js';
import { StatusBar } from './StatusBar.js';
import { useRoute } from '../address/use-route.js';
import { openWarehouse } from './warehouse-look.js';
import { ViewFence } from './ViewFence.js';

const TITLES: Readonly<Record<Route['screen'], string>> = {
  overview: 'Overview',
  backfill: 'Backfill',
  runs: 'Runs',
  run: 'Run',
  coverage: 'Coverage',
  gaps: 'Gaps',
  player: 'Player',
  diff: 'Line diff',
  checks: 'Checks',
  'root-cause': 'Root cause',
  settings: 'Settings',
  help: 'Help',
};

/** The design's own page, which few open: read from the disk when somebody does. */
const ComponentsScreen = lazy(() =>
  import('../features/components/ComponentsScreen.js').then((module) => ({ default: module.ComponentsScreen })),
);

/** After the start's own reads, ms: what can wait is not to stand in their way. */
const SETTLED_MS = 5_000;

export function App(): ReactNode {
  const route = useRoute();
  const warehouse = useConsole((state) => state.warehouse);
  const services = useConsole((state) => state.services);
  const reload = useConsole((state) => state.reload);
  const main = useRef<HTMLElement>(null);
  // The plan takes the place of the form it was asked in, with the button that asked.
  const view = route.screen === 'backfill' && route.planned ? 'plan' : route.screen;
  const shown = useRef<string>(view);
  const status = valueOf(warehouse);

  useEffect(() => {
    document.title = `${TITLES[route.screen]} – Backline`;
    // Another screen starts at its top, unless it chose a place of its own; a change within one leaves focus where it is.
    const screen = main.current;
    const at = document.activeElement;
    if (screen !== null && shown.current !== view && (at === screen || !screen.contains(at))) {
      screen.focus({ preventScroll: true });
      // Where the window is small, or enlarged, it is what scrolls, and still stands where the screen before was left.
      screen.scrollTo({ top: 0, left: 0 });
    }
    shown.current = view;
  }, [route.screen, view]);

  // Help is asked for when something is wrong: its text is read before, while nobody waits.
  useEffect(() => {
    let idle: number | null = null;
    const timer = setTimeout(() => {
      idle = requestIdleCallback(() => {
        guideTree();
      });
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      if (idle !== null) cancelIdleCallback(idle);
    };
  }, []);

  return (
    <div className="shell">
      <a
        className="skip-link"
        href="#screen"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the screen
      </a>
      <HeaderBar
        route={route}
        warehouse={openWarehouse(status, services)}
        failed={warehouse.state === 'failed' || services?.phase === 'failed'}
      />
      <Sidebar screen={route.screen} />
      <main className="main" id="screen" ref={main} tabIndex={-1} aria-label={TITLES[route.screen]}>
        <ViewFence address={formatRoute(route)}>
          {route.screen === 'help' && route.section === COMPONENTS_SECTION ? (
            <Suspense fallback={<Loading what="Reading the components…" since={null} />}>
              <ComponentsScreen />
            </Suspense>
          ) : route.screen === 'help' && route.section === LICENCES_SECTION ? (
            <LicencesScreen />
          ) : route.screen === 'help' ? (
            <HelpScreen route={route} />
          ) : route.screen === 'settings' ? (
            // The way out when the warehouse cannot be opened: another one is chosen here.
            <>
              {services?.phase === 'failed' && services.error ? (
                <ErrorNote error={services.error} retry={reload} />
              ) : null}
              <SettingsScreen route={route} warehouse={openWarehouse(status, services)} />
            </>
          ) : status !== null && services?.phase !== 'failed' ? (
            <>
              {status.problem ? <ErrorNote error={status.problem} retry={reload} /> : null}
              {status.scheduleRead && status.firstGame === null && status.problem === null ? (
                <EmptyWarehouse label={status.label} />
              ) : null}
              <Screen route={route} warehouse={status} />
            </>
          ) : warehouse.state === 'failed' && services?.phase !== 'opening' && services?.phase !== 'failed' ? (
            <div className="screen">
              <h1>The warehouse does not answer</h1>
              <ErrorNote error={warehouse.error} retry={reload} />
              <OtherWarehouse />
            </div>
          ) : (
            <Startup services={services} retry={reload} />
          )}
        </ViewFence>
      </main>
      <StatusBar />
      <LiveRegion />
      <GlobalKeys />
    </div>
  );
}

function Screen(props: {
  readonly route: Exclude<Route, { screen: 'settings' | 'help' }>;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { route, warehouse } = props;
  switch (route.screen) {
    case 'overview':
      return <OverviewScreen warehouse={warehouse} />;
    case 'backfill':
      return <BackfillScreen route={route} warehouse={warehouse} />;
    case 'runs':
      return <RunsScreen route={route} />;
    case 'run':
      return <RunScreen key={route.runId} route={route} />;
    case 'coverage':
      return <CoverageScreen route={route} warehouse={warehouse} />;
    case 'gaps':
      return <GapsScreen route={route} warehouse={warehouse} />;
    case 'player':
      return <PlayerScreen key={route.playerLookup} route={route} warehouse={warehouse} />;
    case 'diff':
      return <LineDiffScreen route={route} warehouse={warehouse} />;
    case 'checks':
      return <ChecksScreen route={route} warehouse={warehouse} />;
    case 'root-cause':
      return <RootCauseScreen route={route} warehouse={warehouse} />;
    default:
      return assertNever(route, 'route');
  }
}
