import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { advance, isWorking, startRun } from '../../../electron/backfill/journal/run-fold.js';
import { summarize } from '../../../electron/backfill/journal/run-view.js';
import { noticeOf } from '../../../electron/backfill/notices.js';
import {
  noticeToShow,
  noticeWords,
  progressWords,
  SAY_GAP_MS,
  waitToSay,
  type Said,
} from '../../../renderer/app/announce.js';
import { recordsOf, type RecordedRun } from '../backfill/recorded-run.js';
import { runOf } from './support.js';

const FILE = join(import.meta.dirname, '../../fixtures/recorded-runs/cloud-season-four-at-once.json');

/** What is said during a recorded run of 272 seconds, record by record, as LiveRegion says it. */
function saidDuring(run: RecordedRun): readonly Said[] {
  const [first, ...records] = recordsOf(run);
  if (first?.type !== 'run-created') throw new Error('a recording begins with run-created');
  const all: Said[] = [];
  let fold = startRun(first);
  let next = '';
  const say = (now: number): void => {
    if (waitToSay(all.at(-1) ?? null, next, now) === 0) all.push({ text: next, at: now });
  };
  for (const record of records) {
    fold = advance(fold, record);
    const summary = summarize(fold);
    next = isWorking(fold.state) ? progressWords(summary) || next : noticeWords(noticeOf(summary));
    say(Date.parse(record.at));
  }
  say(Date.parse(fold.lastAt) + SAY_GAP_MS);
  return all;
}

test('a run of minutes is told by its quarters and its end, never two things in ten seconds', () => {
  const said = saidDuring(JSON.parse(readFileSync(FILE, 'utf8')) as RecordedRun);
  expect(said.length).toBeLessThanOrEqual(4);
  expect(said.at(-1)?.text).toMatch(/^Backfill finished\. .*87 of 87 dates done$/);
  said.slice(1).forEach((one, index) => {
    expect(one.at - (said[index]?.at ?? 0)).toBeGreaterThanOrEqual(SAY_GAP_MS);
  });
});

test('words change with quarters and states only', () => {
  const at = (done: number): string =>
    progressWords({
      ...runOf('running'),
      counts: { ...runOf('running').counts, total: 100, pending: 100 - done, running: 0 },
    });
  const words = Array.from({ length: 101 }, (_, done) => at(done));
  expect(new Set(words).size).toBe(4);
  expect(at(50)).toBe('The backfill is 50 % through.');
  expect(progressWords(runOf('cancelling'))).toContain('cancelling');
  expect(progressWords(null)).toBe('');
  expect(progressWords(runOf('paused'))).toBe('');
});

test('the same is not said twice, and what is new waits its turn', () => {
  expect(waitToSay(null, 'a', 0)).toBe(0);
  expect(waitToSay({ text: 'a', at: 0 }, 'a', 60_000)).toBeNull();
  expect(waitToSay({ text: 'a', at: 0 }, 'b', 4_000)).toBe(SAY_GAP_MS - 4_000);
  expect(waitToSay({ text: 'a', at: 0 }, '', 60_000)).toBeNull();
});

test('a notice of the status bar stands its time, and not once its run has gone on or another is at work', () => {
  const paused = noticeOf(runOf('paused'));
  const ended = noticeOf(runOf('succeeded'));
  expect(noticeToShow(ended, null, [runOf('succeeded')])).toBe(ended);
  expect(noticeToShow(ended, ended, [runOf('succeeded')])).toBeNull();
  expect(noticeToShow(noticeOf(runOf('succeeded')), ended, [runOf('succeeded')])).toEqual(ended);
  expect(noticeToShow(ended, null, [runOf('running', { id: 'r2' }), runOf('succeeded')])).toBeNull();
  expect(noticeToShow(paused, null, [runOf('paused')])).toBe(paused);
  expect(noticeToShow(paused, null, [runOf('running')])).toBeNull();
});
