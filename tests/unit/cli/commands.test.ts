import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan, RunDetail, RunSummary } from '../../../shared/backfill.js';
import { takeDataLock } from '../../../electron/backfill/journal/data-lock.js';
import { requireReplaceable } from '../../../electron/demo/replaceable.js';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import { goldenStore, parityWarehouse, type TestWarehouse } from '../plan/parity-warehouse.js';
import { cli, startCli } from './cli-io.js';

vi.setConfig({ testTimeout: 180_000 });

/** The parity season as the context-fed production mode left it, opened by each test as a copy of its own. */
let season: TestWarehouse;
let folder: string;
let file: string;
let common: readonly string[];

/** Dates of the fixture that have phase 4 rows. */
const RANGE = ['--from', '2026-01-30', '--to', '2026-02-01', '--allow', 'upstream,row-loss,regression'];
/** Four months of dates that mostly have box scores only: many, small and quick, a chunk a month. */
const LONG = ['--from', '2025-11-04', '--to', '2026-02-01', '--allow', 'upstream,row-loss,regression'];
const EXPORT = ['--from', '2025-11-04', '--to', '2026-02-01'];

beforeAll(async () => {
  season = await parityWarehouse(goldenStore('production'));
  await season.warehouse.close();
});
afterAll(() => season.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-cli-'));
  file = join(folder, 'season.duckdb');
  await copyFile(season.path, file);
  common = ['--data-dir', join(folder, 'data'), '--warehouse', file, '--today', '2026-02-02'];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function exported(name: string): Promise<string> {
  const path = join(folder, name);
  expect((await cli('export', ...common, ...EXPORT, '--out', path)).code).toBe(0);
  return readFile(path, 'utf8');
}

async function newestRun(): Promise<RunSummary> {
  const [run] = JSON.parse((await cli('runs', ...common, '--json')).out) as readonly RunSummary[];
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('demo', () => {
  it('replaces nothing but a demo', async () => {
    const note = join(folder, 'notes.txt');
    await writeFile(note, 'not a warehouse');
    const refused = [await cli('demo', '--data-dir', folder, '--warehouse', note)];
    const before = await readFile(file);
    refused.push(await cli('demo', '--data-dir', folder, '--warehouse', file));
    expect(refused.map(({ code, err }) => [code, err])).toEqual([
      [2, expect.stringContaining(`--warehouse: ${note} is not known as a demo warehouse`)],
      [2, expect.stringContaining(`--warehouse: ${file} holds a warehouse that \`demo\` did not make`)],
    ]);
    expect(await readFile(note, 'utf8')).toBe('not a warehouse');
    expect((await readFile(file)).equals(before)).toBe(true);

    const demo = join(folder, 'earlier-demo.duckdb');
    await createWarehouseFile(demo, (warehouse) =>
      warehouse.exclusively('marking it', async (connection) => {
        await connection.run('CREATE TABLE backline.demo_planted (date DATE)');
      }),
    );
    await expect(requireReplaceable(demo)).resolves.toBeUndefined();
    await expect(requireReplaceable(join(folder, 'none.duckdb'))).resolves.toBeUndefined();
  });
});

describe('plan', () => {
  it('shows every date, the totals and what stands against it', async () => {
    const { code, out } = await cli('plan', ...common, '--from', '2026-01-30', '--to', '2026-02-01');
    expect(code).toBe(0);
    expect(out).toMatch(/2026-01-30 +rebuild +\d+ +50 +83/);
    expect(out).toContain('3 game dates');
    expect(out).toContain('upstream_missing');
  });

  it('is one document as JSON and changes nothing', async () => {
    const before = await readFile(file);
    const { out } = await cli('plan', ...common, ...RANGE, '--json');
    const plan = JSON.parse(out) as Plan;
    expect(plan.dates.map((date) => date.date)).toEqual(['2026-01-30', '2026-01-31', '2026-02-01']);
    expect(plan.today).toBe('2026-02-02');
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('names future dates and ranges without games', async () => {
    const future = await cli('plan', ...common, '--from', '2026-02-03', '--to', '2026-02-04');
    expect([future.code, future.err]).toEqual([
      2,
      expect.stringContaining('2026-02-03 lies in the future: today is 2026-02-02'),
    ]);
    const none = await cli('plan', ...common, '--from', '2025-07-01', '--to', '2025-07-02');
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('no games from 2025-07-01 to 2025-07-02')]);
  });
});

describe('backfill', () => {
  it('stops at a blocker and says which and what would let it pass', async () => {
    const before = await exported('before.ndjson');
    const { code, err } = await cli(
      'backfill',
      ...common,
      '--from',
      '2026-01-30',
      '--to',
      '2026-02-01',
      '--lines',
      'context',
    );
    expect(code).toBe(1);
    expect(err).toContain('source_mismatch');
    expect(err).toContain('--allow');
    expect(await exported('after.ndjson')).toBe(before);
    expect((await cli('runs', ...common)).out).toBe('no runs yet\n');
  });

  it('with --dry-run ends with the code a run would be refused with, where plan only reports', async () => {
    const blocked = ['--from', '2026-01-30', '--to', '2026-02-01', '--lines', 'context'];
    const plan = await cli('plan', ...common, ...blocked);
    expect([plan.code, plan.out]).toEqual([0, expect.stringContaining('source_mismatch')]);
    const dryRun = await cli('backfill', ...common, ...blocked, '--dry-run');
    expect([dryRun.code, dryRun.err]).toEqual([1, expect.stringContaining('source_mismatch')]);
  });

  it('with --dry-run plans only', async () => {
    const { code, out } = await cli('backfill', ...common, ...RANGE, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('Plan hash');
    expect((await cli('runs', ...common)).out).toBe('no runs yet\n');
  });

  it('rebuilds, tells each date, and keeps what the plan expected', async () => {
    const { code, out } = await cli('backfill', ...common, ...RANGE);
    expect(code).toBe(0);
    expect(out).toMatch(/2026-01-30 {2}done +83 rows {2}coverage 84\.0 % -> 96\.4 %/);
    expect(out).toMatch(/Run \S+ succeeded: 3 done of 3 dates/);
    expect(out).toContain('After');
    const run = JSON.parse((await cli('run', (await newestRun()).id, ...common, '--json')).out) as RunDetail;
    for (const date of run.dates) {
      const planned = run.plan.dates.find((candidate) => candidate.date === date.date);
      expect(date.coverageAfter).toEqual(planned?.coverageAfter);
      expect(date.matchAfter).toEqual(planned?.matchAfter);
    }
  });

  it('gives an event a line as JSON', async () => {
    const { code, out } = await cli('backfill', ...common, ...RANGE, '--json');
    expect(code).toBe(0);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; date?: { date: string; state: string } });
    expect(events[0]?.event).toBe('plan');
    expect(events[1]?.event).toBe('started');
    expect(events.at(-1)).toMatchObject({ event: 'ended', run: { state: 'succeeded' } });
    const done = new Set(events.flatMap((one) => (one.date?.state === 'done' ? [one.date.date] : [])));
    expect([...done].sort()).toEqual(['2026-01-30', '2026-01-31', '2026-02-01']);
  });

  it('says so when nothing is left to do', async () => {
    await cli('backfill', ...common, ...RANGE);
    const { code, err } = await cli('backfill', ...common, ...RANGE, '--only', 'missing');
    expect(code).toBe(0);
    expect(err).toContain('nothing to rebuild');
  });

  it('put back, is as if it had never been; a date or all', async () => {
    const before = await exported('before.ndjson');
    await cli('backfill', ...common, ...RANGE);
    expect(await exported('rebuilt.ndjson')).not.toBe(before);
    const { id } = await newestRun();
    const one = await cli('restore', id, '--date', '2026-01-31', ...common);
    expect([one.code, one.out]).toEqual([0, expect.stringContaining('put back 1 date ')]);
    expect((await cli('restore', id, ...common)).code).toBe(0);
    expect(await exported('restored.ndjson')).toBe(before);
  });

  it('cancelled by Ctrl-C ends with 130, and resumed ends in the same store as an undisturbed one', async () => {
    // At the first date that is through: the months after it are still to come.
    let asked = false;
    const session = startCli(['backfill', ...common, ...LONG], {
      out: (text) => {
        if (asked || !text.includes(' done ')) return;
        asked = true;
        session.interrupt();
      },
    });
    const cancelled = await session.done;
    expect(cancelled.code, cancelled.err).toBe(130);
    expect(cancelled.err).toContain('cancelling');
    const { id, state, counts } = await newestRun();
    expect(state).toBe('cancelled');
    expect(counts.done).toBeGreaterThan(0);
    expect(counts.done).toBeLessThan(counts.total - counts.skipped);
    const resumed = await cli('resume', id, ...common);
    expect(resumed.code).toBe(0);
    const disturbed = await exported('disturbed.ndjson');

    await copyFile(season.path, file);
    await rm(`${file}.wal`, { force: true });
    expect((await cli('backfill', ...common, ...LONG)).code).toBe(0);
    expect(await exported('undisturbed.ndjson')).toBe(disturbed);
  });
});

describe('the journal', () => {
  it('is read without a warehouse', async () => {
    await cli('backfill', ...common, ...RANGE);
    await rm(file);
    const list = await cli('runs', ...common);
    expect([list.code, list.out]).toEqual([0, expect.stringContaining('succeeded')]);
    const { id } = await newestRun();
    const one = await cli('run', id, ...common);
    expect(one.out).toMatch(/2026-02-01 +done/);
  });

  it.each(['run', 'resume', 'restore'])('%s names an unknown run', async (command) => {
    const { code, err } = await cli(command, '20260101-000000-beef', ...common);
    expect(code).toBe(2);
    expect(err).toContain('20260101-000000-beef');
  });

  it('a finished run cannot be resumed', async () => {
    await cli('backfill', ...common, ...RANGE);
    const { code, err } = await cli('resume', (await newestRun()).id, ...common);
    expect(code).toBe(1);
    expect(err).toContain('no date of it is left');
  });
});

describe('coverage', () => {
  const range = ['--from', '2026-01-01', '--to', '2026-01-31'];

  it('is a table by month or by date', async () => {
    const month = await cli('coverage', ...common, ...range);
    expect(month.out).toMatch(/^2026-01 +5 +26 +239 +239 +163 +68\.2 %/m);
    const date = await cli('coverage', ...common, ...range, '--by', 'date');
    expect(date.out).toMatch(/^2026-01-30 +3 +50 +50 +42 +84\.0 %/m);
  });

  it('is CSV or JSON, on standard output or in a file', async () => {
    const json = JSON.parse((await cli('coverage', ...common, ...range, '--json')).out) as Record<string, unknown>;
    expect(json).toMatchObject({ feature: 'vegas_points_line', months: [{ month: '2026-01' }] });
    const csv = await cli('coverage', ...common, ...range, '--by', 'date', '--format', 'csv');
    expect(csv.out.split('\r\n')[0]).toMatch(/^date,games,rows,/);
    const path = join(folder, 'coverage.csv');
    const written = await cli('coverage', ...common, ...range, '--by', 'date', '--format', 'csv', '--out', path);
    expect(written.out).toBe('');
    expect(await readFile(path, 'utf8')).toBe(csv.out);
  });

  it('is counted by team and by book too, the two adding up to the same store', async () => {
    const team = await cli('coverage', ...common, ...range, '--by', 'team', '--format', 'csv');
    const [heading, ...lines] = team.out.trimEnd().split('\r\n');
    expect(heading).toMatch(/^team,rows,rows_with_feature,rows_with_value,/);
    expect(lines.reduce((sum, line) => sum + Number(line.split(',')[1]), 0)).toBe(239);
    const book = JSON.parse((await cli('coverage', ...common, ...range, '--by', 'book', '--json')).out) as {
      readonly by: string;
      readonly groups: readonly { readonly chosen: number }[];
    };
    expect(book.by).toBe('book');
    expect(book.groups.length).toBeGreaterThan(1);
  });

  it('knows all features and names an unknown one', async () => {
    expect((await cli('coverage', ...common, ...range, '--feature', 'fatigue_score')).code).toBe(0);
    const { code, err } = await cli('coverage', ...common, ...range, '--feature', 'luck');
    expect([code, err]).toEqual([2, expect.stringContaining('"luck"')]);
    expect((await cli('coverage', ...common, '--json', '--format', 'csv')).code).toBe(2);
  });
});

describe('check', () => {
  it('prints every check and exits 1 when one alerts, by either set of thresholds', async () => {
    const corrected = await cli('check', ...common);
    expect(corrected.out).toMatch(/^Checks as of 2026-02-02, corrected thresholds: /);
    expect(corrected.out).toMatch(/^c5_match_rate +\w+ /m);
    const json = JSON.parse((await cli('check', ...common, '--thresholds', 'original', '--json')).out) as {
      readonly thresholds: string;
      readonly alerts: number;
      readonly checks: readonly { readonly alert: boolean }[];
    };
    expect(json.thresholds).toBe('original');
    expect(json.checks.filter((check) => check.alert).length).toBe(json.alerts);
    expect((await cli('check', ...common, '--thresholds', 'original')).code).toBe(json.alerts > 0 ? 1 : 0);
  });

  it('says that there is nothing to judge where there is no data, and exits 0', async () => {
    const { code, out } = await cli('check', ...common, '--as-of', '2019-08-01');
    expect([code, out]).toEqual([0, expect.stringContaining('no alert, 0 warnings, 0 of 13 checks judged')]);
  });

  it('names a bad date and an unknown set', async () => {
    expect((await cli('check', ...common, '--as-of', '2026-13-01')).err).toContain('--as-of: "2026-13-01"');
    expect(await cli('check', ...common, '--thresholds', 'soft')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"soft"') as unknown,
    });
  });
});

