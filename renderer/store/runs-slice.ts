import type { RunDelta, RunSummary } from '../../shared/backfill.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { ok, type Result } from '../../shared/result.js';
import { answered, asking, IDLE, valueOf, type Resource } from './resource.js';
import { appendLog, earlierPage, NO_LOG, prependLog, withRoom, type RunLog } from './run-log.js';
import { applyDelta, fromSnapshot, isActive, isOlder, type RunMirror } from './run-mirror.js';
import type { SliceTools } from './slice.js';

export type RunCommand = 'pause' | 'resume' | 'stop' | 'cancel' | 'retryFailed';

/** A run as a screen sees it: still asked for, mirrored, or refused. */
export type RunEntry =
  | { readonly state: 'loading'; readonly since: number }
  | { readonly state: 'ready'; readonly mirror: RunMirror }
  | { readonly state: 'failed'; readonly error: ErrorInfo };

export interface RunsSlice {
  readonly runs: Resource<readonly RunSummary[]>;
  /** The runs looked at last, at most `OPEN_RUNS`, the newest at the end. */
  readonly open: Readonly<Record<string, RunEntry>>;
  /** The command sent to a run and not answered yet. */
  readonly sent: Readonly<Record<string, RunCommand | 'restore'>>;
  readonly commandErrors: Readonly<Record<string, ErrorInfo>>;

  readonly loadRuns: () => Promise<void>;
  readonly openRun: (runId: string) => Promise<void>;
  /** Reads a page of the entries before those that are kept of an open run's log; why not, when it was refused. */
  readonly loadEarlierLog: (runId: string) => Promise<ErrorInfo | null>;
  readonly command: (runId: string, command: RunCommand) => Promise<void>;
  readonly restore: (runId: string, date: GameDate | null) => Promise<void>;
  readonly dismissCommandError: (runId: string) => void;
}

/** A run mirrored has its plan, its dates and its log: one and the two before it, to go back to, are kept. */
export const OPEN_RUNS = 3;

const LOG_PAGE = 5000;

