import { assertNever } from '../../../shared/assert-never.js';
import { DATE_STEPS, type DateState, type DateStep, type PlanAction, type RunState } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { JournalRecord, RunEvent } from '../../../electron/backfill/journal/records.js';
import { day, planDate, planOf } from './plan-fixture.js';

type EndState = Extract<DateState, 'failed' | 'blocked' | 'cancelled'>;

/** One record of a journal, cut down to what the time left can depend on: milliseconds from the start, kind, what of. */
type Mark =
  | readonly [ms: number, kind: 'state', state: RunState]
  | readonly [ms: number, kind: 'months', when: 'before' | 'after']
  | readonly [ms: number, kind: 'begin' | 'written' | 'done' | 'skipped' | 'reopened', date: number]
  | readonly [ms: number, kind: 'ended', date: number, state: EndState, step: number]
  | readonly [ms: number, kind: 'step', date: number, step: number]
  | readonly [ms: number, kind: 'stepped', date: number, step: number, took: number];

/** A run as it was recorded, without its figures. */
export interface RecordedRun {
  readonly what: string;
  readonly concurrency: number;
  readonly chunkDays: number;
  readonly dates: readonly (readonly [date: string, action: PlanAction, listed: number])[];
  readonly marks: readonly Mark[];
}

function markOf(record: JournalRecord, start: number, at: (date: GameDate) => number): Mark | null {
  const ms = Date.parse(record.at) - start;
  if (record.type === 'run-state') return [ms, 'state', record.state];
  if (record.type === 'months') return [ms, 'months', record.when];
  if (!('date' in record) || record.date === null) return null;
  const date = at(record.date);
  if (record.type === 'date-started') return [ms, 'begin', date];
  if (record.type === 'step-started') return [ms, 'step', date, DATE_STEPS.indexOf(record.step)];
  if (record.type === 'step-done') return [ms, 'stepped', date, DATE_STEPS.indexOf(record.step), record.ms];
  if (record.type === 'write-done') return [ms, 'written', date];
  if (record.type === 'date-done') return [ms, 'done', date];
  if (record.type === 'date-skipped') return [ms, 'skipped', date];
  if (record.type === 'date-reopened') return [ms, 'reopened', date];
  if (record.type !== 'date-ended') return null;
  return [ms, 'ended', date, record.state, record.step === null ? 0 : DATE_STEPS.indexOf(record.step)];
}

/** A journal as a fixture: one mark a line. */
export function compactRun(what: string, chunkDays: number, records: readonly JournalRecord[]): string {
  const [first, ...rest] = records;
  if (first?.type !== 'run-created') throw new Error('a journal begins with run-created');
  const { dates, options } = first.plan;
  const positions = new Map(dates.map(({ date }, index) => [date, index]));
  const at = (date: GameDate): number => positions.get(date) ?? -1;
  const start = Date.parse(first.at);
  const marks = rest.map((record) => markOf(record, start, at)).filter((mark) => mark !== null);
  const lines = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).join(',\n');
  const known = dates.map(({ date, action, listed }) => [date, action, listed]);
  return (
    `{"what":${JSON.stringify(what)},"concurrency":${options.concurrency},"chunkDays":${chunkDays},\n` +
    `"dates":[\n${lines(known)}\n],\n"marks":[\n${lines(marks)}\n]}\n`
  );
}

const START = Date.parse('2026-02-02T10:00:00.000Z');
const SHARE = { numerator: 0, denominator: 0 };

/** The journal that a fixture was made from, with figures that tell nothing: times and order are the recorded ones. */
export function recordsOf(run: RecordedRun): readonly JournalRecord[] {
  const dateAt = (index: number): GameDate => {
    const date = run.dates[index]?.[0];
    if (date === undefined) throw new Error(`the recording has no date ${index}`);
    return day(date);
  };
  const plan = planOf(
    run.dates.map(([date, action, listed]) => planDate(day(date), { action, listed })),
    { concurrency: run.concurrency },
  );
  const first: RunEvent = { type: 'run-created', runId: '20260202-100000-0000', plan, startedBy: 'x', location: 'y' };
  const events = run.marks.map((mark): readonly [number, RunEvent] => [mark[0], eventOf(mark, dateAt)]);
  return [[0, first] as const, ...events].map(([ms, event], index) => ({
    n: index + 1,
    at: new Date(START + ms).toISOString(),
    ...event,
  }));
}

function eventOf(mark: Mark, dateAt: (index: number) => GameDate): RunEvent {
  const stepOf = (index: number): DateStep => DATE_STEPS[index] ?? 'read';
  switch (mark[1]) {
    case 'state':
      return { type: 'run-state', state: mark[2], error: null };
    case 'months':
      return { type: 'months', when: mark[2], months: [] };
    case 'begin':
      return { type: 'date-started', date: dateAt(mark[2]), attempt: 1 };
    case 'written':
      return {
        type: 'write-done',
        date: dateAt(mark[2]),
        receipt: { writeId: 'w', rows: 0, version: 'v' },
      };
    case 'done':
      return { type: 'date-done', date: dateAt(mark[2]), figures: { rows: 0, coverage: SHARE, match: SHARE } };
    case 'skipped':
      return { type: 'date-skipped', date: dateAt(mark[2]), reason: '' };
    case 'reopened':
      return { type: 'date-reopened', date: dateAt(mark[2]) };
    case 'ended':
      return {
        type: 'date-ended',
        date: dateAt(mark[2]),
        state: mark[3],
        step: stepOf(mark[4]),
        error: { code: 'internal', message: '', retryable: true },
      };
    case 'step':
      return { type: 'step-started', date: dateAt(mark[2]), step: stepOf(mark[3]) };
    case 'stepped':
      return { type: 'step-done', date: dateAt(mark[2]), step: stepOf(mark[3]), ms: mark[4] };
    default:
      return assertNever(mark, 'mark of a recording');
  }
}