describe('import', () => {
  it('loads a folder into a new warehouse file and reports a bad one by file and line', async () => {
    const source = join(folder, 'files');
    await mkdir(source);
    const row = {
      alias_lookup: 'a',
      nba_canonical_lookup: 'b',
      alias_display: 'A',
      nba_canonical_display: 'B',
      is_active: true,
    };
    await writeFile(join(source, 'nba_reference.player_aliases.ndjson'), `${JSON.stringify(row)}\n`);
    await writeFile(join(source, 'nba_raw.nbac_schedule.ndjson'), '{"game_id":"1","game_date":"2026-13-01"}\n');
    const target = join(folder, 'new.duckdb');
    const { code, out, err } = await cli('import', source, '--data-dir', join(folder, 'data'), '--warehouse', target);
    expect(code).toBe(1);
    expect(out).toContain('1 rows into nba_reference.player_aliases');
    expect(err).toContain('nba_raw.nbac_schedule.ndjson:1');
    const warehouse = await openDuckDbWarehouse({ path: target });
    await warehouse.close();
  });

  it('names a folder that is not there', async () => {
    const { code, err } = await cli('import', join(folder, 'none'), ...common);
    expect([code, err]).toEqual([2, expect.stringContaining(join(folder, 'none'))]);
    expect((await cli('import', ...common)).err).toContain('DIR is missing');
  });
});

