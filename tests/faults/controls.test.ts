import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalFile, JournalFiles } from '../../electron/backfill/journal/files.js';
import { nodeFiles } from '../../electron/backfill/journal/files.js';
import type { DateProgress, DateState, RunDetail, RunState } from '../../shared/backfill.js';
import type { RunNotice } from '../../shared/console.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Call } from './faulty-warehouse.js';
import { freshPlace, Harness, OPTIONS, removeTemplate, type HarnessParts, type Place } from './harness.js';
import { DATES, PLAYERS_A_DATE } from './small-season.js';

let place: Place;
let harness: Harness;
afterAll(removeTemplate);
beforeEach(async () => {
  place = await freshPlace();
  harness = await Harness.open(place);
});
afterEach(async () => {
  await harness.close();
  place.remove();
});

async function reopen(more: Partial<HarnessParts> = {}): Promise<void> {
  await harness.close();
  harness = await Harness.open({ ...place, ...more });
}

const states = (run: RunDetail): readonly DateState[] => run.dates.map(({ state }) => state);
const allDone = DATES.map(() => 'done');
const rowsOf = (rows: readonly string[], date: GameDate): readonly string[] =>
  rows.filter((row) => row.startsWith(date));

let undisturbedRows: readonly string[] | null = null;

/** The store after a run that nothing disturbed. */
async function undisturbed(): Promise<readonly string[]> {
  if (undisturbedRows === null) {
    const other = await freshPlace();
    const clean = await Harness.open(other);
    await clean.run();
    undisturbedRows = await clean.export();
    await clean.close();
    other.remove();
  }
  return undisturbedRows;
}

/** Does something once, at the first call that fits. */
function atFirst(fits: (call: Call) => boolean, act: () => void | Promise<unknown>): void {
  let done = false;
  harness.warehouse.hook = async (call) => {
    if (done || !fits(call)) return;
    done = true;
    await act();
  };
}

const writing =
  (date: GameDate | undefined, when: Call['when'] = 'before') =>
  (call: Call): boolean =>
    call.what === 'write' && call.when === when && call.date === date;

async function launch(options: Partial<typeof OPTIONS> = {}): Promise<string> {
  return (await harness.service.launch({ ...OPTIONS, concurrency: 1, ...options })).id;
}

