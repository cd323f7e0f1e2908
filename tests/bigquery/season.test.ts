import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_SEED, makeDemoWarehouse } from '../../electron/demo/make-demo.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { besideEmbedded, type Proof } from './beside-embedded.js';

/** Two weeks of the incident; the whole season by `npm run bench -- bigquery`. */
const RANGE: DateRange = { from: '2025-11-10' as GameDate, to: '2025-11-23' as GameDate };

let work: string;
let proof: Proof;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'backline-beside-'));
  const demo = join(work, 'demo.duckdb');
  await makeDemoWarehouse({ path: demo, seed: DEMO_SEED });
  proof = await besideEmbedded(demo, RANGE, work);
}, 180_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('a rebuild through the real client gives, byte for byte, the export of the embedded one', () => {
  expect(proof.dates).toBe(14);
  expect(proof.changed).toBe(true);
  expect(proof.equal).toEqual({ before: true, after: true, restored: true });
  expect(proof.cloud.counts).toEqual(proof.embedded.counts);
});

test('one load and one copy a date, and few queries', () => {
  const jobs = (name: string): number => proof.counts.find((count) => count.name === name)?.jobs ?? 0;
  expect(jobs('load run, write')).toBe(14);
  expect(jobs('copy run, snapshot')).toBe(14);
  expect(proof.planAndReads).toBeLessThanOrEqual(20);
  expect(proof.usage).toMatchObject({ loadJobs: 14, copyJobs: 14 });
  // The plan that a launch makes afresh is part of the run.
  const run = proof.counts.filter(({ name }) => /^query (?:launch|run)/.test(name));
  expect(run.reduce((sum, { bytesBilled }) => sum + bytesBilled, 0)).toBe(proof.usage.bytesBilled);
});
