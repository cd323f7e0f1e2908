import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_SEED, makeDemoWarehouse } from '../../electron/demo/make-demo.js';
import { besideEmbedded } from '../bigquery/beside-embedded.js';
import { SEASON } from './season.js';

/** Of the production pipeline, for one date (issue: about 180 queries, 1.9 GB at the minimum of 10 MB a table). */
const PRODUCTION = { queriesPerDate: 180, bytesPerDate: 1.9e9 } as const;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The season's rebuild through the real client on the loopback, beside the embedded engine: jobs, bytes, equal exports. */
async function benchBigQuery(work: string): Promise<string> {
  const demoFile = join(work, 'demo.duckdb');
  await makeDemoWarehouse({ path: demoFile, seed: DEMO_SEED });
  const proof = await besideEmbedded(demoFile, SEASON, work);
  const { dates, rows, equal, counts, usage } = proof;
  const lines = [
    `season through the BigQuery client: ${dates} dates, ${rows} rows, exports of ${megabytes(proof.exportBytes)}`,
    `  equal to the embedded engine's: before ${equal.before}, after ${equal.after}, put back ${equal.restored}`,
    `  plan and run: embedded ${(proof.ms.embedded / 1000).toFixed(1)} s, loopback ${(proof.ms.cloud / 1000).toFixed(1)} s`,
    `  ${'jobs by kind and step'.padEnd(34)} ${'jobs'.padStart(6)} ${'processed'.padStart(12)} ${'billed'.padStart(12)}`,
    ...counts.map(
      ({ name, jobs, bytesProcessed, bytesBilled }) =>
        `  ${name.padEnd(34)} ${String(jobs).padStart(6)} ${megabytes(bytesProcessed).padStart(12)} ${megabytes(bytesBilled).padStart(12)}`,
    ),
    `  queries of plan and reads: ${proof.planAndReads} (aim at most 60); dry runs, free: ${proof.dryRuns}`,
    `  the run by its own count: ${JSON.stringify(usage)}`,
    `  a date: ${(proof.planAndReads / dates).toFixed(2)} queries, ${megabytes((usage.bytesBilled ?? 0) / dates)} billed; ` +
      `production about ${PRODUCTION.queriesPerDate} queries, ${megabytes(PRODUCTION.bytesPerDate)}`,
  ];
  return `${lines.join('\n')}\n`;
}

const work = mkdtempSync(join(tmpdir(), 'backline-bench-'));
try {
  process.stdout.write(await benchBigQuery(work));
} finally {
  rmSync(work, { recursive: true, force: true });
}
