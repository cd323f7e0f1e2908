import type { DateStep, PlanIssue } from '../../shared/backfill.js';
import { formatShare } from '../../shared/coverage.js';
import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import type { DateOutcome } from '../feature-store/types.js';
import type { SnapshotRef, Warehouse, WriteReceipt } from '../warehouse/port.js';
import { FEATURE_STORE } from '../warehouse/tables/names.js';
import type { ChunkWork } from './deps.js';
import { guardDate } from './guard.js';
import type { DateFigures } from './journal/records.js';
import { isKept, keepDates } from './keep-dates.js';
import type { LiveRun } from './live-run.js';
import { rowFigures, storedFigures, type StoredDate } from './stored.js';
import { validateOutcome } from './validate.js';

/** Rows of the store are known by date and player (domain: tables section 1). */
const KEY = ['player_lookup', 'game_date'] as const;

export interface DateWorkParts {
  readonly live: LiveRun;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /**
   * Aborted by a cancel; looked at between steps, and told to the warehouse, whose write then ends one way or the other:
   * what became of it is asked before the date is given up.
   */
  readonly signal: AbortSignal;
}

export interface DateInputs {
  readonly date: GameDate;
  readonly chunk: ChunkWork;
  readonly stored: StoredDate;
  /** The date's part of the chunk's read. */
  readonly readMs: number;
  /** What the chunk's common act has kept; a date that is not in it is kept by itself. */
  readonly kept: ReadonlyMap<GameDate, SnapshotRef>;
}

/** A date whose rows stand in the store and wait to be counted back. */
export interface WrittenDate {
  readonly date: GameDate;
  readonly receipt: WriteReceipt;
  readonly rawPlayers: ReadonlySet<string>;
}

/** Ends a date in the state its error asks for. What broke the journal is thrown on: nothing may follow it. */
export function endDate(live: LiveRun, date: GameDate, step: DateStep, thrown: unknown): void {
  if (live.journalFailure !== null) throw live.journalFailure;
  const error = toErrorInfo(thrown);
  const state = error.code === 'cancelled' ? 'cancelled' : isBlock(error.code) ? 'blocked' : 'failed';
  live.record({ type: 'date-ended', date, state, step, error });
  const word = state === 'cancelled' ? 'given up' : state;
  live.note(state === 'cancelled' ? 'warning' : 'error', `${word} at ${step}: ${error.message}`, date);
}

function isBlock(code: string): boolean {
  return code === 'blocked' || code === 'plan_stale';
}

export function cancelledError(date: GameDate): BacklineError {
  return new BacklineError('cancelled', `${date} was cancelled before its write; the date is as it was`, {
    subject: date,
    retryable: true,
  });
}

/** The intent stays open in the journal: the next to take up the run asks again before anything else. */
function unsettledError(date: GameDate, cause: unknown): BacklineError {
  return new BacklineError(
    'cancelled',
    `${date} was cancelled in its write, and the warehouse does not say whether that took place; this is asked again when ` +
      'the run is resumed',
    {
      subject: date,
      remedy: 'Resume the run, or put the date back, once the warehouse answers.',
      retryable: true,
      cause,
    },
  );
}

/** One date from what was read to what is written; every way out but the journal's failure ends in a state. */
export class DateWork {
  readonly #parts: DateWorkParts;
  readonly #input: DateInputs;
  #step: DateStep = 'read';

  constructor(parts: DateWorkParts, input: DateInputs) {
    this.#parts = parts;
    this.#input = input;
  }

  /** The written date, or null when it ended otherwise. @throws the journal's failure only. */
  async run(): Promise<WrittenDate | null> {
    const { live } = this.#parts;
    const { date, readMs } = this.#input;
    try {
      live.record({ type: 'step-done', date, step: 'read', ms: readMs });
      return await this.#work();
    } catch (thrown) {
      endDate(live, date, this.#step, thrown);
      return null;
    }
  }

  async #work(): Promise<WrittenDate | null> {
    const { live, clock } = this.#parts;
    const { date, chunk, stored } = this.#input;
    const outcome = await this.#do('compute', () => chunk.process(date, clock.now().toISOString()));
    if (outcome.skipped !== null) {
      live.record({ type: 'date-skipped', date, reason: outcome.skipped.message });
      live.note('info', `skipped: ${outcome.skipped.message}`, date);
      return null;
    }
    await this.#do('validate', () => validateOutcome(outcome));
    const rawPlayers = chunk.rawPlayers(date);
    const after = rowFigures(outcome.rows, rawPlayers);
    await this.#do('guard', () => this.#guard(outcome, storedFigures(stored, rawPlayers), after, rawPlayers));
    await this.#do('snapshot', () => this.#snapshot());
    const receipt = await this.#do('write', () => this.#write(outcome));
    return { date, receipt, rawPlayers };
  }

