import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, odds, stored } from '../plan/small-world.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';
import { cli, type CliResult } from '../cli/cli-io.js';
import { BOX, CONTEXT, DATE_FORM, ODDS, STORE, UP, inContext, linesOver, played } from './small-lines.js';

const FORMULA = '=HYPERLINK("x"),\nVolt';
const dateForm = { game_id: DATE_FORM };

let world: TestWarehouse;
let folder: string;
let common: readonly string[];

beforeAll(async () => {
  world = await linesOver(UP, {
    [BOX]: [played('anavolt', FORMULA), played('bobbirk', 'Bob Birk'), played('cydoe', 'Cy Doe', null)],
    [ODDS]: [odds(DAY, 'anavolt', 20.5, dateForm), odds(DAY, 'bobbirk', 9.5, dateForm)],
    [CONTEXT]: [inContext('bobbirk', 9.1, { opening_points_line: 9.5 })],
    [STORE]: [stored(DAY, 'anavolt', 0), stored(DAY, 'bobbirk', 9.5)],
  });
  await world.warehouse.close();
  folder = await mkdtemp(join(tmpdir(), 'backline-lines-cli-'));
  common = ['--data-dir', join(folder, 'data'), '--warehouse', world.path, '--today', '2026-01-20'];
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...argv: readonly string[]): Promise<CliResult> => cli(...argv, ...common);

interface Gaps {
  readonly gaps: readonly { readonly playerLookup: string; readonly cause: string }[];
}
interface Diff {
  readonly tolerance: number;
  readonly rows: readonly { readonly playerLookup: string; readonly status: string }[];
}

describe('gaps', () => {
  it('prints rows, counts by cause and what a rebuild closes', async () => {
    const { code, out } = await run('gaps');
    expect(code).toBe(0);
    expect(out).toMatch(/2026-01-10 .*Cy Doe .*did_not_play .*none/);
    expect(out).toMatch(/not_in_context +1 +1 /);
    expect(out).toContain('A rebuild from raw lines closes 2 of 2 faults (100.0 %) on 1 date of the range.');
  });

  it('filters by cause and by player, and is one document as JSON', async () => {
    const keys = async (...flags: readonly string[]): Promise<readonly string[]> =>
      (JSON.parse((await run('gaps', '--json', ...flags)).out) as Gaps).gaps.map((gap) => gap.playerLookup);
    expect(await keys()).toEqual(['anavolt', 'cydoe', 'other']);
    expect(await keys('--cause', 'did_not_play,not_in_store')).toEqual(['cydoe', 'other']);
    expect(await keys('--player', 'CY D')).toEqual(['cydoe']);
    expect(await keys('--player', 'anavolt')).toEqual(['anavolt']);
    // Known, and without a gap.
    expect(await keys('--player', 'Bob Birk')).toEqual([]);
    expect(await keys('--from', '2026-01-11', '--to', '2026-01-12')).toEqual([]);
  });

  it('writes every column as CSV, safe for a spreadsheet', async () => {
    const path = join(folder, 'gaps.csv');
    const { code, out } = await run('gaps', '--format', 'csv', '--out', path, '--player', 'anavolt');
    expect([code, out]).toEqual([0, '']);
    const text = await readFile(path, 'utf8');
    expect(text.split('\r\n')[0]).toMatch(
      /^(\uFEFF)?game_date,player_lookup,player_name,.*,cause,fix,closed_by_rebuild,/,
    );
    expect(text).toContain(`"'=HYPERLINK(""x""),\nVolt"`);
    expect(text).not.toMatch(/,=|,"=/);
  });

  it.each([
    [['--cause', 'weather'], '--cause: "weather" is not one of not_in_context'],
    [['--player', 'Nobody Else'], '--player: nobody of this season is like "Nobody Else"'],
    [['--from', '2026-13-01'], '--from: "2026-13-01" is not a date'],
    [['--format', 'xml'], '--format: "xml" is not one of table, csv, json'],
    [['--players', 'x'], '--players is not a flag of this command\n  Is --player meant?'],
  ])('refuses %j', async (flags, message) => {
    const { code, err, out } = await run('gaps', ...flags);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('diff', () => {
  const rows = async (...flags: readonly string[]): Promise<Diff> =>
    JSON.parse((await run('diff', '--json', ...flags)).out) as Diff;

  it('prints statuses, their counts and the funnel', async () => {
    const { code, out } = await run('diff');
    expect(code).toBe(0);
    expect(out).toMatch(/Bob Birk +BOS +differs +0\.4 /);
    expect(out).toMatch(/^raw_only +2$/m);
    expect(out).toMatch(/^line in store +1$/m);
  });

  it('filters by status in words, and by tolerance', async () => {
    expect((await rows('--status', 'raw_only')).rows.map((row) => row.playerLookup)).toEqual(['anavolt', 'other']);
    expect((await rows('--status', 'differs')).rows.map((row) => row.playerLookup)).toEqual(['bobbirk']);
    const wide = await rows('--status', 'same', '--tolerance', '0.4');
    expect([wide.tolerance, wide.rows.map((row) => row.playerLookup)]).toEqual([0.4, ['bobbirk']]);
    expect((await rows('--status', 'context_only,nowhere')).rows.map((row) => row.status)).toEqual(['nowhere']);
  });

  it.each([
    [['--tolerance', 'wide'], '--tolerance: "wide" is not a number from 0 to 10'],
    [['--tolerance', '-1'], '--tolerance'],
    [['--tolerance', 'NaN'], '--tolerance: "NaN" is not a number'],
    [['--tolerance', '11'], '--tolerance: "11" is not a number from 0 to 10'],
    [['--status', 'left_only'], '--status: "left_only" is not one of duplicate, differs, context_only, raw_only'],
  ])('refuses %j', async (flags, message) => {
    const { code, err } = await run('diff', ...flags);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
