import type { BridgeClient } from '../../shared/ipc/types.js';
import { todayInNewYork } from '../../shared/game-date.js';
import type { Result } from '../../shared/result.js';

/**
 * Most that is kept, together: rows of the answers' lists, and answers. The line diff of three months has about 20,000
 * rows, and a row with what a table works out of it takes about a kilobyte.
 */
export const MOST_ROWS = 40_000;
export const MOST_ANSWERS = 30;

/** An open breaker runs out without a word from anybody: longer than this no answer is believed. */
export const KEPT_MS = 10 * 60_000;

interface Kept {
  readonly value: unknown;
  readonly rows: number;
  readonly at: number;
  readonly today: string;
}

/** Rows of an answer: the length of its lists. What else it holds is small beside them. */
export function rowsOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, part) => sum + (Array.isArray(part) ? part.length : 0), 1);
}

/** Answers by what was asked, the one used longest ago goes first. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  #rows = 0;
  #age = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Changes with each `forget`: an answer asked for before is not kept after. */
  get age(): number {
    return this.#age;
  }

  get rows(): number {
    return this.#rows;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The answer, or undefined when there is none or it is of another day or too old. */
  find(question: string): unknown {
    const kept = this.#kept.get(question);
    if (kept === undefined) return undefined;
    this.#drop(question, kept);
    const now = this.now();
    if (now.getTime() - kept.at > KEPT_MS || todayInNewYork(now) !== kept.today) return undefined;
    this.#put(question, kept);
    return kept.value;
  }

  /** `age` is what it was when the question was asked. */
  keep(question: string, value: unknown, age: number): void {
    const rows = rowsOf(value);
    if (age !== this.#age || rows > MOST_ROWS) return;
    const before = this.#kept.get(question);
    if (before !== undefined) this.#drop(question, before);
    const now = this.now();
    this.#put(question, { value, rows, at: now.getTime(), today: todayInNewYork(now) });
    for (const [oldest, kept] of this.#kept) {
      if (this.#rows <= MOST_ROWS && this.#kept.size <= MOST_ANSWERS) break;
      this.#drop(oldest, kept);
    }
  }

  forget(): void {
    this.#age += 1;
    this.#kept.clear();
    this.#rows = 0;
  }

  #put(question: string, kept: Kept): void {
    this.#kept.set(question, kept);
    this.#rows += kept.rows;
  }

  #drop(question: string, kept: Kept): void {
    if (this.#kept.delete(question)) this.#rows -= kept.rows;
  }
}

const keptBy = new WeakMap<BridgeClient, KeptAnswers>();

/** Before something is asked for because somebody wants it new. */
export function forgetAnswers(client: BridgeClient): void {
  keptBy.get(client)?.forget();
}

/**
 * The bridge, with the answers of what takes long kept for the next visit of a screen. Only over an embedded warehouse,
 * which nobody else writes, and until anything is heard after which an answer may differ: a date of a run, its end, a
 * date put back, other settings, services that opened anew, checks that ran.
 */
export function keepingAnswers(client: BridgeClient, kept = new KeptAnswers()): BridgeClient {
  let embedded = false;
  const forget = (): void => {
    kept.forget();
  };
  // Every view on the screen listens: they share one listener of the bridge, and each asks after all was forgotten.
  const changed = new Set<Parameters<BridgeClient['warehouse']['changed']>[0]>();
  client.warehouse.changed((payload) => {
    forget();
    for (const listener of [...changed]) listener(payload);
  });
  client.backfill.delta(forget);
  client.checks.ran(forget);
  client.app.servicesChanged(forget);

  function keeping<A extends readonly unknown[], T>(
    name: string,
    ask: (...asked: A) => Promise<Result<T>>,
  ): (...asked: A) => Promise<Result<T>> {
    return async (...asked) => {
      // Of a read the rest is its ticket, another one each time.
      const question = `${name} ${JSON.stringify(asked[0])}`;
      const known = embedded ? kept.find(question) : undefined;
      if (known !== undefined) return { ok: true, value: known as T };
      const { age } = kept;
      const answer = await ask(...asked);
      if (embedded && answer.ok) kept.keep(question, answer.value, age);
      return answer;
    };
  }

  function changing<A extends readonly unknown[], T>(ask: (...asked: A) => Promise<T>): (...asked: A) => Promise<T> {
    return async (...asked) => {
      forget();
      try {
        return await ask(...asked);
      } finally {
        forget();
      }
    };
  }

  const keeper: BridgeClient = {
    ...client,
    warehouse: {
      ...client.warehouse,
      changed: (listener) => {
        // One function may listen twice.
        const own: typeof listener = (payload) => {
          listener(payload);
        };
        changed.add(own);
        return () => {
          changed.delete(own);
        };
      },
      status: async () => {
        const status = await client.warehouse.status();
        embedded = status.ok && status.value.engine === 'duckdb';
        return status;
      },
    },
    backfill: { ...client.backfill, restore: changing(client.backfill.restore) },
    coverage: {
      ...client.coverage,
      report: keeping('coverage.report', client.coverage.report),
      groups: keeping('coverage.groups', client.coverage.groups),
    },
    lines: {
      ...client.lines,
      gaps: keeping('lines.gaps', client.lines.gaps),
      diff: keeping('lines.diff', client.lines.diff),
      player: keeping('lines.player', client.lines.player),
    },
    checks: {
      ...client.checks,
      run: keeping('checks.run', client.checks.run),
      rootCause: keeping('checks.rootCause', client.checks.rootCause),
    },
    settings: {
      ...client.settings,
      set: changing(client.settings.set),
      importFolder: changing(client.settings.importFolder),
    },
  };
  keptBy.set(keeper, kept);
  return keeper;
}