  async #do<T>(step: DateStep, work: () => T | Promise<T>): Promise<T> {
    const { live, signal } = this.#parts;
    const { date } = this.#input;
    // Other work of this process gets its turn between any two steps.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelledError(date);
    this.#step = step;
    live.record({ type: 'step-started', date, step });
    const began = performance.now();
    const value = await work();
    live.record({ type: 'step-done', date, step, ms: Math.round((performance.now() - began) * 10) / 10 });
    return value;
  }

  #guard(outcome: DateOutcome, before: DateFigures, after: DateFigures, rawPlayers: ReadonlySet<string>): void {
    const { live } = this.#parts;
    const { date, stored, chunk } = this.#input;
    const { lines, allow } = live.fold.plan.options;
    const failed = new Map(outcome.failed.map((player) => [player.playerLookup, player]));
    const kept = new Set(outcome.rows.map((row) => row.player_lookup));
    const lostPlayers = [...stored.players.keys()]
      .filter((player) => !kept.has(player))
      .map((playerLookup) => {
        const failure = failed.get(playerLookup);
        return { playerLookup, why: failure === undefined ? 'no longer listed' : failure.category };
      });
    const verdict = guardDate(
      {
        date,
        lines,
        listed: outcome.listed,
        listedInContext: lines === 'context' ? outcome.withLine : null,
        listedInRaw: chunk.listedPlayers(date).filter((player) => rawPlayers.has(player)).length,
        matchAfter: after.match,
        before,
        after,
        lostPlayers,
        upstream: live.date(date).planned.upstream,
      },
      allow,
    );
    live.record({
      type: 'date-computed',
      date,
      listed: outcome.listed,
      before,
      after,
      failedPlayers: outcome.failed,
    });
    this.#warn([...verdict.warnings, ...ownWarnings(outcome)]);
    const [blocker] = verdict.blockers;
    if (blocker !== undefined) {
      throw new BacklineError('blocked', verdict.blockers.map(({ message }) => message).join('; '), {
        subject: blocker.override ?? date,
        remedy:
          blocker.override === undefined
            ? undefined
            : `Look at the figures; the override ${blocker.override} lets it pass.`,
      });
    }
  }

  /** What the plan has already said of the date is not said again. */
  #warn(issues: readonly PlanIssue[]): void {
    const { live } = this.#parts;
    const { date } = this.#input;
    const known = new Set(live.date(date).warnings.map(({ code }) => code));
    const warnings = issues.filter(({ code }) => !known.has(code));
    if (warnings.length > 0) live.record({ type: 'date-warned', date, warnings });
    for (const { message } of warnings) live.note('warning', message, date);
  }

  async #snapshot(): Promise<void> {
    const { live, warehouse, signal } = this.#parts;
    const { date, kept } = this.#input;
    const known = live.date(date);
    if (isKept(known)) return;
    const snapshot = kept.get(date) ?? (await keepDates(live, warehouse, [date], signal)).get(date);
    if (snapshot === undefined) throw new BacklineError('internal', `${date} was not kept`, { subject: date });
    live.record({ type: 'snapshot-taken', date, snapshot });
    if (snapshot.version !== known.version) {
      throw new BacklineError('plan_stale', `${date}: the store changed since the plan was made`, {
        subject: date,
        remedy: 'Make a new plan for the date.',
      });
    }
  }

  async #write(outcome: DateOutcome): Promise<WriteReceipt> {
    const { live, warehouse, clock, signal } = this.#parts;
    const { date, stored } = this.#input;
    const { attempt, version } = live.date(date);
    const writeId = `${live.id}/${date}/${attempt}`;
    // A stored player's row counts as updated, as the production merge has it (domain: processor section 12).
    const now = clock.now().toISOString();
    const rows = outcome.rows.map((row) => ({
      ...row,
      updated_at: stored.players.has(row.player_lookup) ? now : row.updated_at,
    }));
    await live.commit({ type: 'write-intended', date, writeId, rows: rows.length, expectedVersion: version });
    const receipt = await warehouse
      .writePartition({
        table: FEATURE_STORE,
        date,
        rows,
        writeId,
        expectedVersion: version,
        key: KEY,
        labels: { run: live.id, date, step: 'write' },
        signal,
      })
      .catch(async (thrown: unknown) => {
        // A broken connection does not say whether the write took place; the ledger does.
        const found = await warehouse.findWrite(writeId, { signal }).catch((unknown: unknown) => {
          throw signal.aborted ? unsettledError(date, unknown) : unknown;
        });
        if (found !== null) return found;
        live.record({ type: 'write-absent', date, writeId });
        throw signal.aborted ? cancelledError(date) : thrown;
      });
    // On its way to the disk while the next date is computed; the verification waits for it, and a crash before that is
    // settled by the ledger. A failure stays with the journal and is met at the next record.
    live.commit({ type: 'write-done', date, receipt }).catch(() => undefined);
    return receipt;
  }
}

function ownWarnings(outcome: DateOutcome): readonly PlanIssue[] {
  const issues: PlanIssue[] = [];
  if (outcome.failed.length > 0) {
    const named = outcome.failed.slice(0, 3).map(({ playerLookup, category }) => `${playerLookup} (${category})`);
    issues.push({
      code: 'failed_players',
      message: `${outcome.failed.length} of ${outcome.listed} listed players gave no row: ${named.join(', ')}${outcome.failed.length > 3 ? ' and others' : ''}`,
    });
  }
  if (outcome.variance.zeroVariance.length > 0) {
    issues.push({
      code: 'zero_variance',
      message: `every row has the same value in ${outcome.variance.zeroVariance.join(', ')}`,
    });
  }
  return issues;
}

/** `300 rows, 49.3 % with a line, match rate 99.3 %`. */
export function figuresText(figures: DateFigures): string {
  return `${figures.rows} rows, ${formatShare(figures.coverage)} with a line, match rate ${formatShare(figures.match)}`;
}