describe('pause, stop, resume', () => {
  it('pauses once the running date has let go, goes on where it was, and counts no pause as work', async () => {
    const seen: RunState[] = [];
    let id = '';
    atFirst(writing(DATES[1]), async () => {
      seen.push((await harness.service.pause(id)).state);
    });
    id = await launch();
    const paused = await harness.finished(id);
    expect(seen).toEqual(['pausing']);
    expect(paused.state).toBe('paused');
    expect(states(paused)).toEqual(['done', 'done', 'pending', 'pending', 'pending', 'pending', 'pending']);
    await expect(harness.service.launch(OPTIONS)).rejects.toMatchObject({ code: 'wrong_state', subject: id });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const later = await harness.service.run(id);
    expect(later.activeMs).toBe(paused.activeMs);
    await harness.service.resume(id);
    const done = await harness.finished(id);
    expect(done.state).toBe('succeeded');
    expect(states(done)).toEqual(allDone);
    expect(Date.parse(done.endedAt ?? '') - Date.parse(done.startedAt) - done.activeMs).toBeGreaterThan(250);
    expect(await harness.export()).toEqual(await undisturbed());
  });

  it('stops after the running date; a resume does the rest only', async () => {
    let id = '';
    atFirst(writing(DATES[0]), () => harness.service.stop(id));
    id = await launch();
    const stopped = await harness.finished(id);
    expect(stopped).toMatchObject({ state: 'stopped', remainingMs: null });
    expect(states(stopped).filter((state) => state === 'done')).toHaveLength(1);
    const written: (GameDate | undefined)[] = [];
    harness.warehouse.hook = ({ what, when, date }) => {
      if (what === 'write' && when === 'before') written.push(date);
    };
    await harness.service.resume(id);
    expect(states(await harness.finished(id))).toEqual(allDone);
    expect(written).toEqual(DATES.slice(1));
    expect(await harness.export()).toEqual(await undisturbed());
  });

  it('a cancel that comes while an ended run is being put away changes nothing of how it ended', async () => {
    const id = await launch();
    // Seen as ended as soon as it is, before its journal is closed.
    while ((await harness.service.run(id)).state !== 'succeeded') await new Promise((resolve) => setImmediate(resolve));
    await expect(harness.service.cancel(id)).rejects.toMatchObject({ code: 'wrong_state' });
    expect((await harness.finished(id)).state).toBe('succeeded');
    expect((await harness.service.run(id)).state).toBe('succeeded');
  });

  it('ends a paused run by stop and by cancel, and refuses commands that do not fit', async () => {
    for (const [wish, state] of [
      ['stop', 'stopped'],
      ['cancel', 'cancelled'],
    ] as const) {
      let id = '';
      atFirst(writing(DATES[0]), () => harness.service.pause(id));
      id = await launch();
      await harness.service.settled(id);
      expect((await harness.service[wish](id)).state).toBe(state);
      await expect(harness.service.pause(id)).rejects.toMatchObject({ code: 'wrong_state', subject: id });
      await harness.service.restore(id);
    }
    const { id } = await harness.run();
    await expect(harness.service.pause(id)).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(harness.service.resume(id)).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(harness.service.retryFailed(id)).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(harness.service.cancel('20260101-000000-0000')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells the time left only after dates came one after another, and never less than nothing', async () => {
    const run = await harness.run({ concurrency: 1 });
    expect(run.remainingMs).toBeNull();
    const known = new Map<string, DateProgress>();
    for (const { summary, dates } of harness.deltas) {
      for (const date of dates) known.set(date.date, date);
      const written = [...known.values()].filter(
        ({ state, steps }) => state === 'running' && steps.some(({ step }) => step === 'write'),
      );
      const { done, failed, blocked } = summary.counts;
      const finished = done + failed + blocked + written.length;
      if (finished < 3) expect(summary.remainingMs).toBeNull();
      else if (finished > 3 && summary.endedAt === null) expect(summary.remainingMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('notifies of the end, and of a pause', async () => {
    const notices: RunNotice[] = [];
    harness.service.onNotice((notice) => notices.push(notice));
    let id = '';
    atFirst(writing(DATES[0]), () => harness.service.pause(id));
    id = await launch();
    await harness.service.settled(id);
    await harness.service.resume(id);
    await harness.service.settled(id);
    expect(notices.map(({ state }) => state)).toEqual(['paused', 'succeeded']);
    expect(notices[1]?.body).toContain('7 of 7 dates done');
  });
});

describe('cancel', () => {
  const steps: readonly (readonly [string, (call: Call) => boolean, DateState])[] = [
    ['read', (call) => call.what === 'read' && call.options?.labels?.['step'] === 'read', 'cancelled'],
    ['snapshot', (call) => call.what === 'snapshot' && call.when === 'before', 'cancelled'],
    ['write', (call) => call.what === 'write' && call.when === 'before', 'done'],
    ['the end of the write', (call) => call.what === 'write' && call.when === 'after', 'done'],
    ['verify', (call) => call.what === 'read' && call.options?.labels?.['step'] === 'verify', 'done'],
  ];

  it.each(steps)('at %s leaves every date whole, old or new, and a resume finishes', async (_, fits, first) => {
    const before = await harness.export();
    const after = await undisturbed();
    const seen: RunState[] = [];
    let id = '';
    atFirst(fits, async () => {
      // The first read begins before `launch` has answered.
      while (id === '') await new Promise((resolve) => setImmediate(resolve));
      seen.push((await harness.service.cancel(id)).state);
    });
    id = await launch({ concurrency: 2 });
    const run = await harness.finished(id);
    expect(seen).toEqual(['cancelling']);
    expect(run.state).toBe('cancelled');
    expect(run.dates[0]?.state).toBe(first);
    const rows = await harness.export();
    for (const { date, state } of run.dates) {
      expect(['done', 'cancelled', 'pending']).toContain(state);
      expect(rowsOf(rows, date)).toEqual(rowsOf(state === 'done' ? after : before, date));
    }
    harness.warehouse.hook = () => undefined;
    await harness.service.resume(id);
    expect((await harness.finished(id)).state).toBe('succeeded');
    expect(await harness.export()).toEqual(after);
  });

  it('gives the reads in work the signal', async () => {
    let id = '';
    const signals: (AbortSignal | undefined)[] = [];
    harness.warehouse.hook = async ({ what, options }) => {
      if (what !== 'read' || options?.labels?.['step'] !== 'read') return;
      signals.push(options.signal);
      if (signals.length !== 3) return;
      while (id === '') await new Promise((resolve) => setImmediate(resolve));
      await harness.service.cancel(id);
    };
    id = await launch();
    await harness.service.settled(id);
    expect(signals.length).toBeGreaterThan(2);
    expect(signals.every((signal) => signal?.aborted === true)).toBe(true);
  });
});

describe('restore', () => {
  it('puts back one date, then the rest, to the last byte; again is harmless', async () => {
    const before = await harness.export(true);
    const { id } = await harness.run();
    const after = await harness.export(true);
    expect(after).not.toEqual(before);
    const [one] = DATES;
    expect(await harness.service.restore(id, one)).toEqual({
      runId: id,
      restored: [one],
      skipped: [],
      rows: PLAYERS_A_DATE,
    });
    const mixed = await harness.export(true);
    expect(mixed).toEqual(DATES.flatMap((date) => rowsOf(date === one ? before : after, date)));
    const rest = await harness.service.restore(id);
    expect(rest.restored).toEqual(DATES.slice(1));
    expect(rest.skipped).toEqual([{ date: one, reason: 'was put back already' }]);
    expect(await harness.export(true)).toEqual(before);
    expect((await harness.service.restore(id)).restored).toEqual([]);
    expect(await harness.export(true)).toEqual(before);
    const run = await harness.service.run(id);
    expect(states(run)).toEqual(DATES.map(() => 'restored'));
    expect(run.counts.restored).toBe(DATES.length);
    expect(run.monthsAfter).toEqual(run.monthsBefore);
    expect(run.dates.some(({ restorable }) => restorable)).toBe(false);
  });

  it('refuses when something changed a date later, naming it, before anything is touched', async () => {
    const before = await harness.export(true);
    const first = await harness.run();
    const second = await harness.run({ from: DATES[3] as GameDate, to: DATES[3] as GameDate });
    const rows = await harness.export(true);
    await expect(harness.service.restore(first.id)).rejects.toMatchObject({
      code: 'plan_stale',
      subject: DATES[3],
      remedy: expect.stringContaining('later run first') as string,
    });
    expect(await harness.export(true)).toEqual(rows);
    await harness.service.restore(second.id);
    await harness.service.restore(first.id);
    expect(await harness.export(true)).toEqual(before);
  });

  it('puts back over a later change when forced', async () => {
    const before = await harness.export(true);
    const first = await harness.run();
    await harness.run({ from: DATES[3] as GameDate, to: DATES[3] as GameDate });
    await harness.service.restore(first.id, null, { force: true });
    expect(await harness.export(true)).toEqual(before);
  });

  it('keeps what stood before the run when a date took two attempts', async () => {
    const before = await harness.export(true);
    let failed = 0;
    harness.warehouse.hook = ({ what, when, options }) => {
      if (what !== 'read' || when !== 'before' || options?.labels?.['step'] !== 'verify') return;
      failed += 1;
      if (failed === 1) throw new Error('planted');
    };
    const { id } = await harness.run({ to: DATES[1] as GameDate });
    await harness.service.retryFailed(id);
    const again = await harness.finished(id);
    expect(again.dates.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(['done 2', 'done 2']);
    await harness.service.restore(id);
    expect(await harness.export(true)).toEqual(before);
  });

  it('says what cannot be put back, and knows no date that is not in the run', async () => {
    let id = '';
    atFirst(writing(DATES[0]), () => harness.service.stop(id));
    id = await launch();
    await harness.service.settled(id);
    const { restored, skipped } = await harness.service.restore(id);
    expect(restored).toEqual([DATES[0]]);
    expect(skipped.map(({ reason }) => reason)).toEqual(DATES.slice(1).map(() => 'was not written by this run'));
    await expect(harness.service.restore(id, '2026-01-01' as GameDate)).rejects.toMatchObject({
      code: 'not_found',
      subject: '2026-01-01',
    });
  });

  it('that failed midway goes on with the rest when asked again', async () => {
    const before = await harness.export(true);
    const { id } = await harness.run();
    let planted = true;
    harness.warehouse.hook = ({ what, when, date }) => {
      if (planted && what === 'restore' && when === 'before' && date === DATES[2]) throw new Error('planted');
    };
    await expect(harness.service.restore(id)).rejects.toThrow('planted');
    expect(states(await harness.service.run(id))).toEqual([
      'restored',
      'restored',
      ...DATES.slice(2).map(() => 'done'),
    ]);
    planted = false;
    expect((await harness.service.restore(id)).restored).toEqual(DATES.slice(2));
    expect(await harness.export(true)).toEqual(before);
  });
});

describe('retention', () => {
  it('keeps the snapshots of the newest runs only, and says so of the others', async () => {
    await reopen({ keepSnapshotsOf: 2 });
    const only = { to: DATES[0] as GameDate };
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { id } = await harness.run(only);
      ids.push(id);
      // Ids sort by second.
      await new Promise((resolve) => setTimeout(resolve, 1100));
    }
    const restorable = await Promise.all(ids.map(async (id) => (await harness.service.run(id)).dates[0]?.restorable));
    expect(restorable).toEqual([false, true, true]);
    const { restored, skipped } = await harness.service.restore(ids[0] ?? '');
    expect(restored).toEqual([]);
    expect(skipped[0]?.reason).toContain('no longer kept');
    const snapshots = await harness.real.exclusively('counting', async (connection) => {
      const result = await connection.run('SELECT id FROM backline.snapshots ORDER BY id');
      return (await result.getRows()).map(([id]) => String(id));
    });
    expect(snapshots).toEqual(ids.slice(1).map((id) => `${id}/${String(DATES[0])}`));
  });
});

describe('a disk that runs full under the journal', () => {
  it('stops the run, leaves store and journal whole, and a resume finishes once there is room', async () => {
    let room = true;
    const limit = (file: JournalFile): JournalFile => ({
      ...file,
      write: async (data, at) => {
        if (!room) {
          // Half of it still fits, as on a real disk.
          if (data.length > 1) return file.write(data.subarray(0, data.length >> 1), at).then(fail);
          fail();
        }
        return file.write(data, at);
      },
    });
    const fail = (): never => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const files: JournalFiles = {
      ...nodeFiles,
      create: async (path) => limit(await nodeFiles.create(path)),
      open: async (path) => limit(await nodeFiles.open(path)),
    };
    await reopen({ files });
    const before = await harness.export();
    const after = await undisturbed();
    atFirst(writing(DATES[2], 'after'), () => {
      room = false;
    });
    const id = await launch();
    const run = await harness.finished(id);
    expect(run).toMatchObject({ state: 'failed', error: { code: 'disk_unwritable' } });
    expect(run.error?.message).toContain('no space left');
    expect(run.error?.subject).toBe(harness.journals.pathOf(id));
    const rows = await harness.export();
    for (const date of DATES) {
      const standing = rowsOf(rows, date);
      const whole = [rowsOf(before, date), rowsOf(after, date)];
      expect(whole).toContainEqual(standing);
    }
    expect(rowsOf(rows, DATES[2] as GameDate)).toEqual(rowsOf(after, DATES[2] as GameDate));
    expect(rowsOf(rows, DATES[3] as GameDate)).toEqual(rowsOf(before, DATES[3] as GameDate));
    // What the disk holds is a whole journal.
    expect((await harness.journals.load(id)).dates[2]?.openWrite).not.toBeNull();
    await expect(harness.service.launch(OPTIONS)).rejects.toMatchObject({ code: 'disk_unwritable' });
    room = true;
    await harness.service.resume(id);
    expect((await harness.finished(id)).state).toBe('succeeded');
    expect(await harness.export()).toEqual(after);
  });
});

describe('closing during a run', () => {
  it('lets the running date finish; the run is found stopped and can be finished', async () => {
    let reached: () => void = () => undefined;
    const midway = new Promise<void>((resolve) => (reached = resolve));
    harness.warehouse.hook = ({ what, date }) => {
      if (what === 'write' && date === DATES[1]) reached();
    };
    const id = await launch();
    await midway;
    await reopen();
    const run = await harness.service.run(id);
    expect(run.state).toBe('stopped');
    expect(run.counts.running).toBe(0);
    await harness.service.resume(id);
    expect(states(await harness.finished(id))).toEqual(allDone);
    expect(await harness.export()).toEqual(await undisturbed());
  });
});