/** Newest first, as the journal answers them; a summary heard replaces the one known or goes on top. */
export function withSummary(runs: readonly RunSummary[], summary: RunSummary): readonly RunSummary[] {
  const known = runs.some((run) => run.id === summary.id);
  const all = known ? runs.map((run) => (run.id === summary.id ? summary : run)) : [summary, ...runs];
  return all.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** `known` with what the journal has after it. */
async function readLog(client: BridgeClient, runId: string, known: RunLog): Promise<Result<RunLog>> {
  let log = known;
  for (;;) {
    const afterSeq = log.entries.at(-1)?.seq ?? 0;
    const page = await client.backfill.log({ runId, afterSeq, limit: LOG_PAGE, date: null });
    if (!page.ok) return page;
    const { log: next, gap } = appendLog(log, page.value);
    if (gap || page.value.length < LOG_PAGE) return ok(next);
    log = next;
  }
}

export interface RunsPart {
  readonly slice: RunsSlice;
  readonly heardSummary: (summary: RunSummary) => void;
  readonly heardDelta: (delta: RunDelta) => void;
  /** Takes every open run from the journal again. */
  readonly reopen: () => void;
}

/** The runs as the journal has them: their list, and those looked at in full, moved on by deltas. */
export function runsPart({ client, now, set, get }: SliceTools<RunsSlice>): RunsPart {
  /** Deltas heard while a run's snapshot is on its way, by run. */
  const meanwhile = new Map<string, RunDelta[]>();
  const filling = new Set<string>();

  function mirrorOf(runId: string): RunMirror | null {
    const entry = get().open[runId];
    return entry?.state === 'ready' ? entry.mirror : null;
  }

  /** What is heard of a run that was let go meanwhile has no place any more. */
  function setEntry(runId: string, entry: RunEntry): void {
    set(({ open }) => (runId in open ? { open: { ...open, [runId]: entry } } : {}));
  }

  function setLog(runId: string, change: (log: RunLog) => RunLog): void {
    const mirror = mirrorOf(runId);
    if (mirror !== null) setEntry(runId, { state: 'ready', mirror: { ...mirror, log: change(mirror.log) } });
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

  /** Takes an open run from the journal; `log` says how much of its log to keep. */
  async function snapshot(runId: string, log: RunLog): Promise<void> {
    if (meanwhile.has(runId) || !(runId in get().open)) return;
    meanwhile.set(runId, []);
    const [detail, read] = await Promise.all([client.backfill.run({ runId }), readLog(client, runId, log)]);
    const heard = meanwhile.get(runId) ?? [];
    meanwhile.delete(runId);
    setEntry(
      runId,
      detail.ok
        ? { state: 'ready', mirror: fromSnapshot(detail.value, read.ok ? read.value : log, heard, now()) }
        : { state: 'failed', error: detail.error },
    );
  }

  /** As `snapshot`, with as much of the log as stands in the window. */
  async function takeAgain(runId: string): Promise<void> {
    await snapshot(runId, { ...NO_LOG, room: mirrorOf(runId)?.log.room ?? NO_LOG.room });
  }

  async function fillLog(runId: string): Promise<void> {
    if (filling.has(runId)) return;
    filling.add(runId);
    const more = await readLog(client, runId, mirrorOf(runId)?.log ?? NO_LOG);
    filling.delete(runId);
    // The other way round a hole wider than the room would never be filled.
    if (more.ok) setLog(runId, ({ room, entries }) => appendLog({ ...more.value, room }, entries).log);
  }

  function heardDelta(delta: RunDelta): void {
    const { runId, summary } = delta;
    const before = mirrorOf(runId);
    meanwhile.get(runId)?.push(delta);
    if (before === null) {
      heardSummary(summary);
      return;
    }
    const wasActive = isActive(before.detail.state);
    const { mirror, logGap, unknownDate } = applyDelta(before, delta, now());
    // One change of the store a delta: each draws the run once.
    set((state) => ({
      open: { ...state.open, [runId]: { state: 'ready', mirror } },
      ...(state.runs.state === 'ready'
        ? { runs: { ...state.runs, value: withSummary(state.runs.value, summary) } }
        : {}),
    }));
    // At the end the months after are known to the journal only: take the whole run once more.
    if (unknownDate || (wasActive && !isActive(summary.state))) void takeAgain(runId);
    else if (logGap) void fillLog(runId);
  }

  const slice: RunsSlice = {
    runs: IDLE,
    open: {},
    sent: {},
    commandErrors: {},

    async loadRuns() {
      set((state) => ({ runs: asking(state.runs, 'runs', now()) }));
      const answer = await client.backfill.runs();
      set((state) => ({ runs: answered(state.runs, 'runs', answer) }));
    },

    async openRun(runId) {
      set(({ open }) => {
        const known = open[runId];
        const entry: RunEntry = known?.state === 'ready' ? known : { state: 'loading', since: now() };
        const kept = Object.entries(open).filter(([id]) => id !== runId);
        return { open: Object.fromEntries([...kept.slice(1 - OPEN_RUNS), [runId, entry]]) };
      });
      await snapshot(runId, NO_LOG);
    },

    async loadEarlierLog(runId) {
      const page = earlierPage(mirrorOf(runId)?.log ?? NO_LOG);
      if (page === null) return null;
      // Before asking, so that entries that come meanwhile do not push out what the page is to stand before.
      setLog(runId, (log) => withRoom(log, page.limit));
      const answer = await client.backfill.log({ runId, ...page, date: null });
      if (!answer.ok) return answer.error;
      setLog(runId, (log) => prependLog(log, answer.value));
      return null;
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
      if (command === 'retryFailed' || command === 'resume') await takeAgain(runId);
    },

    async restore(runId, date) {
      set((state) => ({
        sent: { ...state.sent, [runId]: 'restore' },
        commandErrors: without(state.commandErrors, runId),
      }));
      const answer = await client.backfill.restore({ runId, date });
      set((state) => ({ sent: without(state.sent, runId) }));
      if (!answer.ok) set((state) => ({ commandErrors: { ...state.commandErrors, [runId]: answer.error } }));
      await takeAgain(runId);
    },

    dismissCommandError(runId) {
      set((state) => ({ commandErrors: without(state.commandErrors, runId) }));
    },
  };

  function reopen(): void {
    for (const [runId, entry] of Object.entries(get().open)) if (entry.state !== 'loading') void takeAgain(runId);
  }

  return { slice, heardSummary, heardDelta, reopen };
}
