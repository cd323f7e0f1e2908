import type { RunEvent } from './records.js';

/**
 * How fast a run has been, kept record by record. Times are milliseconds in work, so no pause counts. A session is what
 * lies between two times that the run was taken up: each reads before it can write.
 */
export interface Pace {
  readonly sessionAt: number;
  /** When the session's first date was through; null while it reads and works on that one. */
  readonly firstAt: number | null;
  /** When the newest date was through. */
  readonly dateAt: number;
  /** Dates through in all sessions. */
  readonly done: number;
  /** Time in which dates came through one after another, and how many did; older ones weigh less and less. */
  readonly recent: { readonly dates: number; readonly ms: number };
  /** How long the newest session took until its first date. */
  readonly firstMs: number;
  /** When the counting back of a chunk began that is not over; how long the last one took. */
  readonly verifyAt: number | null;
  readonly verifyMs: number | null;
  /** How long it took to count the months before the first write; they are counted again at the end. */
  readonly monthsMs: number;
}

export const NO_PACE: Pace = {
  sessionAt: 0,
  firstAt: null,
  dateAt: 0,
  done: 0,
  recent: { dates: 0, ms: 0 },
  firstMs: 0,
  verifyAt: null,
  verifyMs: null,
  monthsMs: 0,
};

/** Fewer dates, as they weigh, that came one after another say nothing of the pace: several are in work at once. */
const KNOWN_FROM = 2;

/*
 * The numbers below are fitted to the recorded runs (tests/fixtures/recorded-runs), whose test holds the outcome.
 */

/** This share of the dates so far decides the pace: others load the machine too, and code that just began is slow. */
const RECENT_SHARE = 0.4;
const RECENT_AT_LEAST = 8;

/** What a date takes beyond so many times the others is a wait, such as that for the next chunk, and no pace. */
const WAIT_BEYOND = 2.5;
/** Dates that come at the same moment must not make every later one a wait. */
const NO_WAIT_MS = 100;

/** A session taken up reads less than the first and counts no months beside it. */
const READ_AGAIN = 0.5;

/** Of the months before, which had the run's reads beside them: a chunk counted back, and the months after. */
const VERIFY_OF_MONTHS = 0.3;
const AFTER_OF_MONTHS = 0.5;

function eachOf({ recent }: Pace): number {
  return recent.dates === 0 ? Number.POSITIVE_INFINITY : recent.ms / recent.dates;
}

/** One more date is through. A session's first came after reading and warming up, which is no pace. */
function through(pace: Pace, now: number): Pace {
  const moved = { ...pace, dateAt: now, done: pace.done + 1 };
  if (pace.firstAt === null) return { ...moved, firstAt: now, firstMs: now - pace.sessionAt };
  const { recent } = pace;
  const took = now - pace.dateAt;
  const usual = recent.dates < KNOWN_FROM ? took : Math.min(took, Math.max(NO_WAIT_MS, eachOf(pace) * WAIT_BEYOND));
  const kept = 1 - 1 / Math.max(RECENT_AT_LEAST, pace.done * RECENT_SHARE);
  return {
    ...moved,
    recent: { dates: recent.dates * kept + 1, ms: recent.ms * kept + usual },
  };
}

/**
 * The pace after an event. `now` is the run's time in work then; `wasWorking` tells the event that takes a run up from
 * others.
 */
export function advancePace(pace: Pace, event: RunEvent, now: number, wasWorking: boolean): Pace {
  if (event.type === 'run-state') {
    const takenUp = event.state === 'running' && !wasWorking;
    return takenUp ? { ...pace, sessionAt: now, firstAt: null, verifyAt: null } : pace;
  }
  if (event.type === 'months') {
    return event.when === 'before' ? { ...pace, monthsMs: now - pace.sessionAt } : pace;
  }
  if (event.type === 'step-started') {
    return event.step === 'verify' && pace.verifyAt === null ? { ...pace, verifyAt: now } : pace;
  }
  if (event.type === 'step-done' && event.step === 'verify' && pace.verifyAt !== null) {
    return { ...pace, verifyAt: null, verifyMs: now - pace.verifyAt };
  }
  return endsDate(event) ? through(pace, now) : pace;
}

/** One that could not be read took no time of its own, and one that failed to be counted back was written before. */
function endsDate(event: RunEvent): boolean {
  if (event.type === 'date-ended') {
    return event.state !== 'cancelled' && event.step !== 'read' && event.step !== 'verify';
  }
  return event.type === 'date-skipped' || (event.type === 'step-done' && event.step === 'write');
}

/**
 * Milliseconds left of a run with `left` dates that are not written, `now` in its time in work: reading, the dates at
 * their pace, and what follows the last of them, counting back and the months after. Null until it is known.
 */
export function remainingAt(pace: Pace, left: number, now: number): number | null {
  if (pace.recent.dates < KNOWN_FROM) return null;
  const after = (pace.verifyMs ?? pace.monthsMs * VERIFY_OF_MONTHS) + pace.monthsMs * AFTER_OF_MONTHS;
  const each = eachOf(pace);
  if (pace.firstAt === null) {
    return Math.max(0, pace.firstMs * READ_AGAIN - (now - pace.sessionAt)) + each * left + after;
  }
  const since = Math.max(0, now - pace.dateAt);
  // After the last date only what follows is left; when that takes longer than it should, nobody knows how much longer.
  if (left === 0) return Math.max(after - since, (since - after) / 2);
  // A date that is late holds the clock.
  return Math.max(each * left - since, each * (left - 1)) + after;
}
