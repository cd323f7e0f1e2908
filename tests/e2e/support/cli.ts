import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CoverageReport } from '../../../shared/coverage.js';
import type { GapReport } from '../../../shared/lines.js';
import type { RunSummary } from '../../../shared/backfill.js';
import { ROOT } from './runtime.js';

const run = promisify(execFile);

/** The command line on a data folder that no window holds: the second witness of what the screens show. */
async function cli(dataDir: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'out', 'cli.js'), ...args, '--data-dir', dataDir], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

export async function coverageOf(dataDir: string, from: string, to: string): Promise<Pick<CoverageReport, 'months'>> {
  const text = await cli(dataDir, ['coverage', '--from', from, '--to', to, '--by', 'month', '--json']);
  return JSON.parse(text) as CoverageReport;
}

export async function datesOf(dataDir: string, from: string, to: string): Promise<CoverageReport['dates']> {
  const text = await cli(dataDir, ['coverage', '--from', from, '--to', to, '--by', 'date', '--json']);
  return (JSON.parse(text) as Pick<CoverageReport, 'dates'>).dates;
}

export async function gapsOf(dataDir: string, from: string, to: string): Promise<GapReport> {
  return JSON.parse(await cli(dataDir, ['gaps', '--from', from, '--to', to, '--json'])) as GapReport;
}

export async function runsOf(dataDir: string): Promise<readonly RunSummary[]> {
  const parsed = JSON.parse(await cli(dataDir, ['runs', '--json'])) as
    readonly RunSummary[] | { readonly runs: readonly RunSummary[] };
  return 'runs' in parsed ? parsed.runs : parsed;
}

/** SHA-256 over the exported rows of a range: equal stores give equal bytes. */
export async function storeDigest(dataDir: string, from: string, to: string): Promise<string> {
  const file = join(dataDir, 'digest.ndjson');
  await cli(dataDir, ['export', '--from', from, '--to', to, '--out', file]);
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  await Promise.all([rm(file), rm(`${file}.manifest.json`, { force: true })]);
  return digest;
}
