import { z } from 'zod';
import { ERROR_CODES } from '../../../shared/errors.js';
import { isGameDate } from '../../../shared/game-date.js';
import { DATE_STEPS, RUN_STATES } from '../../../shared/backfill.js';
import type { JournalRecord, RunEventType } from './records.js';

const date = z.string().refine(isGameDate, { error: 'not a game date' });
const count = z.int().min(0);
const text = z.string();
const share = z.looseObject({ numerator: z.number(), denominator: z.number() });
const figures = z.looseObject({ rows: count, coverage: share, match: share });
const error = z.looseObject({ code: z.enum(ERROR_CODES), message: text, retryable: z.boolean() });
const step = z.enum(DATE_STEPS);
const receipt = z.looseObject({ writeId: text, rows: count, version: text });
const issue = z.looseObject({ code: text, message: text });

/**
 * The fields every reader of a journal relies on. Objects are loose: a later Backline may add fields, and a journal it
 * wrote must still open here.
 */
const EVENTS: Readonly<Record<RunEventType, z.ZodType>> = {
  'run-created': z.looseObject({
    runId: text,
    startedBy: text,
    location: text,
    plan: z.looseObject({
      hash: text,
      warehouse: text,
      options: z.looseObject({ from: date, to: date }),
      dates: z.array(z.looseObject({ date, action: z.enum(['create', 'rebuild', 'skip']), partitionVersion: text })),
      totals: z.looseObject({}),
    }),
  }),
  'run-state': z.looseObject({ state: z.enum(RUN_STATES), error: error.nullable() }),
  months: z.looseObject({ when: z.enum(['before', 'after']), months: z.array(z.looseObject({ month: text })) }),
  'date-started': z.looseObject({ date, attempt: count }),
  'step-started': z.looseObject({ date, step }),
  'step-done': z.looseObject({ date, step, ms: z.number() }),
  'date-computed': z.looseObject({
    date,
    listed: count,
    before: figures,
    after: figures,
    failedPlayers: z.array(z.looseObject({ playerLookup: text, category: text, reason: text })),
  }),
  'date-warned': z.looseObject({ date, warnings: z.array(issue) }),
  'snapshot-intended': z.looseObject({ date, snapshotId: text }),
  'snapshot-taken': z.looseObject({
    date,
    snapshot: z.looseObject({ id: text, table: text, date, rows: count, version: text }),
  }),
  'write-intended': z.looseObject({ date, writeId: text, rows: count, expectedVersion: text }),
  'write-done': z.looseObject({ date, receipt }),
  'write-absent': z.looseObject({ date, writeId: text }),
  'date-done': z.looseObject({ date, figures }),
  'date-ended': z.looseObject({
    date,
    state: z.enum(['failed', 'blocked', 'cancelled']),
    step: step.nullable(),
    error,
  }),
  'date-skipped': z.looseObject({ date, reason: text }),
  'date-reopened': z.looseObject({ date }),
  'restore-intended': z.looseObject({ date, writeId: text }),
  'restore-done': z.looseObject({ date, receipt }),
  'restore-absent': z.looseObject({ date, writeId: text }),
  usage: z.looseObject({
    queryJobs: count,
    loadJobs: count,
    copyJobs: count,
    bytesProcessed: z.number().nullable(),
    bytesBilled: z.number().nullable(),
  }),
  'snapshots-retired': z.looseObject({}),
  'snapshots-dropped': z.looseObject({}),
  log: z.looseObject({ level: z.enum(['info', 'warning', 'error']), date: date.nullable(), message: text }),
};

const frame = z.looseObject({ n: z.int().min(1), at: z.iso.datetime(), type: text });

/** The record of one line, or a sentence saying what is wrong with it. */
export function parseRecord(line: string): JournalRecord | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const framed = frame.safeParse(json);
  if (!framed.success) return 'not a journal record (n, at and type are needed)';
  const schema = (EVENTS as Partial<Record<string, z.ZodType>>)[framed.data.type];
  if (schema === undefined) return `unknown record type "${framed.data.type}"`;
  const parsed = schema.safeParse(json);
  if (parsed.success) return json as JournalRecord;
  const first = parsed.error.issues[0];
  return `${framed.data.type}: ${first?.path.join('.') ?? ''} ${first?.message ?? 'is wrong'}`;
}
