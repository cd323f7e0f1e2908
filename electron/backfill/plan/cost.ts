import type { BackfillOptions, PlanIssue, PlanRead } from '../../../shared/backfill.js';
import { formatBytesApart } from '../../../shared/bytes.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { ProcessorOptions } from '../../feature-store/types.js';
import type { Warehouse } from '../../warehouse/port.js';
import { chunksOf } from '../chunks.js';
import type { ChunkReader } from '../deps.js';
import { readStored } from '../stored.js';
import { ReadRecorder, type RecordedRead } from './read-recorder.js';

/** Caps on estimated bytes, null where there is none. */
export interface ByteCaps {
  readonly perRun: number | null;
  readonly perQuery: number | null;
}

export interface CostParts {
  /** The run's own way of reading a chunk, over the warehouse given. */
  readonly openReader: (warehouse: Warehouse, options: ProcessorOptions) => ChunkReader;
  /** What a run reads before its first write and after its last, for its whole range. */
  readonly readAround: (warehouse: Warehouse, range: DateRange) => Promise<void>;
  /** Asked only where reads cost anything. */
  readonly caps: () => Promise<ByteCaps>;
}

export interface PlanCost {
  readonly bytes: ReadonlyMap<GameDate, number>;
  readonly reads: readonly PlanRead[];
  readonly blockers: readonly PlanIssue[];
}

/** Reads that serve these dates together. */
interface SharedReads {
  readonly dates: readonly GameDate[];
  readonly reads: readonly RecordedRead[];
}

export const OVER_BUDGET = 'over-budget';

/** Dry runs asked at a time: a season has dozens, and the service allows about a hundred a second. */
const AT_ONCE = 8;

/**
 * Every read of a run over `dates`, by its chunks: for the rows, to compare, to verify, around it, and for the plan that
 * its launch makes afresh.
 */
async function readsOfRun(
  warehouse: Warehouse,
  parts: CostParts,
  options: BackfillOptions,
  today: GameDate,
  dates: readonly GameDate[],
  readPlan: (warehouse: Warehouse) => Promise<void>,
): Promise<readonly SharedReads[]> {
  const recorder = new ReadRecorder(warehouse.info);
  const read = parts.openReader(recorder, { mode: options.mode, lines: options.lines, today });
  const shared: SharedReads[] = [];
  for (const chunk of chunksOf(dates, warehouse.info.chunkDays)) {
    await read(chunk, {});
    // Once for what stands there, once to count back what was written.
    await readStored(recorder, chunk);
    await readStored(recorder, chunk);
    shared.push({ dates: chunk, reads: recorder.take() });
  }
  await readPlan(recorder);
  await parts.readAround(recorder, { from: options.from, to: options.to });
  return [...shared, { dates, reads: recorder.take() }];
}

/**
 * What each of these reads may be billed at most, by the warehouse's own estimates; null where reads cost nothing, which
 * one question tells.
 */
export async function estimateReads(
  warehouse: Warehouse,
  reads: readonly RecordedRead[],
): Promise<readonly number[] | null> {
  const [first, ...others] = reads;
  const probe = first === undefined ? null : await first.estimate(warehouse);
  if (probe === null) return null;
  const least = warehouse.info.leastBilledPerTable ?? 0;
  const dry = [probe, ...(await estimateAll(warehouse, others))];
  return reads.map((read, index) => billedAtMost(read, dry[index] ?? 0, least));
}

async function estimateAll(warehouse: Warehouse, reads: readonly RecordedRead[]): Promise<readonly (number | null)[]> {
  const bytes = new Array<number | null>(reads.length).fill(null);
  const queue = [...reads.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      bytes[next[0]] = await next[1].estimate(warehouse);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return bytes;
}

/**
 * What a read may be billed at most. A dry run tells the bytes of all its tables together, a bill has a minimum for each:
 * the worst is that one table holds all of them and each of the others costs the minimum.
 */
function billedAtMost({ statement }: RecordedRead, bytes: number, least: number): number {
  const others = Math.max(0, statement.tables.length - 1);
  return Math.max(bytes, least) + others * least;
}

/** Adds `total` to the dates in equal parts; the sum stays exact, the first dates take what is left over. */
function share(total: number, dates: readonly GameDate[], into: Map<GameDate, number>): void {
  const each = Math.floor(total / dates.length);
  const left = total - each * dates.length;
  dates.forEach((date, index) => into.set(date, (into.get(date) ?? 0) + each + (index < left ? 1 : 0)));
}

function planRead({ statement, params }: RecordedRead, bytes: number): PlanRead {
  // A statement that reads everything before a date has that date alone.
  const to = params['to'] ?? params['before'];
  return { statement: statement.name, from: (params['from'] ?? null) as GameDate | null, to: to as GameDate, bytes };
}

function overBudget(reads: readonly PlanRead[], options: BackfillOptions, caps: ByteCaps): readonly PlanIssue[] {
  const code = OVER_BUDGET;
  const total = reads.reduce((sum, { bytes }) => sum + bytes, 0);
  const issues: PlanIssue[] = [];
  const runCaps = [
    { cap: options.maxBytes, whose: 'of these options' },
    { cap: caps.perRun, whose: 'a run that is set' },
  ];
  for (const { cap, whose } of runCaps) {
    if (cap === null || total <= cap) continue;
    const [billed, most] = formatBytesApart(total, cap);
    issues.push({ code, message: `the run would be billed an estimated ${billed}, the cap ${whose} is ${most}` });
  }
  const greatest = reads.reduce<PlanRead | null>(
    (most, read) => (read.bytes > (most?.bytes ?? -1) ? read : most),
    null,
  );
  if (greatest !== null && caps.perQuery !== null && greatest.bytes > caps.perQuery) {
    const { statement, to } = greatest;
    const [billed, most] = formatBytesApart(greatest.bytes, caps.perQuery);
    issues.push({
      code,
      message:
        `${statement} up to ${to} would be billed an estimated ${billed}, ` +
        `the cap of a query that is set is ${most}`,
    });
  }
  return issues;
}

/**
 * What a run over `dates` would be billed for its reads, by the warehouse's own estimates; a chunk's bytes are shared out over its dates.
 * Null where reads cost nothing; nothing is asked there.
 */
export async function costOf(
  warehouse: Warehouse,
  parts: CostParts,
  options: BackfillOptions,
  today: GameDate,
  dates: readonly GameDate[],
  readPlan: (warehouse: Warehouse) => Promise<void>,
): Promise<PlanCost | null> {
  if (dates.length === 0) return null;
  const shared = await readsOfRun(warehouse, parts, options, today, dates, readPlan);
  const all = shared.flatMap(({ reads }) => reads);
  const estimates = await estimateReads(warehouse, all);
  if (estimates === null) return null;
  const bytes = new Map<GameDate, number>();
  let position = 0;
  for (const { dates: served, reads } of shared) {
    const own = estimates.slice(position, position + reads.length);
    position += reads.length;
    share(
      own.reduce((sum, value) => sum + value, 0),
      served,
      bytes,
    );
  }
  const reads = all.map((read, index) => planRead(read, estimates[index] ?? 0));
  return { bytes, reads, blockers: overBudget(reads, options, await parts.caps()) };
}
