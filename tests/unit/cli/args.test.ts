import { describe, expect, it } from 'vitest';
import { backfillOptions, PLAN_FLAGS } from '../../../electron/cli/backfill-flags.js';
import { parseFlags, wholeNumber } from '../../../electron/cli/args.js';
import { defaultDataDir } from '../../../electron/services/data-dir.js';
import { chosenWarehouse, requireFile, type WarehouseName } from '../../../electron/services/warehouse-name.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.js';
import { COMMANDS } from '../../../electron/cli/main.js';
import { cli } from './cli-io.js';

const RANGE = ['--from', '2025-11-04', '--to', '2025-11-05'];

function options(...argv: readonly string[]): ReturnType<typeof backfillOptions> {
  return backfillOptions(parseFlags(argv, PLAN_FLAGS));
}

describe('flags', () => {
  it('give the options of a plan, with the defaults of the console', () => {
    expect(options(...RANGE)).toEqual({
      from: '2025-11-04',
      to: '2025-11-05',
      mode: 'backfill',
      lines: 'raw',
      only: 'all',
      order: 'oldest-first',
      concurrency: 2,
      maxBytes: null,
      allow: [],
    });
    expect(
      options(
        ...RANGE,
        '--mode=production',
        '--lines',
        'context',
        '--only',
        'stale',
        '--concurrency',
        '8',
        '--allow',
        'upstream, regression',
      ),
    ).toMatchObject({
      mode: 'production',
      lines: 'context',
      only: 'stale',
      concurrency: 8,
      allow: ['regression', 'upstream'],
    });
  });

  it.each([
    [['--bogus'], 'error: --bogus is not a flag of this command'],
    [['--concurency', '2'], 'Is --concurrency meant?'],
    [['-x'], 'error: -x is not a flag of this command'],
    [['--constructor'], 'error: --constructor is not a flag of this command'],
    [
      ['--max-bytes', '-1'],
      '--max-bytes: its value is missing before -1\n  A value that begins with a dash is written',
    ],
    [['--max-bytes=-1'], '--max-bytes: "-1" is not a whole number'],
    [['--mode', 'fast'], '--mode: "fast" is not one of backfill, production'],
    [['--lines', 'both'], '--lines: "both"'],
    [['--only', 'some'], '--only: "some"'],
    [['--allow', 'regression,all'], '--allow: "all"'],
    [['--concurrency', '0'], '--concurrency: "0" is not a whole number from 1 to 8'],
    [['--concurrency', '2.5'], '--concurrency: "2.5"'],
    [['--max-bytes', '1e9'], '--max-bytes: "1e9"'],
    [['--order', ''], '--order: the value is empty'],
    [['--lines', 'raw', '--lines', 'context'], '--lines is given 2 times'],
    [['--json=yes'], '--json takes no value'],
    [['--mode'], '--mode: its value is missing'],
    [['--mode', '--json'], '--mode: its value is missing'],
    [['stray'], 'unexpected argument "stray"'],
  ])('%j is bad usage that is named', async (flags, words) => {
    const { code, out, err } = await cli('plan', ...RANGE, ...flags);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(words);
  });

  it.each([
    [['--from', '2025-02-29', '--to', '2025-03-01'], '--from: "2025-02-29"'],
    [['--from', '2025-11-04', '--to', 'today'], '--to: "today"'],
    [['--from', '2025-11-05', '--to', '2025-11-04'], 'reversed'],
    [['--to', '2025-11-04'], '--from is missing'],
    [['--from', '2025-11-04'], '--to is missing'],
    [[...RANGE, '--today', '2026-13-01'], '--today: "2026-13-01"'],
  ])('%j is a bad date that is named', async (flags, words) => {
    const { code, err } = await cli('plan', ...flags);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it('take whole numbers up to the edges', () => {
    expect(wholeNumber(parseFlags(['--seed', '0'], { seed: 'value' }), 'seed', { min: 0, max: 9 })).toBe(0);
    expect(wholeNumber(parseFlags([], { seed: 'value' }), 'seed', { min: 0, max: 9 })).toBeUndefined();
  });
});

describe('help', () => {
  it('lists the commands that work and nothing else', async () => {
    const { code, out } = await cli('--help');
    expect(code).toBe(0);
    const listed = out.split('\n').flatMap((line) => /^ {2}([a-z]+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(COMMANDS.map((command) => command.name));
    expect(listed).toEqual([
      'demo',
      'import',
      'plan',
      'backfill',
      'runs',
      'run',
      'resume',
      'restore',
      'coverage',
      'gaps',
      'diff',
      'check',
      'export',
      'schema',
    ]);
  });

  it.each(COMMANDS.map((command) => command.name))('%s has help of its own', async (name) => {
    const { code, out } = await cli(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`backline ${name}`);
  });

  it('names an unknown command, and the one that may be meant', async () => {
    const near = await cli('gap');
    expect(near.code).toBe(2);
    expect(near.err).toBe('error: unknown command "gap"\n  Is "gaps" meant?\n');
    expect((await cli('frobnicate')).err).toContain('Commands: demo, import');
  });

  it('is there by the short flag too, and the version by its own', async () => {
    expect(await cli('plan', '-h')).toMatchObject({
      code: 0,
      out: expect.stringContaining('backline plan') as unknown,
    });
    for (const word of ['--version', 'version']) {
      expect(await cli(word)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown });
    }
  });
});

describe('places', () => {
  it('follow the platform unless they are named', () => {
    expect(defaultDataDir({ BACKLINE_DATA_DIR: '/d' }, 'linux')).toBe('/d');
    expect(defaultDataDir({ XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/backline');
    expect(defaultDataDir({ XDG_DATA_HOME: 'relative' }, 'linux')).toMatch(/\/\.local\/share\/backline$/);
    expect(defaultDataDir({}, 'darwin')).toMatch(/Library\/Application Support\/Backline$/);
    expect(defaultDataDir({ APPDATA: '/roaming' }, 'win32')).toBe('/roaming/Backline');
  });

  it('of a warehouse are the flag, else what is set; a bad one is refused by name', async () => {
    const set = (warehouse: Settings['warehouse']) => async (): Promise<Settings> => ({
      ...DEFAULT_SETTINGS,
      warehouse,
      bigquery: { ...DEFAULT_SETTINGS.bigquery, project: 'set-project', location: 'EU' },
    });
    const demo = set({ kind: 'demo', file: null });
    const choose = (text: string | undefined, settings = demo): Promise<WarehouseName> =>
      chosenWarehouse(text, '/data', settings);
    expect(await choose(undefined)).toEqual({ kind: 'demo', path: '/data/demo.duckdb' });
    expect((await choose('/data/demo.duckdb')).kind).toBe('demo');
    expect(await choose('/else/w.duckdb')).toEqual({ kind: 'file', path: '/else/w.duckdb' });
    expect(await choose(undefined, set({ kind: 'file', file: '/set/w.duckdb' }))).toEqual({
      kind: 'file',
      path: '/set/w.duckdb',
    });
    expect(await choose(undefined, set({ kind: 'bigquery', file: null }))).toMatchObject({
      settings: { project: 'set-project', location: 'EU' },
    });
    const named = await choose('bigquery://my-project');
    expect(named).toMatchObject({ kind: 'bigquery', settings: { project: 'my-project', location: 'EU' } });
    expect(() => requireFile(named, 'an import fills')).toThrow(/bigquery:\/\/my-project/);
    await expect(choose('bigquery://P!')).rejects.toThrow(/"P!"/);
    await expect(choose('postgres://p')).rejects.toThrow(/postgres:\/\/p/);
    // A file that is named needs no settings, also when they are damaged.
    const damaged = (): Promise<Settings> => Promise.reject(new Error('damaged'));
    expect(await choose('/else/w.duckdb', damaged)).toMatchObject({ path: '/else/w.duckdb' });
    await expect(choose(undefined, damaged)).rejects.toThrow('damaged');
  });
});
