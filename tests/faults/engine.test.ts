import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldRun } from '../../electron/backfill/journal/run-fold.js';
import { readJournal } from '../../electron/backfill/journal/read-journal.js';
import { detail } from '../../electron/backfill/journal/run-view.js';
import { DATE_STEPS, type DateState, type RunDetail } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import { freshPlace, Harness, OPTIONS, removeTemplate, type HarnessParts, type Place } from './harness.js';
import { DATES, LINES_A_DATE, PLAYERS_A_DATE } from './small-season.js';

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

const states = (run: RunDetail): Readonly<Record<string, DateState>> =>
  Object.fromEntries(run.dates.map(({ date, state }) => [date, state]));
const allDone = Object.fromEntries(DATES.map((date) => [date, 'done']));

function read(journalOf: string): RunDetail {
  const path = harness.journals.pathOf(journalOf);
  return detail(foldRun(readJournal(readFileSync(path), path).records));
}

describe('a run on a real warehouse', () => {
  it('rebuilds every date and tells the figures before and after, the same live and from the journal', async () => {
    const run = await harness.run();
    expect(run.state).toBe('succeeded');
    expect(states(run)).toEqual(allDone);
    for (const date of run.dates) {
      expect(date).toMatchObject({
        listed: PLAYERS_A_DATE,
        rowsBefore: PLAYERS_A_DATE,
        rowsWritten: PLAYERS_A_DATE,
        coverageBefore: { numerator: 0, denominator: PLAYERS_A_DATE },
        coverageAfter: { numerator: LINES_A_DATE, denominator: PLAYERS_A_DATE },
        matchBefore: { numerator: 0, denominator: LINES_A_DATE },
        matchAfter: { numerator: LINES_A_DATE, denominator: LINES_A_DATE },
        restorable: true,
        attempt: 1,
      });
      expect(date.steps.map(({ step }) => step)).toEqual([...DATE_STEPS]);
    }
    expect(run.rowsWritten).toBe(PLAYERS_A_DATE * DATES.length);
    expect(run.monthsBefore.map(({ rowsWithValue }) => rowsWithValue)).toEqual([0, 0]);
    expect(run.monthsAfter.map(({ rowsWithValue }) => rowsWithValue)).toEqual([4 * LINES_A_DATE, 3 * LINES_A_DATE]);
    expect(read(run.id)).toEqual(run);
    expect((await harness.service.runs()).map(({ id, state }) => [id, state])).toEqual([[run.id, 'succeeded']]);
  });

  it('stamps rows it replaces as updated and keeps when they were first written', async () => {
    const times = (): Promise<readonly string[]> =>
      harness.real.exclusively('times', async (connection) => {
        const result = await connection.run(
          `SELECT DISTINCT (updated_at IS NOT NULL) || ' ' || CAST(created_at AS DATE)
           FROM nba_predictions.ml_feature_store_v2 WHERE game_date = '${String(DATES[0])}'`,
        );
        return (await result.getRows()).map(([text]) => String(text));
      });
    expect(await times()).toEqual(['false 2026-01-29']);
    await harness.run();
    expect(await times()).toEqual(['true 2026-01-29']);
  });

  it('asks at most 14 statements a chunk', async () => {
    const plain = harness.real.statementsRun;
    await harness.service.launch({ ...OPTIONS, to: OPTIONS.from }).then(({ id }) => harness.service.settled(id));
    const oneDate = harness.real.statementsRun - plain;
    let chunk = 0;
    harness.warehouse.hook = ({ what, when, options }) => {
      const { run, step } = options?.labels ?? {};
      if (what === 'read' && when === 'before' && run !== undefined && step !== 'plan') chunk += 1;
    };
    await harness.run();
    expect(oneDate).toBeGreaterThan(0);
    expect(chunk).toBeGreaterThan(2 * 8);
    expect(chunk).toBeLessThanOrEqual(2 * 14);
  });

  it('has every intent on the disk before the warehouse is asked', async () => {
    const missing: string[] = [];
    harness.warehouse.hook = async ({ what, when, date }) => {
      if ((what !== 'snapshot' && what !== 'write') || when !== 'before') return;
      const [id] = await harness.journals.ids();
      const text = readFileSync(harness.journals.pathOf(id ?? ''), 'utf8');
      const intent = `"type":"${what}-intended","date":"${String(date)}"`;
      if (!text.includes(intent)) missing.push(intent);
    };
    await harness.run();
    expect(missing).toEqual([]);
  });

  it('works in the order asked for', async () => {
    const order: GameDate[] = [];
    harness.warehouse.hook = ({ what, when, date }) => {
      if (what === 'write' && when === 'before' && date) order.push(date);
    };
    await harness.run({ order: 'newest-first', concurrency: 1 });
    expect(order).toEqual(DATES.toReversed());
  });

  it('never has more dates in their write than it was told to', async () => {
    let inWork = 0;
    let most = 0;
    harness.warehouse.hook = async ({ what, when }) => {
      if (what !== 'write') return;
      if (when === 'before') most = Math.max(most, (inWork += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (when === 'after') inWork -= 1;
    };
    await harness.run({ concurrency: 3 });
    expect(most).toBe(3);
  });

  it('sends deltas that hold each date once and end with the last state', async () => {
    harness.warehouse.hook = () => new Promise((resolve) => setTimeout(resolve, 5));
    const run = await harness.run();
    await expect.poll(() => harness.deltas.at(-1)?.summary.state).toBe('succeeded');
    expect(harness.deltas.length).toBeGreaterThan(2);
    for (const { dates } of harness.deltas) expect(new Set(dates.map(({ date }) => date)).size).toBe(dates.length);
    expect(harness.deltas.at(-1)?.summary).toMatchObject({ id: run.id, state: 'succeeded' });
    const last = new Map(harness.deltas.flatMap(({ dates }) => dates.map((date) => [date.date, date])));
    expect([...last.values()].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(run.dates);
    const log = harness.deltas.flatMap((delta) => delta.log);
    expect(log).toEqual(await harness.service.log(run.id, 0, 5000));
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  });

  it('finds the log of one date, from a place on, up to a limit', async () => {
    const run = await harness.run();
    const [date] = DATES;
    const entries = await harness.service.log(run.id, 0, 100, date);
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map((entry) => entry.date))).toEqual(new Set([date]));
    const all = await harness.service.log(run.id, 0, 5000);
    expect(await harness.service.log(run.id, 2, 3)).toEqual(all.slice(2, 5));
  });
});

describe('launch', () => {
  it('refuses a plan that the world has left behind', async () => {
    const { hash } = await new (await import('../../electron/backfill/plan/planner.js')).Planner({
      warehouse: harness.warehouse,
      clock: { now: () => new Date(), today: () => '2026-02-05' as GameDate },
      failedDates: async () => new Set(),
    }).plan(OPTIONS);
    const { id } = await harness.service.launch({ ...OPTIONS, to: OPTIONS.from });
    await harness.service.settled(id);
    await expect(harness.service.launch(OPTIONS, hash)).rejects.toMatchObject({ code: 'plan_stale' });
    expect(await harness.service.runs()).toHaveLength(1);
  });

  it('refuses what the guard would block and names the override; with it the figures become a warning', async () => {
    await harness.run();
    const before = await harness.export();
    // No context has a line, so a rebuild from it would lose every one.
    await expect(harness.service.launch({ ...OPTIONS, lines: 'context' })).rejects.toMatchObject({
      code: 'blocked',
      subject: expect.stringMatching(/source-mismatch|regression/) as string,
      remedy: expect.stringMatching(/the override .*source-mismatch/) as string,
    });
    expect(await harness.export()).toEqual(before);
    const run = await harness.run({ lines: 'context', allow: ['source-mismatch', 'regression'] });
    expect(run.state).toBe('succeeded');
    expect(run.dates[0]?.warnings.map(({ message }) => message).join()).toContain('0.0 % (0 of 12)');
  });

  it('refuses a second run while one is active, and a second instance on the folder', async () => {
    const { id } = await harness.service.launch(OPTIONS);
    await expect(harness.service.launch(OPTIONS)).rejects.toMatchObject({ code: 'wrong_state', subject: id });
    const { BackfillService } = await import('../../electron/backfill/service.js');
    const second = new BackfillService({
      warehouse: harness.warehouse,
      planner: { plan: () => Promise.reject(new Error('not reached')) },
      coverage: { months: async () => [] },
      openReader: () => () => Promise.reject(new Error('not reached')),
      journals: harness.journals,
      dataDir: place.dataDir,
      startedBy: 'second',
      clock: { now: () => new Date(), today: () => '2026-02-05' as GameDate },
    });
    await expect(second.launch(OPTIONS)).rejects.toMatchObject({ code: 'warehouse_locked', subject: place.dataDir });
    await expect(second.recover()).rejects.toMatchObject({ code: 'warehouse_locked' });
    expect((await second.runs()).map((run) => run.id)).toEqual([id]);
    await harness.service.settled(id);
  });
});

describe('one date fails', () => {
  const victim = DATES[2] as GameDate;
  const others = Object.fromEntries(DATES.map((date) => [date, date === victim ? 'failed' : 'done']));
  const broken = new BacklineError('warehouse_failed', 'planted fault', { retryable: true });

  async function undisturbed(): Promise<readonly string[]> {
    const other = await freshPlace();
    const clean = await Harness.open(other);
    await clean.run();
    const rows = await clean.export();
    await clean.close();
    other.remove();
    return rows;
  }

  it.each(['compute', 'snapshot', 'write', 'after the write'] as const)(
    'at %s: the others are done, it says where and why, its rows are whole, a retry mends it',
    async (where) => {
      let planted = true;
      await reopen({
        reader: (real) => async (dates, options) => {
          const chunk = await real(dates, options);
          return {
            ...chunk,
            process: (date, now) => {
              if (planted && where === 'compute' && date === victim) throw broken;
              return chunk.process(date, now);
            },
          };
        },
      });
      const before = await harness.export();
      harness.warehouse.hook = ({ what, when, date }) => {
        if (!planted || date !== victim) return;
        if (what === where && when === 'before') throw broken;
        if (where === 'after the write' && what === 'write' && when === 'after') throw broken;
      };
      const run = await harness.run();
      if (where === 'after the write') {
        // The answer was lost, the write was not: the ledger says so.
        expect(states(run)).toEqual(allDone);
      } else {
        expect(run.state).toBe('failed');
        expect(states(run)).toEqual(others);
        expect(run.dates.find(({ date }) => date === victim)).toMatchObject({
          step: where,
          error: { code: 'warehouse_failed', message: 'planted fault' },
        });
        expect(run.error?.message).toContain(`first ${victim}: planted fault`);
        const rows = await harness.export();
        expect(rows.filter((row) => row.startsWith(victim))).toEqual(before.filter((row) => row.startsWith(victim)));
        planted = false;
        await harness.service.retryFailed(run.id);
        const again = await harness.finished(run.id);
        expect(again.state).toBe('succeeded');
        expect(states(again)).toEqual(allDone);
        expect(again.dates.find(({ date }) => date === victim)).toMatchObject({ attempt: 2, error: null });
      }
      expect(await harness.export()).toEqual(await undisturbed());
    },
  );

  it('at read: the chunk fails alone, after the read was tried again', async () => {
    let reads = 0;
    harness.warehouse.hook = ({ what, when, statement, options }) => {
      if (what !== 'read' || when !== 'before' || options?.labels?.['step'] !== 'read') return;
      if (statement !== 'stored-lines') return;
      reads += 1;
      if (reads <= 2) throw broken;
    };
    const run = await harness.run();
    expect(reads).toBe(3);
    expect(run.dates.map(({ state, step }) => `${state} ${String(step)}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'failed read'),
      ...Array.from({ length: 3 }, () => 'done null'),
    ]);
    harness.warehouse.hook = () => undefined;
    await harness.service.retryFailed(run.id);
    expect(states(await harness.finished(run.id))).toEqual(allDone);
  });

  it('at verify: rows that differ from what was written fail the date, and it can be put back', async () => {
    const before = await harness.export(true);
    let spoiled = false;
    harness.warehouse.hook = async ({ what, when, statement, options }) => {
      const counting = what === 'read' && when === 'before' && statement === 'stored-lines';
      if (!counting || options?.labels?.['step'] !== 'verify' || spoiled) return;
      spoiled = true;
      await harness.real.exclusively('spoiling', async (connection) => {
        await connection.run(
          `DELETE FROM nba_predictions.ml_feature_store_v2 WHERE game_date = '${victim}' AND player_lookup = 'aaaplayer1'`,
        );
      });
    };
    const run = await harness.run();
    expect(states(run)).toEqual(others);
    const date = run.dates.find((each) => each.date === victim);
    expect(date).toMatchObject({ step: 'verify', error: { code: 'verify_failed' }, restorable: true });
    expect(date?.error?.message).toContain(`${PLAYERS_A_DATE} rows`);
    expect(date?.error?.message).toContain(`${PLAYERS_A_DATE - 1} (`);
    await harness.service.restore(run.id, null, { force: true });
    expect(await harness.export(true)).toEqual(before);
  });

  it('with nobody listed: it fails and says so', async () => {
    await reopen({
      reader: (real) => async (dates, options) => {
        const chunk = await real(dates, options);
        return {
          ...chunk,
          process: (date, now) => {
            const outcome = chunk.process(date, now);
            return date === victim ? { ...outcome, listed: 0, rows: [] } : outcome;
          },
        };
      },
    });
    const run = await harness.run();
    expect(states(run)).toEqual(others);
    expect(run.dates.find(({ date }) => date === victim)).toMatchObject({
      step: 'validate',
      error: { code: 'nothing_to_do', message: expect.stringContaining('no players are listed') as string },
    });
  });

  it('with a stored player that would be lost: it is blocked, and told with the figure and the override', async () => {
    await reopen({
      reader: (real) => async (dates, options) => {
        const chunk = await real(dates, options);
        return {
          ...chunk,
          process: (date, now) => {
            const outcome = chunk.process(date, now);
            if (date !== victim) return outcome;
            const [first, ...rows] = outcome.rows;
            const reason = 'fatigue 101.00 outside 0..100';
            const failed = { playerLookup: first?.player_lookup ?? '', category: 'FEATURE_VALIDATION_ERROR', reason };
            return { ...outcome, rows, failed: [failed] };
          },
        };
      },
    });
    const run = await harness.run();
    const date = run.dates.find((each) => each.date === victim);
    expect(date).toMatchObject({ state: 'blocked', step: 'guard', error: { code: 'blocked', subject: 'row-loss' } });
    expect(date?.error?.message).toMatch(/1 of 24 stored rows.*FEATURE_VALIDATION_ERROR/);
    expect(date?.error?.remedy).toContain('override row-loss');
    expect(date?.failedPlayers).toHaveLength(1);
    const allowed = await harness.run({ from: victim, to: victim, allow: ['row-loss'] });
    expect(allowed.dates[0]).toMatchObject({ state: 'done', rowsWritten: PLAYERS_A_DATE - 1 });
    expect(allowed.dates[0]?.warnings.map(({ code }) => code)).toContain('row_loss');
  });

  it('that somebody else changed meanwhile: it is blocked, their rows stand', async () => {
    let changed = false;
    let theirs: readonly string[] = [];
    harness.warehouse.hook = async ({ what, when, date }) => {
      if (what !== 'snapshot' || when !== 'before' || date !== victim || changed) return;
      changed = true;
      await harness.real.exclusively('changing', async (connection) => {
        await connection.run(
          `UPDATE nba_predictions.ml_feature_store_v2 SET data_source = 'else' WHERE game_date = '${victim}'`,
        );
      });
      theirs = await harness.export();
    };
    const run = await harness.run();
    expect(run.dates.find(({ date }) => date === victim)).toMatchObject({
      state: 'blocked',
      error: { code: 'plan_stale' },
      restorable: false,
    });
    const of = (rows: readonly string[]): readonly string[] => rows.filter((row) => row.startsWith(victim));
    expect(of(theirs)).toHaveLength(PLAYERS_A_DATE);
    expect(of(await harness.export())).toEqual(of(theirs));
  });
});
