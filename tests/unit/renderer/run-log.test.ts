import { beforeEach, describe, expect, it } from 'vitest';
import { createConsoleStore, type ConsoleStore } from '../../../renderer/store/console-store.js';
import {
  appendLog,
  earlierEntries,
  earlierPage,
  LOG_ROOM,
  NO_LOG,
  prependLog,
  withRoom,
  type RunLog,
} from '../../../renderer/store/run-log.js';
import { OPEN_RUNS } from '../../../renderer/store/runs-slice.js';
import type { RunLogEntry } from '../../../shared/backfill.js';
import { failed, ok } from '../../../shared/result.js';
import { fakeBridge, type FakeBridge } from './support/fake-bridge.js';
import { makeRun, summaryOf } from './support/fixtures.js';

/** Entries `from` to `to`, both among them. */
function entries(from: number, to: number): readonly RunLogEntry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    seq: from + index,
    at: '',
    level: 'info',
    date: null,
    message: `entry ${from + index}`,
  }));
}

function ends(log: RunLog): readonly (number | undefined)[] {
  return [log.entries[0]?.seq, log.entries.at(-1)?.seq];
}

describe('the log of a run in the window', () => {
  it('is whole as long as it is short, and starts at the first entry', () => {
    expect(appendLog(NO_LOG, entries(1, 2)).log.entries).toEqual(entries(1, 2));
    expect(appendLog(NO_LOG, entries(3, 3))).toEqual({ log: NO_LOG, gap: true });
    expect(earlierPage(appendLog(NO_LOG, entries(1, LOG_ROOM)).log)).toBeNull();
  });

  it('does not grow with the run: ten an instant for an hour leave the newest, without a hole', () => {
    let log = NO_LOG;
    let most = 0;
    for (let seq = 1; seq <= 36_000; seq += 10) {
      log = appendLog(log, entries(seq, seq + 9)).log;
      most = Math.max(most, log.entries.length);
    }
    expect(most).toBeLessThanOrEqual(LOG_ROOM * 1.25);
    expect(log.entries.length).toBeGreaterThanOrEqual(LOG_ROOM);
    expect(log.entries.at(-1)?.seq).toBe(36_000);
    expect(log.entries.length).toBe(36_000 - earlierEntries(log));
  });

  it('takes the page before, and no page that leaves a hole', () => {
    const log = appendLog(NO_LOG, entries(1, 5000)).log;
    expect(ends(log)).toEqual([3001, 5000]);
    expect(earlierPage(log)).toEqual({ afterSeq: 1000, limit: 2000 });
    const more = prependLog(withRoom(log, 2000), entries(1001, 3000));
    expect(ends(more)).toEqual([1001, 5000]);
    expect(earlierPage(more)).toEqual({ afterSeq: 0, limit: 1000 });
    expect(prependLog(log, entries(900, 2900))).toBe(log);
    expect(prependLog(log, [])).toBe(log);
  });
});

describe('the log of a run that is long', () => {
  const run = makeRun('running', 5);
  let written = 7001;
  let refuse = false;
  let asked: { readonly afterSeq: number; readonly limit: number }[] = [];
  let bridge: FakeBridge;
  let store: ConsoleStore;
  beforeEach(async () => {
    [written, refuse, asked] = [7001, false, []];
    bridge = fakeBridge(
      {
        backfill: {
          log: ({ afterSeq, limit }) => {
            asked.push({ afterSeq, limit });
            if (refuse) return Promise.resolve(failed({ code: 'internal', message: 'torn', retryable: false }));
            return Promise.resolve(ok(entries(afterSeq + 1, Math.min(written, afterSeq + limit))));
          },
        },
      },
      { runs: [run] },
    );
    store = createConsoleStore(bridge.client, () => 1);
    store.getState().start();
    await store.getState().openRun(run.id);
  });

  function logOf(): RunLog {
    const entry = store.getState().open[run.id];
    if (entry?.state !== 'ready') throw new Error('the run is not open');
    return entry.mirror.log;
  }

  /** The run logs `count` further entries and tells them. */
  function log(count: number): void {
    const news = entries(written + 1, written + count);
    written += count;
    bridge.delta({ runId: run.id, summary: summaryOf(run), dates: [], log: news });
  }

  it('is read to its end, of which the newest stay', () => {
    expect(ends(logOf())).toEqual([5002, 7001]);
    expect(earlierEntries(logOf())).toBe(5001);
  });

  it('is read back page by page, to its beginning', async () => {
    asked = [];
    expect(await store.getState().loadEarlierLog(run.id)).toBeNull();
    expect(ends(logOf())).toEqual([3002, 7001]);
    log(400);
    expect(ends(logOf())).toEqual([3002, 7401]);
    await store.getState().loadEarlierLog(run.id);
    await store.getState().loadEarlierLog(run.id);
    expect(ends(logOf())).toEqual([1, 7401]);
    expect(asked).toEqual([
      { afterSeq: 3001, limit: 2000 },
      { afterSeq: 1001, limit: 2000 },
      { afterSeq: 0, limit: 1001 },
    ]);
    await store.getState().loadEarlierLog(run.id);
    expect(asked).toHaveLength(3);
  });

  it('keeps what a page is to stand before while it is on its way', async () => {
    const page = store.getState().loadEarlierLog(run.id);
    log(1900);
    await page;
    expect(ends(logOf())).toEqual([3002, 8901]);
  });

  it('says why a page could not be read, and stays as it is', async () => {
    refuse = true;
    expect(await store.getState().loadEarlierLog(run.id)).toMatchObject({ message: 'torn' });
    expect(ends(logOf())).toEqual([5002, 7001]);
  });

  it('fills a hole wider than its room', async () => {
    written += 3000;
    log(1);
    await expect.poll(() => ends(logOf())).toEqual([8003, 10_002]);
  });

  it('holds to the room again when the run is looked at anew', async () => {
    await store.getState().loadEarlierLog(run.id);
    await store.getState().openRun(run.id);
    expect(ends(logOf())).toEqual([5002, 7001]);
  });
});

describe('runs that were looked at', () => {
  it('are kept only the last few of them, and a late word of another brings it not back', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const runs = ids.map((id) => makeRun('running', 5, { id }));
    const bridge = fakeBridge({}, { runs });
    const store = createConsoleStore(bridge.client, () => 1);
    store.getState().start();
    for (const id of ['a', 'b', 'c', 'a', 'd']) await store.getState().openRun(id);
    expect(OPEN_RUNS).toBe(3);
    expect(Object.keys(store.getState().open)).toEqual(['c', 'a', 'd']);
    await store.getState().command('b', 'resume');
    const [, b] = runs;
    if (b === undefined) throw new Error('no run b');
    bridge.delta({ runId: 'b', summary: summaryOf(b), dates: [], log: [] });
    expect(Object.keys(store.getState().open)).toEqual(['c', 'a', 'd']);
    const late = store.getState().openRun('e');
    for (const id of ['a', 'b', 'c']) void store.getState().openRun(id);
    await late;
    expect(Object.keys(store.getState().open)).toEqual(['a', 'b', 'c']);
  });
});
