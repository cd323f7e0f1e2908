import { expect, test } from 'vitest';
import { CHECKS_ADDRESS, runAddress } from '../../../electron/app/notice-address.js';
import { noticeOf } from '../../../electron/backfill/notices.js';
import { formatRoute, parseRoute } from '../../../renderer/address/address.js';
import { runRoute } from '../../../renderer/address/routes.js';
import type { RunState } from '../../../shared/backfill.js';
import { runOf } from './support.js';

const ID = '20260202-101530-ab12';

test('a notification opens views that the page knows', () => {
  expect(parseRoute(CHECKS_ADDRESS)).toMatchObject({ screen: 'checks' });
  expect(runAddress({ runId: ID, state: 'succeeded' })).toBe(formatRoute(runRoute(ID, 'result')));
  expect(runAddress({ runId: ID, state: 'failed' })).toBe(formatRoute(runRoute(ID, 'result')));
  expect(runAddress({ runId: ID, state: 'paused' })).toBe(formatRoute(runRoute(ID, 'progress')));
  expect(runAddress({ runId: ID, state: 'interrupted' })).toBe(formatRoute(runRoute(ID, 'progress')));
});

test('a notification tells how a run ended, with its counts', () => {
  const told = (state: RunState): string => {
    const run = runOf(state);
    const counts = { ...run.counts, pending: 0, cancelled: 3, restored: 4, running: 0, done: 6, failed: 2, blocked: 1 };
    const { title, body } = noticeOf({ ...run, counts });
    return `${title}: ${body}`;
  };
  const counts = '2025-11-04 to 2026-02-01: 6 of 9 dates done, 2 failed, 1 blocked, 3 given up, 4 put back';
  expect(told('succeeded')).toBe(`Backfill finished: ${counts}`);
  expect(told('failed')).toBe(`Backfill finished with failures: ${counts}`);
  expect(told('cancelled')).toBe(`Backfill cancelled: ${counts}`);
  expect(told('stopped')).toBe(`Backfill stopped: ${counts}`);
});