describe('a warehouse out of reach ends with 3', () => {
  const range = ['--from', '2026-01-30', '--to', '2026-02-01'];

  it('when it is missing, foreign, or BigQuery', async () => {
    const named = async (warehouse: string): Promise<readonly [number, string]> => {
      const { code, err } = await cli('plan', '--data-dir', join(folder, 'data'), '--warehouse', warehouse, ...range);
      return [code, err];
    };
    const missing = join(folder, 'none.duckdb');
    expect(await named(missing)).toEqual([3, expect.stringContaining(missing)]);
    await expect(stat(missing)).rejects.toThrow();
    const foreign = join(folder, 'letter.txt');
    await writeFile(foreign, 'Dear warehouse, '.repeat(1000));
    expect(await named(foreign)).toEqual([3, expect.stringContaining(foreign)]);
    expect(await named('bigquery://No Project')).toEqual([2, expect.stringContaining('"No Project"')]);
  });

  it('when another Backline holds the data folder', async () => {
    const lock = takeDataLock(join(folder, 'data'));
    try {
      const { code, err } = await cli('backfill', ...common, ...RANGE);
      expect([code, err]).toEqual([3, expect.stringContaining(join(folder, 'data'))]);
    } finally {
      lock.release();
    }
  });

  it('and as JSON the error is a document on standard error', async () => {
    const { out, err } = await cli('plan', ...common, '--warehouse=bigquery://p', ...range, '--json');
    expect(out).toBe('');
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'bad_input' } });
  });
});
