import type { RunSummary } from '../../../shared/backfill.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { PlayerHit } from '../../../shared/lines.js';
import { RUN_LOOKS } from '../../components/states.js';
import { formatInstant, formatMonth } from '../../format/dates.js';
import { isActive } from '../../store/run-mirror.js';
import {
  backfillRoute,
  checksRoute,
  COMPONENTS_SECTION,
  LICENCES_SECTION,
  coverageRoute,
  diffRoute,
  EMPTY_DRAFT,
  gapsRoute,
  helpRoute,
  playerRoute,
  rootCauseRoute,
  runRoute,
  runsRoute,
  settingsRoute,
  type Route,
} from '../../address/routes.js';
import { formatRoute, parseRoute } from '../../address/address.js';
import { datePhrases, datesMeant, spanText, type MeantDates } from './date-words.js';
import { ranked, scoreOf } from './ranking.js';

/** What choosing an entry does: open a view, one of the actions the shell knows, a command to a run at work, a button. */
export type Act =
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'do'; readonly action: ActionId }
  | { readonly kind: 'run'; readonly runId: string; readonly command: 'pause' | 'resume' | 'stop' }
  | { readonly kind: 'press'; readonly id: string };

export const ACTION_IDS = [
  'shortcuts',
  'copy-address',
  'run-checks',
  'guide',
  'introduction',
  'data-folder',
  'reload',
  'undo',
  'import-folder',
  'connect-bigquery',
  'appearance-system',
  'appearance-light',
  'appearance-dark',
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
  /** What was chosen before, the most useful first; offered while nothing is typed. */
  readonly used: readonly Entry[];
  /** What the undo would take back; null when there is nothing. */
  readonly undoes: string | null;
  /** The buttons of the screen behind the palette. */
  readonly onScreen: readonly Entry[];
}

const RUNS_SHOWN = 6;
const PLAYERS_SHOWN = 8;
const USED_SHOWN = 5;

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

function actionEntries(undoes: string | null): readonly Entry[] {
  const act = (action: ActionId, label: string, note: string, keys: readonly string[] = []): Entry => ({
    id: `action-${action}`,
    label,
    note,
    keys,
    act: { kind: 'do', action },
  });
  return [
    ...(undoes === null ? [] : [act('undo', `Undo: ${undoes}`, '', ['mod', 'Z'])]),
    act('run-checks', 'Run the checks now', ''),
    act('import-folder', 'Import a folder…', 'a new warehouse of CSV, NDJSON or Parquet files', ['mod', 'Shift', 'O']),
    act('connect-bigquery', 'Connect BigQuery…', 'Settings', ['mod', 'Shift', 'B']),
    act('copy-address', 'Copy the address of this view', 'to come back to it, or send it', ['mod', 'Shift', 'C']),
    act('shortcuts', 'Show the keys', '', ['?']),
    act('guide', 'Open the operators’ guide', 'help on this screen', ['F1']),
    act('introduction', 'Show the introduction to the demo', 'Overview', ['Shift', 'F1']),
    act('data-folder', 'Open the data folder', 'journal, settings, snapshots', ['mod', 'Shift', 'D']),
    act('reload', 'Ask the warehouse for everything again', 'refresh', ['mod', 'R']),
    act('appearance-light', 'Light appearance', 'colours'),
    act('appearance-dark', 'Dark appearance', 'colours'),
    act('appearance-system', 'Appearance as the system', 'colours, light or dark'),
    go('settings-warehouse', 'Choose the warehouse', settingsRoute('warehouse'), 'Settings: demo, file, BigQuery'),
    go('settings-checks', 'Thresholds, tolerance and the daily checks', settingsRoute('checks'), 'Settings'),
    go(
      'settings-exports',
      'How CSV is written',
      settingsRoute('exports'),
      'Settings: delimiter, byte-order mark, NULL',
    ),
    go('components', 'Components', helpRoute(COMPONENTS_SECTION), 'every part of the console in every state'),
    go('licences', 'Licences', helpRoute(LICENCES_SECTION), 'software and typefaces of others in Backline'),
    go('settings-schema', 'Compare the tables with their definitions', settingsRoute('schema'), 'Settings'),
    go('coverage-heatmap', 'Calendar of the season', coverageRoute({ view: 'heatmap' }), 'Coverage'),
    go('coverage-team', 'Coverage by team', coverageRoute({ view: 'team' }), 'Coverage'),
    go('coverage-book', 'Coverage by book', coverageRoute({ view: 'book' }), 'Coverage'),
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

/** What a run at work can be told; a cancel is asked about on its own screen. */
function runCommands(runs: readonly RunSummary[]): readonly Entry[] {
  const run = runs.find(({ state }) => state === 'running' || state === 'paused');
  if (run === undefined) return [];
  const tell = (command: 'pause' | 'resume' | 'stop', label: string): Entry => ({
    id: `run-${command}`,
    label,
    note: `${run.options.from} – ${run.options.to}`,
    keys: [],
    act: { kind: 'run', runId: run.id, command },
  });
  return [
    run.state === 'running' ? tell('pause', 'Pause the run') : tell('resume', 'Resume the run'),
    tell('stop', 'Stop the run after its running dates'),
  ];
}

/** Everything that can be done with the dates that were typed; while they are being typed, how they could end. */
function dateEntries(world: World): readonly Entry[] {
  if (world.warehouse === null) return [];
  const { today } = world.warehouse;
  const meant = datesMeant(world.typed, today);
  if (meant === null) {
    const said = withVerb(world.typed, today);
    if (said !== null) return ranked(entriesFor(said.meant), said.verb, (entry) => entry);
    return datePhrases(world.typed).flatMap((phrase) => {
      const one = datesMeant(phrase, today);
      return one === null
        ? []
        : [
            go(
              `phrase-${phrase}`,
              `Coverage: ${one.label}`,
              coverageRoute({ from: one.from, to: one.to }),
              spanText(one),
            ),
          ];
    });
  }
  return entriesFor(meant);
}

/** `gaps 2026-01-12`, `plan last 7 days`: what to do, then the dates; null when the end of the text names none. */
function withVerb(typed: string, today: GameDate): { readonly verb: string; readonly meant: MeantDates } | null {
  const parts = typed.trim().split(/\s+/);
  for (let at = 1; at < parts.length; at += 1) {
    const meant = datesMeant(parts.slice(at).join(' '), today);
    if (meant !== null) return { verb: parts.slice(0, at).join(' '), meant };
  }
  return null;
}

function entriesFor(meant: MeantDates): readonly Entry[] {
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
      : [
          go(
            `month-${month}`,
            `Coverage of ${month}`,
            coverageRoute({ from: meant.from, to: meant.to, month }),
            formatMonth(month),
          ),
        ];
  });
}

