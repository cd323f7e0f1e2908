import { expect, it } from 'vitest';
import { warehouseLook } from '../../../renderer/app/warehouse-look.js';
import { makeStatus } from './support/fixtures.js';

it('the word beside the warehouse tells whether it can be worked with, and never that its rows are well', () => {
  const word = (change: Parameters<typeof makeStatus>[0]): string => warehouseLook(makeStatus(change), false).word;
  const problem = { code: 'invalid_input', message: 'a table lacks a column', retryable: false } as const;
  expect(warehouseLook(null, true).word).toBe('not open');
  expect(warehouseLook(makeStatus(), true).word).toBe('not open');
  expect(warehouseLook(null, false).word).toBe('opening…');
  expect(word({})).toBe('open');
  expect(word({ engine: 'bigquery', scheduleRead: false, firstGame: null })).toBe('connected');
  expect(word({ firstGame: null })).toBe('no schedule');
  expect(word({ problem, firstGame: null })).toBe('has a problem');
});
