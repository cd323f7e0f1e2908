import { expect, it } from 'vitest';
import { openWarehouse, warehouseLook } from '../../../renderer/app/warehouse-look.js';
import type { ServicesStatus } from '../../../shared/console.js';
import { makeStatus } from './support/fixtures.js';

it('the word beside the warehouse tells whether it can be worked with, and never that its rows are well', () => {
  const word = (change: Parameters<typeof makeStatus>[0]): string => warehouseLook(makeStatus(change), false).word;
  const problem = { code: 'bad_input', message: 'a table lacks a column', retryable: false } as const;
  expect(warehouseLook(null, true).word).toBe('not open');
  expect(warehouseLook(makeStatus(), true).word).toBe('not open');
  expect(warehouseLook(null, false).word).toBe('opening…');
  expect(word({})).toBe('open');
  expect(word({ engine: 'bigquery', scheduleRead: false, firstGame: null })).toBe('connected');
  expect(word({ firstGame: null })).toBe('no schedule');
  expect(word({ problem, firstGame: null })).toBe('has a problem');
});

it('while another warehouse is being opened, none is said to be open', () => {
  const services = (phase: ServicesStatus['phase']): ServicesStatus => ({
    phase,
    message: '',
    fraction: null,
    error: null,
  });
  const known = makeStatus();
  expect(openWarehouse(known, services('ready'))).toBe(known);
  expect(openWarehouse(known, null)).toBe(known);
  expect(openWarehouse(known, services('opening'))).toBeNull();
  expect(openWarehouse(known, services('failed'))).toBeNull();
});