/** An address as it is copied from a view, alone or with what stands before it: opening it is what it was copied for. */
function addressEntries(typed: string): readonly Entry[] {
  const hash = /#\/\S+/.exec(typed.trim())?.[0];
  if (hash === undefined) return [];
  const route = parseRoute(hash);
  // What is unknown is read as the Overview; only its own address means it.
  if (route.screen === 'overview' && !hash.startsWith('#/overview')) return [];
  return [go('address', 'Open this address', route, formatRoute(route))];
}

/**
 * What the palette offers for what was typed, in groups; groups without an entry are left out. Once something is typed
 * the group whose first entry fits best comes first, dates before all: Enter takes what was most likely meant.
 */
export function entryGroups(world: World): readonly EntryGroup[] {
  const { typed } = world;
  const text = (entry: Entry): Entry => entry;
  // Of the same act one entry: two of one id would be one to the list.
  const known = new Map([...screenEntries(), ...actionEntries(world.undoes)].map((entry) => [entry.id, entry]));
  // As it is now where it is known: its keys are not remembered with it.
  const used = typed.trim() === '' ? world.used.slice(0, USED_SHOWN).map((entry) => known.get(entry.id) ?? entry) : [];
  const shownAbove = new Set(used.map(({ id }) => id));
  const groups: readonly EntryGroup[] = [
    { title: 'Used lately', entries: used },
    { title: 'Copied address', entries: addressEntries(typed) },
    { title: 'Run at work', entries: ranked(runCommands(world.runs), typed, text) },
    { title: 'Dates', entries: dateEntries(world) },
    { title: 'Screens', entries: ranked(screenEntries(), typed, text) },
    { title: 'On this screen', entries: ranked(world.onScreen, typed, text) },
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
    { title: 'Actions', entries: ranked(actionEntries(world.undoes), typed, text) },
    { title: 'Runs', entries: ranked(world.runs.map(runEntry), typed, text).slice(0, RUNS_SHOWN) },
    { title: 'Months', entries: ranked(monthEntries(world), typed, text) },
  ];
  return groups
    .map((group) =>
      group.title === 'Used lately'
        ? group
        : { ...group, entries: group.entries.filter(({ id }) => !shownAbove.has(id)) },
    )
    .filter(({ entries }) => entries.length > 0)
    .map((group) => ({ group, score: typed.trim() === '' ? 0 : groupScore(group, typed) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ group }) => group);
}

function groupScore(group: EntryGroup, typed: string): number {
  const [first] = group.entries;
  return group.title === 'Dates' ? Number.POSITIVE_INFINITY : first === undefined ? 0 : scoreOf(first, typed);
}
