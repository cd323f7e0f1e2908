import type { BridgeClient } from '../../../../shared/ipc/types.js';
import { failed, ok } from '../../../../shared/result.js';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.js';
import { makeHealthyRootCause, makeRootCause, makeUnclosableRootCause } from '../support/check-fixtures.js';
import { fakeBridge, type FakeBridge } from '../support/fake-bridge.js';
import { makeGaps, makePlayerPage } from '../support/gap-fixtures.js';
import { INCIDENT, makeCalendar, makeOptions, makePlan, makeRun, makeStatus } from '../support/fixtures.js';
import { makeDiff } from '../support/line-fixtures.js';
import { STOPPED_CONNECTION } from '../support/settings-fixtures.js';

export interface Scene {
  readonly hash: string;
  readonly bridge: () => FakeBridge;
  /** Something on the screen never arrives. */
  readonly loading: boolean;
  /** What an operator does there before it looks as meant. */
  readonly open?: (page: ScenePage) => Promise<void>;
}

/** As much of the automation's page as a scene needs; the page itself never runs it. */
export interface ScenePage {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  getByRole(
    role: 'button' | 'dialog' | 'alertdialog' | 'menu' | 'link',
    options?: { name?: string | RegExp },
  ): SceneLocator;
}
interface SceneLocator {
  first(): SceneLocator;
  click(options?: { button?: 'right' }): Promise<void>;
  waitFor(): Promise<void>;
}

const RANGE = 'from=2025-11-04&to=2026-02-01';
const RUN = '#/backfill/runs/20260201-150405-7c1f';
const ERROR = {
  code: 'warehouse_failed',
  message:
    'the schedule could not be read: IO Error: No space left on device (os error 28) while spilling to /home/operator/.config/Backline/tmp',
  subject: 'nba_raw.nbac_schedule',
  remedy: 'Free space on the disk that holds the data folder.',
  retryable: true,
} as const;

const never = (): Promise<never> => new Promise(() => undefined);
const blocked = makePlan(makeOptions({ lines: 'context' }), {
  date: (date) => ({
    ...date,
    blockers:
      date.action === 'skip'
        ? []
        : [
            {
              code: 'source-mismatch',
              message: `context lines serve ${Math.floor(date.listed * 0.26)} of ${date.listed} listed players; 50 % are needed`,
              override: 'source-mismatch' as const,
            },
            ...(date.date === '2025-12-18'
              ? [
                  {
                    code: 'upstream-missing',
                    message: 'player_composite_factors has no row for the date',
                    override: 'upstream' as const,
                  },
                ]
              : []),
            ...(date.date === '2026-01-09'
              ? [{ code: 'schema', message: 'the partition is being written by another program' }]
              : []),
          ],
  }),
  plan: {
    warnings: [
      {
        code: 'context-lines',
        message: 'Context lines are what emptied the store; use raw lines unless you mean to reproduce the incident.',
      },
    ],
    downstream: Array.from(
      { length: 6 },
      (_, i) => `Rows of 2026-02-0${i + 2} read rebuilt dates in their 10-game windows and become stale.`,
    ),
  },
});
const long = makeStatus({
  label: 'A warehouse file with a very long name that nobody would choose but somebody will have, final (2) copy',
  location:
    '/srv/warehouses/2025-26/regular-season/experiments/a-folder-with-a-long-name/another/and-another/backline-final-copy-2.duckdb',
  isDemo: false,
});
const billed = makePlan(makeOptions({ maxBytes: 5e10, concurrency: 4 }), {
  date: (date) => ({ ...date, bytes: 312_000_000 + date.games * 1_000_000 }),
  plan: {
    reads: ['processor.history', 'processor.box_score', 'plan.players', 'plan.players'].map((statement, index) => ({
      statement,
      from: INCIDENT.from,
      to: INCIDENT.to,
      bytes: 2_100_000_000 / (index + 1),
    })),
  },
});

/** Whether an answer that stays out is among those replaced. */
const loads = (override: Readonly<Record<string, object | undefined>>): boolean =>
  Object.values(override).some((group) => Object.values(group ?? {}).some((call) => call === never));

const scene = (
  hash: string,
  override: Parameters<typeof fakeBridge>[0] = {},
  world: Parameters<typeof fakeBridge>[1] = {},
  open?: Scene['open'],
): Scene => ({
  hash,
  bridge: () => fakeBridge(override, world),
  loading: loads(override),
  ...(open === undefined ? {} : { open }),
});

