import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles, type JournalFile, type JournalFiles } from '../../../electron/backfill/journal/files.js';
import type { RunEvent } from '../../../electron/backfill/journal/records.js';
import { RunJournals } from '../../../electron/backfill/journal/run-journals.js';
import { isRunId, newRunId } from '../../../electron/backfill/journal/run-id.js';
import { detail, summarize } from '../../../electron/backfill/journal/run-view.js';
import { day, planDate, planOf } from './plan-fixture.js';

const ID = '20261123-101530-ab12';
const D1 = day('2026-01-01');
const D2 = day('2026-01-02');

const created: RunEvent = {
  type: 'run-created',
  runId: ID,
  plan: planOf([planDate(D1), planDate(D2)]),
  startedBy: 'someone',
  location: '/w.duckdb',
};

let folder: string;
let now: number;
const clock = (): Date => new Date((now += 1000));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-journal-'));
  now = Date.parse('2026-11-23T10:15:30.000Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(...events: RunEvent[]): Promise<RunJournals> {
  const journals = new RunJournals(folder, nodeFiles, clock);
  const writer = await journals.create(ID);
  for (const event of [created, ...events]) writer.append(event);
  await writer.close();
  return journals;
}

const started: RunEvent = { type: 'date-started', date: D1, attempt: 1 };
const log = (message: string): RunEvent => ({ type: 'log', level: 'info', date: null, message });

