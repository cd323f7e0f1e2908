import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  ACTIVE_RUN_STATES,
  type BackfillOptions,
  type GuardOverride,
  type Plan,
  type RunDelta,
  type RunDetail,
  type RunLogEntry,
  type RunState,
  type RunSummary,
} from '../../shared/backfill.js';
import type { AppInfo, CalendarDay, RunNotice, ServicesStatus, WarehouseStatus } from '../../shared/console.js';
import type { CheckReport, ThresholdSet } from '../../shared/checks.js';
import type { CoverageReport } from '../../shared/coverage.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { ok, type Result } from '../../shared/result.js';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';
import { gameSpan, seasonSpan, untilLastGame } from './calendar-span.js';
import { LoneReads } from './lone-reads.js';
import { answered, asking, GIVEN_UP, IDLE, valueOf, type Resource } from './resource.js';
import { appendLog, applyDelta, fromSnapshot, isOlder, type RunMirror } from './run-mirror.js';

export type RunCommand = 'pause' | 'resume' | 'stop' | 'cancel' | 'retryFailed';

/** A run as a screen sees it: still asked for, mirrored, or refused. */
export type RunEntry =
  | { readonly state: 'loading'; readonly since: number }
  | { readonly state: 'ready'; readonly mirror: RunMirror }
  | { readonly state: 'failed'; readonly error: ErrorInfo };

export interface ConsoleState {
  readonly info: AppInfo | null;
  /** How far the services have come; null until they were heard of. */
  readonly services: ServicesStatus | null;
  readonly warehouse: Resource<WarehouseStatus>;
  /** Every day of the known schedule. */
  readonly calendar: Resource<readonly CalendarDay[]>;
  readonly plan: Resource<Plan>;
  readonly launching: boolean;
  readonly launchError: ErrorInfo | null;
  readonly runs: Resource<readonly RunSummary[]>;
  readonly open: Readonly<Record<string, RunEntry>>;
  /** The command sent to a run and not answered yet. */
  readonly sent: Readonly<Record<string, RunCommand | 'restore'>>;
  readonly commandErrors: Readonly<Record<string, ErrorInfo>>;
  readonly coverage: Resource<CoverageReport>;
  readonly settings: Resource<Settings>;
  /** Settings as edited and not saved yet; kept while other screens are looked at. */
  readonly settingsDraft: Settings | null;
  /** The checks as they ran last, for the header. */
  readonly health: Resource<CheckReport>;
  /** The checks that ran by themselves, since the window opened. */
  readonly dailyRun: CheckReport | null;
  /** The newest thing to be said aloud and shown in the status bar. */
  readonly notice: RunNotice | null;

  readonly start: () => () => void;
  readonly reload: () => void;
  readonly askPlan: (options: BackfillOptions) => Promise<void>;
  readonly dropPlan: () => void;
  /** The id of the run that was started, or null when it was refused; why stands in `launchError`. */
  readonly launch: (plan: Plan) => Promise<string | null>;
  /** Reads the season's calendar where that is billed; elsewhere it comes with the warehouse. */
  readonly readCalendar: () => Promise<void>;
  readonly loadRuns: () => Promise<void>;
  readonly openRun: (runId: string) => Promise<void>;
  readonly command: (runId: string, command: RunCommand) => Promise<void>;
  readonly restore: (runId: string, date: GameDate | null) => Promise<void>;
  readonly dismissCommandError: (runId: string) => void;
  readonly loadCoverage: (range: DateRange, feature: string) => Promise<void>;
  /** Ends the reading of the coverage asked for; what was known of it before stays. */
  readonly stopCoverage: () => void;
  /** As `stopCoverage`, for a screen that is left: there is nobody to tell that it was cancelled. */
  readonly leaveCoverage: () => void;
  /** Ends the making of a plan. */
  readonly stopPlan: () => void;
  /** As `stopPlan`, for a screen that is left. */
  readonly leavePlan: () => void;
  readonly loadSettings: () => Promise<void>;
  readonly editSettings: (draft: Settings | null) => void;
  readonly saveSettings: (settings: Settings) => Promise<Result<Settings>>;
  /** A newer answer of the checks, asked for elsewhere. */
  readonly heardHealth: (report: CheckReport) => void;
}

export type ConsoleStore = StoreApi<ConsoleState>;

const LOG_PAGE = 5000;

export function isActive(state: RunState): boolean {
  return ACTIVE_RUN_STATES.includes(state);
}

