import type { RunLogEntry } from '../../shared/backfill.js';

/**
 * Entries that are kept of a run's log. A date logs one or two, so that four seasons are below it and only a run that
 * had to repeat thousands of requests is longer; the window holds half a megabyte for it, however long the run takes.
 */
export const LOG_ROOM = 2000;

/** Older entries are let go this many at a time: who reads back is not moved by each that comes. */
const LOG_BLOCK = 500;

/** The newest entries of a run's log; what is older stands in the journal only. */
export interface RunLog {
  /** In order of `seq`, without holes, to the newest. */
  readonly entries: readonly RunLogEntry[];
  /** How many entries are kept at least. */
  readonly room: number;
}

export const NO_LOG: RunLog = { entries: [], room: LOG_ROOM };

/** How many entries were logged before those that are kept: `seq` counts from 1. */
export function earlierEntries({ entries }: RunLog): number {
  return (entries[0]?.seq ?? 1) - 1;
}

/** `known` with what follows it in `more`; entries already there are dropped, and nothing is put after a hole. */
export function appendLog(
  known: RunLog,
  more: readonly RunLogEntry[],
): { readonly log: RunLog; readonly gap: boolean } {
  const { entries, room } = known;
  const last = entries.at(-1)?.seq;
  const fresh = last === undefined ? more : more.filter((entry) => entry.seq > last);
  // A mirror without log starts at the run's first entry.
  let expected = (last ?? 0) + 1;
  for (const entry of fresh) {
    if (entry.seq !== expected) return { log: known, gap: true };
    expected += 1;
  }
  if (fresh.length === 0) return { log: known, gap: false };
  const all = [...entries, ...fresh];
  return { log: { room, entries: all.length > room + LOG_BLOCK ? all.slice(-room) : all }, gap: false };
}

/** What to ask the journal for, to have the `LOG_ROOM` entries before those that are kept; null when there are none. */
export function earlierPage(log: RunLog): { readonly afterSeq: number; readonly limit: number } | null {
  const earlier = earlierEntries(log);
  const limit = Math.min(earlier, LOG_ROOM);
  return limit === 0 ? null : { afterSeq: earlier - limit, limit };
}

/** Keeps `more` further entries, those that come in and those that are loaded from before. */
export function withRoom(log: RunLog, more: number): RunLog {
  return { ...log, room: log.room + more };
}

/** `page` in front of what is kept; a page that does not end right before it is of no use. */
export function prependLog(log: RunLog, page: readonly RunLogEntry[]): RunLog {
  if (page.length === 0 || page.at(-1)?.seq !== earlierEntries(log)) return log;
  return { ...log, entries: [...page, ...log.entries] };
}