/** Real files with a limit on their size, as a disk that runs full. */
function fullAfter(bytes: number): JournalFiles {
  const limit = (file: JournalFile): JournalFile => ({
    ...file,
    write: async (data, at) => {
      const room = bytes - at;
      if (room <= 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      return file.write(data.subarray(0, room), at);
    },
  });
  return { ...nodeFiles, create: async (path) => limit(await nodeFiles.create(path)) };
}

describe('run ids', () => {
  it('are readable and sort by launch time', () => {
    const early = newRunId(new Date('2026-11-23T10:15:30.900Z'), () => Buffer.from('ab12', 'hex'));
    expect(early).toBe(ID);
    expect(isRunId(early)).toBe(true);
    expect(newRunId(new Date('2026-11-23T10:15:31.000Z')) > early).toBe(true);
    expect(isRunId('../../etc/passwd')).toBe(false);
  });
});

describe('journal', () => {
  it('tells which players gave no row in the place of how many were foreseen to', async () => {
    const foreseen = { code: 'players_stopped', message: '1 of 4 listed players get no row' };
    const thin = { code: 'upstream', message: 'a table is thin' };
    const named = { code: 'failed_players', message: '1 of 4 listed players gave no row: somebody' };
    const journals = new RunJournals(folder, nodeFiles, clock);
    const writer = await journals.create(ID);
    const dates = [D1, D2].map((date) => planDate(date, { warnings: [foreseen, thin] }));
    writer.append({ ...created, plan: planOf(dates) });
    writer.append(started);
    writer.append({ type: 'date-warned', date: D1, warnings: [named] });
    await writer.close();
    const run = detail(await journals.load(ID));
    expect(run.dates.map(({ warnings }) => warnings)).toEqual([
      [thin, named],
      [foreseen, thin],
    ]);
    expect(run.warnings).toBe(4);
  });

  it('tells the pace by dates finished or written, which count as written until they are counted back', async () => {
    const dates = [1, 2, 3, 4, 5, 6, 7].map((number) => day(`2026-01-0${number}`));
    const journals = new RunJournals(folder, nodeFiles, clock);
    const writer = await journals.create(ID);
    writer.append({ ...created, plan: planOf(dates.map((date) => planDate(date))) });
    for (const date of dates.slice(0, 6)) {
      writer.append({ type: 'date-started', date, attempt: 1 });
      writer.append({ type: 'step-done', date, step: date === dates[5] ? 'read' : 'write', ms: 1 });
    }
    await writer.close();
    // A date came every two seconds; two are left, and the next of them should be there now.
    expect(summarize(await journals.load(ID))).toMatchObject({ activeMs: 12_000, remainingMs: 2000 });
  });

  it('is rebuilt by folding: dates, counts, time in work without pauses', async () => {
    const journals = await written(
      started, // +1 s
      { type: 'step-done', date: D1, step: 'read', ms: 7 }, // +1 s
      { type: 'run-state', state: 'paused', error: null }, // +1 s
      { type: 'run-state', state: 'running', error: null }, // pause of 1 s
      {
        type: 'date-ended',
        date: D1,
        state: 'failed',
        step: 'compute',
        error: { code: 'internal', message: 'x', retryable: false },
      }, // +1 s
      log('told'), // +1 s
    );
    const run = await journals.load(ID);
    expect(summarize(run)).toMatchObject({ id: ID, state: 'running', activeMs: 5000, startedBy: 'someone' });
    expect(summarize(run).counts).toMatchObject({ total: 2, pending: 1, failed: 1 });
    expect(detail(run).dates[0]).toMatchObject({ state: 'failed', step: 'compute', durationMs: 7, attempt: 1 });
    expect(run.log).toEqual([{ seq: 1, at: '2026-11-23T10:15:37.000Z', level: 'info', date: null, message: 'told' }]);
    expect((await journals.list()).runs.map(({ id }) => id)).toEqual([ID]);
  });

  it('takes a last line that a crash cut off as never written, and writes on behind the whole ones', async () => {
    const journals = await written(started, log('whole'));
    const path = journals.pathOf(ID);
    truncateSync(path, statSync(path).size - 9);
    // Longer than what follows: it must be cut off, not only written over.
    appendFileSync(path, 'x'.repeat(1000));
    expect((await journals.load(ID)).log).toEqual([]);
    const { writer } = await journals.open(ID);
    writer.append(log('after'));
    await writer.close();
    expect((await journals.load(ID)).log.map(({ message }) => message)).toEqual(['after']);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  });

  it.each([
    ['a corrupt middle line', (lines: string[]) => lines.with(1, '{"n":2,"at"'), 2, 'not JSON'],
    ['a lost line', (lines: string[]) => lines.toSpliced(1, 1), 2, 'record 3 stands where 2 belongs'],
    ['an unknown kind', (lines: string[]) => lines.with(2, lines[2]!.replace('"log"', '"lag"')), 3, 'unknown record'],
    ['a wrong field', (lines: string[]) => lines.with(1, lines[1]!.replace('2026-01-01', '2026-13-01')), 2, 'date'],
  ])('names %s by file and line, and still lists other runs', async (_, harm, line, why) => {
    const journals = await written(started, log('end'));
    const path = journals.pathOf(ID);
    writeFileSync(path, harm(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n') + '\n');
    await expect(journals.load(ID)).rejects.toMatchObject({
      code: 'bad_rows',
      subject: `${path}:${line}`,
      message: expect.stringContaining(why) as string,
    });
    const other = '20261123-101531-0000';
    const writer = await journals.create(other);
    writer.append({ ...created, runId: other });
    await writer.close();
    const listing = await journals.list();
    expect(listing.runs.map(({ id }) => id)).toEqual([other]);
    expect(listing.damaged.map(({ subject }) => subject)).toEqual([`${path}:${line}`]);
  });

  it('keeps what was committed when the disk runs full, ends with a whole record and names the path', async () => {
    const journals = new RunJournals(folder, fullAfter(3000), clock);
    const writer = await journals.create(ID);
    writer.append(created);
    await writer.flush();
    let kept = 0;
    const failure = await (async () => {
      for (;;) {
        writer.append(log('x'.repeat(100)));
        await writer.flush();
        kept += 1;
      }
    })().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'disk_unwritable', subject: journals.pathOf(ID) });
    expect(() => writer.append(log('more'))).toThrow('no space left');
    await expect(writer.flush()).rejects.toMatchObject({ code: 'disk_unwritable' });
    await writer.close();
    expect(kept).toBeGreaterThan(3);
    expect(readFileSync(journals.pathOf(ID), 'utf8').endsWith('\n')).toBe(true);
    expect((await journals.load(ID)).log).toHaveLength(kept);
  });

  it('gives commits that meet one sync, in the order given', async () => {
    let syncs = 0;
    const counting: JournalFiles = {
      ...nodeFiles,
      create: async (path) => {
        const file = await nodeFiles.create(path);
        return { ...file, sync: async () => ((syncs += 1), file.sync()) };
      },
    };
    const journals = new RunJournals(folder, counting, clock);
    const writer = await journals.create(ID);
    writer.append(created);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        writer.append(log(String(i)));
        return writer.flush();
      }),
    );
    await writer.close();
    expect(syncs).toBeLessThanOrEqual(4);
    expect(syncs).toBeGreaterThan(0);
    const { log: entries } = await journals.load(ID);
    expect(entries.map(({ message }) => message)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  });

  it('knows no run by a made-up name', async () => {
    const journals = new RunJournals(folder, nodeFiles, clock);
    await expect(journals.load(ID)).rejects.toMatchObject({ code: 'not_found', subject: ID });
    await expect(journals.load('../secret')).rejects.toMatchObject({ code: 'not_found' });
    expect(await journals.list()).toEqual({ runs: [], damaged: [] });
  });
});