const history = [
  makeRun('running', 40),
  makeRun('succeeded', 999, { id: '20260131-101112-a1b2', startedAt: '2026-01-31T10:11:12Z' }),
  makeRun('interrupted', 30, { id: '20260130-101112-a1b2', startedAt: '2026-01-30T10:11:12Z' }),
  makeRun('cancelled', 10, {
    id: '20260129-101112-a1b2',
    startedAt: '2026-01-29T10:11:12Z',
    startedBy: 'a.very.long.operator.name@example',
  }),
];

/** Presses a button of the page of the components and waits for what it opens. */
const openSample =
  (name: string, role: 'alertdialog' | 'menu' | 'dialog'): Scene['open'] =>
  async (page) => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole(role).first().waitFor();
  };

export const SCENES: Readonly<Record<string, Scene>> = {
  overview: scene('#/overview', {}, { runs: history }),
  'overview-loading': scene('#/overview', {
    coverage: { report: never },
    lines: { gaps: never },
    checks: { run: never },
  }),
  'overview-error': scene('#/overview', {
    coverage: { report: async () => failed(ERROR) },
    lines: { gaps: async () => failed(ERROR) },
    checks: { run: async () => failed(ERROR) },
  }),
  'overview-empty': scene('#/overview', {
    warehouse: { status: async () => ok(makeStatus({ firstGame: null, lastGame: null, isDemo: false })) },
    coverage: { report: async (input) => ok({ ...input, months: [], dates: [] }) },
  }),
  ...Object.fromEntries(
    [
      'State shapes',
      'Buttons',
      'Fields',
      'Notes and waiting',
      'Figures',
      'Reads and exports',
      'Tables',
      'Charts',
      'Calendars',
    ].map((part) => [
      `components-${part.toLowerCase().replaceAll(' ', '-')}`,
      scene('#/help/components', {}, {}, (page) => page.getByRole('link', { name: part }).first().click()),
    ]),
  ),
  'components-question': scene('#/help/components', {}, {}, openSample('Ask before harm', 'alertdialog')),
  'components-menu': scene('#/help/components', {}, {}, openSample('Open the menu', 'menu')),
  licences: scene('#/help/licences'),
  'gaps-columns': scene('#/gaps', {}, {}, openSample('Columns', 'dialog')),
  'setup-empty': scene('#/backfill'),
  'setup-filled': scene(`#/backfill?${RANGE}`, {}, { runs: history }),
  'setup-reversed': scene('#/backfill?from=2026-01-05&to=2025-12-01'),
  'setup-no-schedule': scene('#/backfill', {
    warehouse: {
      status: async () => ok(makeStatus({ firstGame: null, lastGame: null })),
      calendar: async () => ok([]),
    },
  }),
  'setup-calendar-error': scene('#/backfill', { warehouse: { calendar: async () => failed(ERROR) } }),
  'plan-loading': scene(`#/backfill?${RANGE}&plan=1`, { backfill: { plan: never } }),
  plan: scene(`#/backfill?${RANGE}&plan=1&date=2025-12-18`),
  'plan-season': scene('#/backfill?from=2025-10-21&to=2026-02-01&plan=1&show=skipped'),
  'plan-blocked': scene(`#/backfill?${RANGE}&lines=context&plan=1&date=2025-12-18`, {}, { plan: blocked }),
  'plan-allowed': scene(`#/backfill?${RANGE}&lines=context&plan=1&allow=source-mismatch`, {}, { plan: blocked }),
  'plan-billed': scene(
    `#/backfill?${RANGE}&concurrency=4&plan=1`,
    {
      warehouse: {
        status: async () =>
          ok(
            makeStatus({
              engine: 'bigquery',
              label: 'nba-props-platform',
              location: 'bigquery://nba-props-platform',
              isDemo: false,
            }),
          ),
      },
    },
    { plan: billed },
  ),
  'plan-error': scene(`#/backfill?${RANGE}&plan=1`, { backfill: { plan: async () => failed(ERROR) } }),
  'plan-stale': scene(`#/backfill?${RANGE}&plan=1`, {
    backfill: {
      launch: async () =>
        failed({
          code: 'plan_stale',
          message: 'the store changed since the plan was made: 2025-11-12 holds other rows',
          remedy: 'Plan again and read what changed.',
          retryable: false,
        }),
    },
  }),
  live: scene(`${RUN}?date=2025-12-02`, {}, { runs: [makeRun('running', 40)] }),
  'live-start': scene(RUN, {}, { runs: [makeRun('running', 0, { remainingMs: null, activeMs: 300 })] }),
  cancelling: scene(RUN, {}, { runs: [makeRun('cancelling', 40)] }),
  paused: scene(RUN, {}, { runs: [makeRun('paused', 40)] }),
  interrupted: scene(`${RUN}?date=2025-12-18`, {}, { runs: [makeRun('interrupted', 60)] }),
  result: scene(`${RUN}?tab=result`, {}, { runs: [makeRun('failed', 999)] }),
  'result-live': scene(`${RUN}?tab=result`, {}, { runs: [makeRun('running', 40)] }),
  'run-unknown': scene('#/backfill/runs/nothing'),
  runs: scene('#/backfill/runs', {}, { runs: history }),
  'runs-empty': scene('#/backfill/runs'),
  coverage: scene('#/coverage', {}, { runs: history }),
  'coverage-month': scene('#/coverage?month=2025-12'),
  'coverage-loading': scene('#/coverage', { coverage: { report: never } }),
  'coverage-error': scene('#/coverage', { coverage: { report: async () => failed(ERROR) } }),
  'coverage-empty': scene('#/coverage', {
    coverage: { report: async (input) => ok({ ...input, months: [], dates: [] }) },
  }),
  'coverage-heatmap': scene('#/coverage?view=heatmap'),
  'coverage-team': scene('#/coverage?view=team'),
  'coverage-book': scene('#/coverage?view=book'),
  'coverage-snapshots': scene('#/coverage?view=snapshots'),
  'coverage-compare': scene('#/coverage?view=snapshots&compare=s-1..s-2'),
  'coverage-date': scene('#/coverage?month=2025-12&date=2025-12-18'),
  'coverage-row': scene('#/coverage?month=2025-12&date=2025-12-18&player=nikolajokic'),
  'coverage-row-error': scene('#/coverage?date=2025-12-18&player=nobody', {
    coverage: {
      row: async () =>
        failed({
          ...ERROR,
          code: 'not_found',
          message: 'the store has no row of nobody on 2025-12-18',
          retryable: false,
        }),
    },
  }),
  gaps: scene('#/gaps'),
  'gaps-open': scene('#/gaps?row=2026-01-12 nenehilario'),
  'gaps-names': scene(
    `#/gaps?q=${encodeURIComponent('{"f":[["cause","is","suffix_or_alias"]]}')}&row=2025-11-13 michaelporter`,
  ),
  'gaps-long': scene(
    '#/gaps?group=player&normal=1&row=2026-01-12 kentaviousmaximilianantetokounmpocaldwellpopevonundzuschaumburglippe',
  ),
  'gaps-group': scene('#/gaps?group=cause'),
  'gaps-loading': scene('#/gaps', { lines: { gaps: never } }),
  'gaps-error': scene('#/gaps', { lines: { gaps: async () => failed(ERROR) } }),
  'gaps-none': scene('#/gaps', {
    lines: {
      gaps: async (range) =>
        ok({
          ...makeGaps(range),
          gaps: [],
          closable: { numerator: 0, denominator: 0 },
          closableDates: [],
          notCaptured: [],
        }),
    },
  }),
  'gaps-empty': scene('#/gaps', {
    lines: {
      gaps: async (range) =>
        ok({
          ...range,
          gaps: [],
          playerDates: 0,
          closable: { numerator: 0, denominator: 0 },
          closableDates: [],
          notCaptured: [],
        }),
    },
  }),
  'gaps-bad-address': scene(`#/gaps?q=${encodeURIComponent('{"f":[["no_such","is","1"]]}')}`),
  'gaps-many': scene('#/gaps?normal=1', {
    lines: {
      gaps: async (range) => {
        const { gaps, ...rest } = makeGaps(range);
        const many = Array.from({ length: 100_000 }, (_, at) => {
          const gap = gaps[at % gaps.length];
          if (!gap) throw new Error('no gaps');
          return { ...gap, playerLookup: `${gap.playerLookup}${at}`, minutes: at % 48 };
        });
        return ok({ ...rest, gaps: many });
      },
    },
  }),
  player: scene('#/gaps/michaelporter'),
  'player-day': scene('#/gaps/michaelporter?date=2026-01-12'),
  'player-long': scene('#/gaps/kentaviousmaximilianantetokounmpocaldwellpopevonundzuschaumburglippe'),
  'player-loading': scene('#/gaps/michaelporter', { lines: { player: never } }),
  'player-error': scene('#/gaps/michaelporter', { lines: { player: async () => failed(ERROR) } }),
  'player-unknown': scene('#/gaps/nobody', {
    lines: {
      player: async (input) =>
        ok({
          ...makePlayerPage('michaelporter', input),
          playerLookup: 'nobody',
          playerName: 'nobody',
          teams: [],
          days: [],
          points: [],
          nameMatches: [],
        }),
    },
  }),
  checks: scene('#/checks'),
  'checks-original': scene('#/checks?thresholds=original&check=c3_drift'),
  'checks-loading': scene('#/checks', { checks: { run: never } }),
  'checks-error': scene('#/checks', { checks: { run: async () => failed(ERROR) } }),
  'root-cause': scene(`#/checks/root-cause?${RANGE}`),
  'root-cause-healthy': scene(`#/checks/root-cause?${RANGE}`, {
    checks: {
      rootCause: async (range) => ok(makeHealthyRootCause(range)),
    },
  }),
  'root-cause-unclosable': scene(`#/checks/root-cause?${RANGE}`, {
    checks: { rootCause: async (range) => ok(makeUnclosableRootCause(range)) },
  }),
  'root-cause-empty': scene(`#/checks/root-cause?${RANGE}`, {
    checks: { rootCause: async (range) => ok({ ...makeRootCause(range), curve: [] }) },
  }),
  'root-cause-error': scene(`#/checks/root-cause?${RANGE}`, { checks: { rootCause: async () => failed(ERROR) } }),
  diff: scene(`#/diff?${RANGE}`),
  'diff-evidence': scene(`#/diff?${RANGE}&row=2026-01-12+michaelporterjr`),
  'diff-evidence-error': scene(`#/diff?${RANGE}&row=2026-01-12+michaelporterjr`, {
    lines: { evidence: async () => failed(ERROR) },
  }),
  'diff-loading': scene(`#/diff?${RANGE}`, { lines: { diff: never } }),
  'diff-error': scene(`#/diff?${RANGE}`, { lines: { diff: async () => failed(ERROR) } }),
  'diff-empty': scene(`#/diff?${RANGE}`, { lines: { diff: async (range) => ok({ ...makeDiff(range), rows: [] }) } }),
  'diff-reversed': scene('#/diff?from=2026-01-05&to=2025-12-01'),
  settings: scene('#/settings'),
  'settings-schema': scene('#/settings/schema'),
  'settings-bigquery': scene('#/settings', {
    settings: {
      get: async () =>
        ok({
          ...DEFAULT_SETTINGS,
          warehouse: { kind: 'bigquery', file: null },
          bigquery: { ...DEFAULT_SETTINGS.bigquery, project: 'nba-props-platform', keyFile: '/home/operator/key.json' },
        }),
      testConnection: async () => ok(STOPPED_CONNECTION),
    },
  }),
  'settings-damaged': scene('#/settings', {
    settings: {
      get: async () =>
        failed({
          code: 'bad_input',
          message: '/home/operator/.config/Backline/settings.json:3: this is not JSON',
          subject: '/home/operator/.config/Backline/settings.json:3',
          remedy: 'Correct the file, or save the settings anew: what stands there now is then kept beside it.',
          retryable: false,
        }),
    },
  }),
  'settings-start-failed': scene('#/settings', {
    app: {
      services: async () =>
        ok({ phase: 'failed', message: 'Opening', fraction: null, error: { ...ERROR, code: 'warehouse_missing' } }),
    },
    warehouse: { status: async () => failed(ERROR) },
  }),
  starting: scene('#/backfill', {
    app: {
      services: async () =>
        ok({ phase: 'opening', message: 'Making the demo season: box scores of 2025-26', fraction: 0.42, error: null }),
    },
    warehouse: { status: never },
  }),
  'start-failed': scene('#/backfill', {
    app: {
      services: async () =>
        ok({
          phase: 'failed',
          message: 'Opening',
          fraction: null,
          error: {
            ...ERROR,
            code: 'warehouse_locked',
            message: 'another Backline holds /home/operator/.config/Backline (process 4711)',
            remedy: 'Close the other window.',
          },
        }),
    },
    warehouse: { status: never },
  }),
  unhealthy: scene('#/backfill', {
    warehouse: {
      status: async () =>
        ok(
          makeStatus({
            problem: {
              ...ERROR,
              code: 'schema_mismatch',
              message: 'nba_predictions.ml_feature_store_v2 lacks the column data_hash',
              remedy: 'Import the table again.',
            },
          }),
        ),
    },
  }),
  'long-names': scene(
    '#/coverage?feature=vegas_opening_line',
    { warehouse: { status: async () => ok(long), calendar: async () => ok(makeCalendar()) } },
    { runs: [makeRun('running', 40, { id: 'a-run-with-a-rather-long-identifier-20260201-150405-7c1f' })] },
  ),
};

export function clientOf(name: string): BridgeClient {
  return (SCENES[name] ?? scene('#/backfill')).bridge().client;
}