/** Newest first, as the journal answers them; a summary heard replaces the one known or goes on top. */
export function withSummary(runs: readonly RunSummary[], summary: RunSummary): readonly RunSummary[] {
  const known = runs.some((run) => run.id === summary.id);
  const all = known ? runs.map((run) => (run.id === summary.id ? summary : run)) : [summary, ...runs];
  return all.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The options of a plan as text: two plans with the same text answer the same question. */
export function planKey(options: BackfillOptions): string {
  return JSON.stringify([
    options.from,
    options.to,
    options.mode,
    options.lines,
    options.only,
    options.order,
    options.concurrency,
    options.maxBytes,
    [...options.allow].sort(),
  ]);
}

/** While another option is planned for the same range, the plan known stays in sight, to be replaced in its place. */
function askingPlan(now: Resource<Plan>, key: string, options: BackfillOptions, since: number): Resource<Plan> {
  const known = valueOf(now);
  const sameRange = known !== null && known.options.from === options.from && known.options.to === options.to;
  return { state: 'loading', key, since, stale: sameRange ? known : null };
}

/** The bridge's types come from its parser, which makes arrays of its own. */
function forBridge(options: BackfillOptions): Omit<BackfillOptions, 'allow'> & { allow: GuardOverride[] } {
  return { ...options, allow: [...options.allow] };
}

async function wholeLog(
  client: BridgeClient,
  runId: string,
  afterSeq: number,
): Promise<Result<readonly RunLogEntry[]>> {
  const all: RunLogEntry[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? afterSeq;
    const page = await client.backfill.log({ runId, afterSeq: after, limit: LOG_PAGE, date: null });
    if (!page.ok) return page;
    all.push(...page.value);
    if (page.value.length < LOG_PAGE) return { ok: true, value: all };
  }
}

/** The renderer's one store: a mirror of what the services hold, never a second truth. */
export function createConsoleStore(client: BridgeClient, now: () => number = () => performance.now()): ConsoleStore {
  return createStore<ConsoleState>()((set, get) => {
    /** Deltas heard while a run's snapshot is on its way, by run. */
    const meanwhile = new Map<string, RunDelta[]>();
    const filling = new Set<string>();
    /** Location of the warehouse that answered last. */
    let figuresOf: string | null = null;
    const reads = new LoneReads(client);

    function endCoverage(instead: Resource<CoverageReport>): void {
      reads.giveUp('coverage');
      const { coverage } = get();
      if (coverage.state !== 'loading') return;
      const { key, stale } = coverage;
      set({ coverage: stale === null ? instead : { state: 'ready', key, value: stale } });
    }

    function setMirror(runId: string, mirror: RunMirror): void {
      set((state) => ({ open: { ...state.open, [runId]: { state: 'ready', mirror } } }));
    }

    function heardSummary(summary: RunSummary): void {
      set((state) => {
        const known = valueOf(state.runs) ?? [];
        const before = known.find(({ id }) => id === summary.id);
        const value = before !== undefined && isOlder(summary, before) ? known : withSummary(known, summary);
        const entry = state.open[summary.id];
        const open =
          entry?.state === 'ready' && !isOlder(summary, entry.mirror.detail)
            ? {
                ...state.open,
                [summary.id]: {
                  state: 'ready' as const,
                  mirror: { ...entry.mirror, detail: { ...entry.mirror.detail, ...summary }, heardAt: now() },
                },
              }
            : state.open;
        // Before the first answer there is nothing to add to: the answer will carry this run too.
        return state.runs.state === 'ready' ? { runs: { ...state.runs, value }, open } : { open };
      });
    }

    async function snapshot(runId: string): Promise<void> {
      if (meanwhile.has(runId)) return;
      meanwhile.set(runId, []);
      const [detail, log] = await Promise.all([client.backfill.run({ runId }), wholeLog(client, runId, 0)]);
      const heard = meanwhile.get(runId) ?? [];
      meanwhile.delete(runId);
      if (!detail.ok) {
        set((state) => ({ open: { ...state.open, [runId]: { state: 'failed', error: detail.error } } }));
        return;
      }
      setMirror(runId, fromSnapshot(detail.value, log.ok ? log.value : [], heard, now()));
    }

    async function fillLog(runId: string): Promise<void> {
      if (filling.has(runId)) return;
      filling.add(runId);
      const entry = get().open[runId];
      const known = entry?.state === 'ready' ? entry.mirror.log : [];
      const more = await wholeLog(client, runId, known.at(-1)?.seq ?? 0);
      filling.delete(runId);
      const after = get().open[runId];
      if (!more.ok || after?.state !== 'ready') return;
      setMirror(runId, { ...after.mirror, log: appendLog(after.mirror.log, more.value).log });
    }

    function heardDelta(delta: RunDelta): void {
      const { runId, summary } = delta;
      const before = get().open[runId];
      meanwhile.get(runId)?.push(delta);
      if (before?.state !== 'ready') {
        heardSummary(summary);
        return;
      }
      const wasActive = isActive(before.mirror.detail.state);
      const { mirror, logGap, unknownDate } = applyDelta(before.mirror, delta, now());
      // One change of the store a delta: each draws the run once.
      set((state) => ({
        open: { ...state.open, [runId]: { state: 'ready', mirror } },
        ...(state.runs.state === 'ready'
          ? { runs: { ...state.runs, value: withSummary(state.runs.value, summary) } }
          : {}),
      }));
      // At the end the months after are known to the journal only: take the whole run once more.
      if (unknownDate || (wasActive && !isActive(summary.state))) void snapshot(runId);
      else if (logGap) void fillLog(runId);
    }

    async function loadWarehouse(): Promise<void> {
      set((state) => ({ warehouse: asking(state.warehouse, 'warehouse', now()) }));
      const answer = await client.warehouse.status();
      set((state) => ({ warehouse: answered(state.warehouse, 'warehouse', answer) }));
      if (!answer.ok) return;
      const { location } = answer.value;
      // Figures of another warehouse must not stand under the name of this one. Runs belong to the data folder.
      if (figuresOf !== null && figuresOf !== location) {
        set({ health: IDLE, dailyRun: null, coverage: IDLE, plan: IDLE, launchError: null, calendar: IDLE });
      }
      figuresOf = location;
      if (answer.value.scheduleRead) await loadCalendar(answer.value, gameSpan(answer.value));
      await loadHealth(answer.value);
    }

    const thresholdsSet = (): ThresholdSet =>
      valueOf(get().settings)?.checks.thresholds ?? DEFAULT_SETTINGS.checks.thresholds;

    /** After the first screen has its figures; never by itself where every read is billed. */
    async function loadHealth(status: WarehouseStatus): Promise<void> {
      if (status.engine === 'bigquery') return;
      if (get().settings.state === 'idle') await get().loadSettings();
      const thresholds = thresholdsSet();
      const key = `${status.today} ${thresholds}`;
      set((state) => ({ health: asking(state.health, key, now()) }));
      const answer = await client.checks.run({ asOf: status.today, thresholds });
      set((state) => ({ health: answered(state.health, key, answer) }));
    }

    async function loadCalendar({ today }: WarehouseStatus, span: DateRange | null): Promise<void> {
      if (span === null) {
        set({ calendar: { state: 'ready', key: 'none', value: [] } });
        return;
      }
      const key = `${span.from}..${span.to}`;
      set((state) => ({ calendar: asking(state.calendar, key, now()) }));
      const answer = await client.warehouse.calendar({ ...span });
      const known = answer.ok ? ok(untilLastGame(answer.value, today)) : answer;
      set((state) => ({ calendar: answered(state.calendar, key, known) }));
    }

    return {
      info: null,
      services: null,
      warehouse: IDLE,
      calendar: IDLE,
      plan: IDLE,
      launching: false,
      launchError: null,
      runs: IDLE,
      open: {},
      sent: {},
      commandErrors: {},
      coverage: IDLE,
      settings: IDLE,
      settingsDraft: null,
      health: IDLE,
      dailyRun: null,
      notice: null,

      start() {
        const heardServices = (services: ServicesStatus): void => {
          const before = get().services;
          set({ services });
          // Ready after a restart: nothing that was known can be trusted.
          if (services.phase === 'ready' && before !== null && before.phase !== 'ready') get().reload();
        };
        const stops = [
          client.app.servicesChanged(heardServices),
          client.backfill.delta(heardDelta),
          client.checks.ran((report) => {
            set({ dailyRun: report });
            get().heardHealth(report);
          }),
          client.backfill.notice((notice) => {
            set({ notice });
          }),
          client.warehouse.changed(() => {
            void loadWarehouse();
            const { coverage, warehouse } = get();
            // Where reads are billed it is asked for again only when somebody says so.
            if (valueOf(warehouse)?.engine === 'bigquery') {
              reads.giveUp('coverage');
              set({ coverage: IDLE, calendar: IDLE });
            } else if (coverage.state === 'ready') {
              const { from, to, feature } = coverage.value;
              void get().loadCoverage({ from, to }, feature);
            }
          }),
        ];
        void client.app.services().then((answer) => {
          // An event heard meanwhile is newer than the answer.
          if (answer.ok && get().services === null) set({ services: answer.value });
        });
        get().reload();
        return () => {
          for (const stop of stops) stop();
        };
      },

      reload() {
        void client.app.info().then((info) => {
          if (info.ok) set({ info: info.value });
        });
        void loadWarehouse();
        void get().loadRuns();
        void get().loadSettings();
        for (const [runId, entry] of Object.entries(get().open)) if (entry.state !== 'loading') void snapshot(runId);
      },

      async askPlan(options) {
        const key = planKey(options);
        set((state) => ({ plan: askingPlan(state.plan, key, options, now()), launchError: null }));
        await reads.ask(
          'plan',
          (ticket) => client.backfill.plan(forBridge(options), ticket),
          (answer) => {
            set((state) => ({ plan: answered(state.plan, key, answer) }));
          },
        );
      },

      stopPlan() {
        reads.giveUp('plan');
        const { plan } = get();
        if (plan.state === 'loading') set({ plan: { state: 'failed', key: plan.key, error: GIVEN_UP } });
      },

      leavePlan() {
        if (get().plan.state === 'loading') get().dropPlan();
      },

      dropPlan() {
        reads.giveUp('plan');
        set({ plan: IDLE, launchError: null });
      },

      async launch(plan) {
        if (get().launching) return null;
        set({ launching: true, launchError: null });
        const answer = await client.backfill.launch({ options: forBridge(plan.options), planHash: plan.hash });
        set({ launching: false, launchError: answer.ok ? null : answer.error });
        if (!answer.ok) return null;
        heardSummary(answer.value);
        return answer.value.id;
      },

      async readCalendar() {
        const status = valueOf(get().warehouse);
        if (status !== null) await loadCalendar(status, seasonSpan(status.today));
      },

      async loadRuns() {
        set((state) => ({ runs: asking(state.runs, 'runs', now()) }));
        const answer = await client.backfill.runs();
        set((state) => ({ runs: answered(state.runs, 'runs', answer) }));
      },

      async openRun(runId) {
        if (get().open[runId]?.state !== 'ready') {
          set((state) => ({ open: { ...state.open, [runId]: { state: 'loading', since: now() } } }));
        }
        await snapshot(runId);
      },

      async command(runId, command) {
        set((state) => ({
          sent: { ...state.sent, [runId]: command },
          commandErrors: without(state.commandErrors, runId),
        }));
        const answer = await client.backfill[command]({ runId });
        set((state) => ({ sent: without(state.sent, runId) }));
        if (answer.ok) heardSummary(answer.value);
        else set((state) => ({ commandErrors: { ...state.commandErrors, [runId]: answer.error } }));
        if (command === 'retryFailed' || command === 'resume') await snapshot(runId);
      },

      async restore(runId, date) {
        set((state) => ({
          sent: { ...state.sent, [runId]: 'restore' },
          commandErrors: without(state.commandErrors, runId),
        }));
        const answer = await client.backfill.restore({ runId, date });
        set((state) => ({ sent: without(state.sent, runId) }));
        if (!answer.ok) set((state) => ({ commandErrors: { ...state.commandErrors, [runId]: answer.error } }));
        await snapshot(runId);
      },

      dismissCommandError(runId) {
        set((state) => ({ commandErrors: without(state.commandErrors, runId) }));
      },

      async loadCoverage(range, feature) {
        const key = `${range.from}..${range.to} ${feature}`;
        set((state) => ({ coverage: asking(state.coverage, key, now()) }));
        await reads.ask(
          'coverage',
          (ticket) => client.coverage.report({ ...range, feature }, ticket),
          (answer) => {
            set((state) => ({ coverage: answered(state.coverage, key, answer) }));
          },
        );
      },

      stopCoverage() {
        const { coverage } = get();
        if (coverage.state === 'loading') endCoverage({ state: 'failed', key: coverage.key, error: GIVEN_UP });
      },

      leaveCoverage() {
        endCoverage(IDLE);
      },

      async loadSettings() {
        set((state) => ({ settings: asking(state.settings, 'settings', now()) }));
        const answer = await client.settings.get();
        set((state) => ({ settings: answered(state.settings, 'settings', answer) }));
      },

      editSettings(settingsDraft) {
        set({ settingsDraft });
      },

      async saveSettings(settings) {
        const judgedBy = thresholdsSet();
        const answer = await client.settings.set({ ...settings, bigquery: { ...settings.bigquery } });
        if (!answer.ok) return answer;
        set({ settings: { state: 'ready', key: 'settings', value: answer.value }, settingsDraft: null });
        const status = valueOf(get().warehouse);
        if (status !== null && thresholdsSet() !== judgedBy) {
          set({ health: IDLE });
          void loadHealth(status);
        }
        return answer;
      },

      heardHealth(report) {
        // By other limits than those that are set it is a trial: it says nothing about the store.
        if (report.thresholds !== thresholdsSet()) return;
        set({ health: { state: 'ready', key: `${report.asOf} ${report.thresholds}`, value: report } });
      },
    };
  });
}

export function detailOf(entry: RunEntry | undefined): RunDetail | null {
  return entry?.state === 'ready' ? entry.mirror.detail : null;
}
