import type { RunSummary } from '../../../shared/backfill.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { PlayerHit } from '../../../shared/lines.js';
import { RUN_LOOKS } from '../../components/states.js';
import { formatInstant } from '../../format/dates.js';
import { isActive } from '../../store/console-store.js';
import {
  backfillRoute,
  checksRoute,
  coverageRoute,
  diffRoute,
  EMPTY_DRAFT,
  gapsRoute,
  playerRoute,
  rootCauseRoute,
  runRoute,
  runsRoute,
  settingsRoute,
  type Route,
} from '../routes.js';
import { datesMeant } from './date-words.js';
import { ranked } from './ranking.js';

/** What choosing an entry does: open a view, or one of the actions the shell knows. */
export type Act = { readonly kind: 'go'; readonly route: Route } | { readonly kind: 'do'; readonly action: ActionId };

export const ACTION_IDS = [
  'shortcuts',
  'copy-address',
  'run-checks',
  'guide',
  'introduction',
  'data-folder',
  'reload',
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

export interface Entry {
  readonly id: string;
  readonly label: string;
  /** Beside the label: what it is, which state it is in. */
  readonly note: string;
  readonly keys: readonly string[];
  readonly act: Act;
}

export interface EntryGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface World {
  readonly typed: string;
  readonly warehouse: WarehouseStatus | null;
  readonly runs: readonly RunSummary[];
  /** Answer of the search for players with what was typed. */
  readonly players: readonly PlayerHit[];
  /** `YYYY-MM` of the season so far, newest first. */
  readonly months: readonly string[];
}

const RUNS_SHOWN = 6;
const PLAYERS_SHOWN = 8;

function go(id: string, label: string, route: Route, note = '', keys: readonly string[] = []): Entry {
  return { id, label, note, keys, act: { kind: 'go', route } };
}

/** The screens in the order of the list on the left: the number is the key that opens one. */
export function screenEntries(): readonly Entry[] {
  const screens: readonly (readonly [string, Route, string])[] = [
    ['Overview', { screen: 'overview' }, 'is the store healthy'],
    ['Backfill', backfillRoute(EMPTY_DRAFT), 'plan and run a rebuild'],
    ['Runs', runsRoute(), 'the journal'],
    ['Coverage', coverageRoute(), 'months, calendar, teams, books'],
    ['Gaps', gapsRoute(), 'who has no line, and why'],
    ['Line diff', diffRoute(), 'context, raw feeds and store side by side'],
    ['Checks', checksRoute(), 'the verdicts'],
    ['Root cause', rootCauseRoute(), 'why coverage broke'],
    ['Settings', settingsRoute(), 'warehouse, thresholds, exports'],
  ];
  return screens.map(([label, route, note], index) =>
    go(`screen-${route.screen}`, label, route, note, ['mod', String(index + 1)]),
  );
}

function actionEntries(): readonly Entry[] {
  const act = (action: ActionId, label: string, note: string, keys: readonly string[] = []): Entry => ({
    id: `action-${action}`,
    label,
    note,
    keys,
    act: { kind: 'do', action },
  });
  return [
    act('run-checks', 'Run the checks now', ''),
    act('copy-address', 'Copy the address of this view', 'to come back to it, or send it', ['mod', 'Shift', 'C']),
    act('shortcuts', 'Show the keys', '', ['?']),
    act('guide', 'Open the operators’ guide', 'help on this screen', ['F1']),
    act('introduction', 'Show the introduction to the demo', 'Overview'),
    act('data-folder', 'Open the data folder', 'journal, settings, snapshots'),
    act('reload', 'Ask the warehouse for everything again', ''),
    go('settings-schema', 'Compare the tables with their definitions', settingsRoute('schema'), 'Settings'),
    go('settings-appearance', 'Light or dark', settingsRoute('appearance'), 'Settings'),
    go('coverage-heatmap', 'Calendar of the season', coverageRoute({ view: 'heatmap' }), 'Coverage'),
    go('coverage-snapshots', 'Compare two snapshots', coverageRoute({ view: 'snapshots' }), 'Coverage'),
  ];
}

function runEntry(run: RunSummary): Entry {
  const { from, to } = run.options;
  return go(
    `run-${run.id}`,
    `Run ${from} – ${to}`,
    runRoute(run.id, isActive(run.state) ? 'progress' : 'result'),
    `${RUN_LOOKS[run.state].word}, ${formatInstant(run.startedAt)}`,
  );
}

/** Everything that can be done with the dates that were typed. */
function dateEntries(world: World): readonly Entry[] {
  const meant = world.warehouse === null ? null : datesMeant(world.typed, world.warehouse.today);
  if (meant === null) return [];
  const { from, to, label } = meant;
  const span = { from, to };
  const oneDay = from === to;
  return [
    oneDay
      ? go('dates-coverage', `Coverage of ${label}, player by player`, coverageRoute({ ...span, date: from }))
      : go('dates-coverage', `Coverage: ${label}`, coverageRoute(span)),
    go('dates-gaps', `Gaps: ${label}`, gapsRoute(span)),
    go('dates-diff', `Line diff: ${label}`, diffRoute(span)),
    go('dates-plan', `Plan a backfill: ${label}`, backfillRoute({ ...EMPTY_DRAFT, ...span }, true)),
    ...(oneDay
      ? [go('dates-checks', `Checks as of ${label}`, checksRoute({ asOf: from }))]
      : [go('dates-cause', `Root cause: ${label}`, rootCauseRoute(span))]),
  ];
}

function monthEntries(world: World): readonly Entry[] {
  const { warehouse } = world;
  if (warehouse === null) return [];
  return world.months.flatMap((month) => {
    const meant = datesMeant(month, warehouse.today);
    return meant === null
      ? []
      : [go(`month-${month}`, `Coverage of ${month}`, coverageRoute({ from: meant.from, to: meant.to, month }))];
  });
}

/** What the palette offers for what was typed, in groups; groups without an entry are left out. */
export function entryGroups(world: World): readonly EntryGroup[] {
  const { typed } = world;
  const text = (entry: Entry): string => `${entry.label} ${entry.note}`;
  const groups: readonly EntryGroup[] = [
    { title: 'Dates', entries: dateEntries(world) },
    { title: 'Screens', entries: ranked(screenEntries(), typed, text) },
    {
      title: 'Players',
      entries: world.players
        .slice(0, PLAYERS_SHOWN)
        .map((hit) =>
          go(
            `player-${hit.playerLookup}`,
            hit.playerName,
            playerRoute(hit.playerLookup),
            [hit.team, hit.playerLookup].filter((part) => part !== null).join(', '),
          ),
        ),
    },
    { title: 'Actions', entries: ranked(actionEntries(), typed, text) },
    { title: 'Runs', entries: ranked(world.runs.map(runEntry), typed, text).slice(0, RUNS_SHOWN) },
    { title: 'Months', entries: ranked(monthEntries(world), typed, text) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}
