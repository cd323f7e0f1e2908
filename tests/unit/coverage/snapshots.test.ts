import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedDates, mismatches, pairMonths } from '../../../shared/coverage-compare.js';
import { DATE_CHANGE_COLUMNS, MONTH_CHANGE_COLUMNS } from '../../../shared/tables/coverage-changes.js';
import type { CellValue, TableColumn } from '../../../shared/tables/table.js';
import type { CoverageDate, CoverageMonth, CoverageReport, CoverageSnapshot } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import { coverageAroundRuns, type AroundRunsParts } from '../../../electron/coverage/around-runs.js';
import type { CoverageService } from '../../../electron/coverage/service.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { CoverageSnapshots, KEEP_RUNS } from '../../../electron/coverage/snapshots.js';

const MEASURES = {
  rows: 100,
  rowsWithFeature: 100,
  rowsWithValue: 43,
  mean: 12.5,
  match: { numerator: 40, denominator: 90 },
  context: { numerator: 30, denominator: 60 },
};
const MONTH: CoverageMonth = {
  month: '2026-01',
  ...MEASURES,
  dates: { numerator: 1, denominator: 1 },
  lastSeason: { numerator: 0, denominator: 100 },
  drift: 43,
};
const DATE: CoverageDate = { date: '2026-01-10' as GameDate, games: 5, ...MEASURES };
const REPORT: CoverageReport = {
  from: '2026-01-01' as GameDate,
  to: '2026-01-31' as GameDate,
  feature: 'vegas_points_line',
  months: [MONTH],
  // What books post is no part of what a run changes, and is not kept.
  dates: [{ ...DATE, posted: { numerator: 80, denominator: 90 } }],
};

let folder: string;
let minute: number;
let snapshots: CoverageSnapshots;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-snapshots-'));
  minute = 0;
  snapshots = new CoverageSnapshots(folder, 'demo.duckdb', () => new Date(Date.UTC(2026, 1, 2, 10, minute)));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const byHand = { name: 'Before the fix', moment: 'manual', runId: null } as const;
const before = (runId: string) => ({ name: `Before run ${runId}`, moment: 'before', runId }) as const;

describe('snapshots', () => {
  it('are none at first, and come back whole', async () => {
    expect(await snapshots.list()).toEqual([]);
    const info = await snapshots.save(REPORT, byHand);
    expect(info).toMatchObject({ ...byHand, from: REPORT.from, feature: REPORT.feature, warehouse: 'demo.duckdb' });
    expect(await snapshots.get(info.id)).toEqual({ ...info, months: [MONTH], dates: [DATE] });
    expect(await snapshots.list()).toEqual([info]);
    expect(await readdir(join(folder, 'coverage-snapshots'))).toEqual([`${info.id}.json`]);
    // A file of before, when plus was a fall.
    const file = join(folder, 'coverage-snapshots', `${info.id}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"drift":43', '"drift":-43'));
    expect((await snapshots.get(info.id)).months).toEqual([MONTH]);
  });

  it('are listed newest first, and go when deleted', async () => {
    const ids: string[] = [];
    for (minute = 0; minute < 3; minute += 1) ids.unshift((await snapshots.save(REPORT, byHand)).id);
    expect((await snapshots.list()).map(({ id }) => id)).toEqual(ids);
    await snapshots.delete(ids[1] ?? '');
    expect((await snapshots.list()).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  });

  it('come back as they were when the deletion is taken back, once, and never over another one', async () => {
    const info = await snapshots.save(REPORT, before('20260201-100000-bbbb'));
    const kept = await snapshots.get(info.id);
    await snapshots.delete(info.id);
    await expect(snapshots.get(info.id)).rejects.toMatchObject({ code: 'not_found' });
    await snapshots.restore(info.id);
    expect(await snapshots.get(info.id)).toEqual(kept);
    await expect(snapshots.restore(info.id)).rejects.toMatchObject({ code: 'wrong_state' });
    await snapshots.delete(info.id);
    // A resumed run saves its snapshot anew: that one stays.
    const newer = await snapshots.save({ ...REPORT, dates: [] }, before('20260201-100000-bbbb'));
    await expect(snapshots.restore(newer.id)).rejects.toMatchObject({ code: 'wrong_state', subject: newer.id });
    expect((await snapshots.get(newer.id)).dates).toEqual([]);
    await expect(snapshots.restore('never-there')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that were deleted do not pile up', async () => {
    for (minute = 0; minute < 25; minute += 1) await snapshots.delete((await snapshots.save(REPORT, byHand)).id);
    expect(await readdir(join(folder, 'coverage-snapshots'))).toHaveLength(20);
  });

  it('of a run are one before and one after, the newer replacing the older', async () => {
    await snapshots.save(REPORT, before('20260201-100000-aaaa'));
    await snapshots.save({ ...REPORT, dates: [] }, before('20260201-100000-aaaa'));
    const [only, ...others] = await snapshots.list();
    expect(others).toEqual([]);
    expect((await snapshots.get(only?.id ?? '')).dates).toEqual([]);
  });

  it('of the newest runs are kept, those by hand always', async () => {
    const manual = await snapshots.save(REPORT, byHand);
    for (minute = 1; minute <= KEEP_RUNS + 3; minute += 1) {
      await snapshots.save(REPORT, before(`20260201-10${String(minute).padStart(2, '0')}00-aaaa`));
    }
    const kept = await snapshots.list();
    expect(kept).toHaveLength(KEEP_RUNS + 1);
    expect(kept.at(-1)?.id).toBe(manual.id);
    expect(kept.at(-2)?.runId).toBe('20260201-100400-aaaa');
  });

  it('that are unknown are named, whatever the name holds', async () => {
    for (const id of ['nothing', '../settings', 'a/b', '']) {
      await expect(snapshots.get(id)).rejects.toMatchObject({ code: 'not_found', subject: id });
      await expect(snapshots.delete(id)).rejects.toMatchObject({ code: 'not_found', subject: id });
    }
  });

  it('cannot be reached outside their folder', async () => {
    const info = await snapshots.save(REPORT, byHand);
    const inside = await readFile(join(folder, 'coverage-snapshots', `${info.id}.json`));
    await writeFile(join(folder, 'outside.json'), inside);
    await expect(snapshots.get('../outside')).rejects.toMatchObject({ code: 'not_found' });
    await expect(snapshots.delete('../outside')).rejects.toMatchObject({ code: 'not_found' });
    expect(await readdir(folder)).toContain('outside.json');
  });

  it.each(['{', '[]', '{"id":"x"}', ''])('that are damaged (%j) are named, the others still listed', async (text) => {
    const info = await snapshots.save(REPORT, byHand);
    const path = join(folder, 'coverage-snapshots', 'broken.json');
    await writeFile(path, text);
    expect((await snapshots.list()).map(({ id }) => id)).toEqual([info.id]);
    expect(await snapshots.damaged()).toMatchObject([{ code: 'bad_rows', subject: path }]);
    await expect(snapshots.get('broken')).rejects.toMatchObject({ code: 'bad_rows', subject: path });
    await snapshots.delete('broken');
    expect(await snapshots.damaged()).toEqual([]);
  });

  it('that cannot be written name the file and leave nothing behind', async () => {
    await writeFile(join(folder, 'coverage-snapshots'), 'a file in the way');
    await expect(snapshots.save(REPORT, byHand)).rejects.toMatchObject({ code: 'disk_unwritable' });
  });
});

describe('around a run', () => {
  const coverage = { report: async () => REPORT } as unknown as CoverageService;
  const range = { from: REPORT.from, to: REPORT.to };
  let parts: Omit<AroundRunsParts, 'keepBefore'>;
  beforeEach(() => {
    parts = { coverageOf: () => coverage, readFor: (_run, _signal, work) => work({} as Warehouse), snapshots };
  });

  it('its months are told and kept, before it also what else is to be kept', async () => {
    const kept: string[] = [];
    const warnings: string[] = [];
    const around = coverageAroundRuns({
      ...parts,
      keepBefore: async (_, runId) => void kept.push(runId),
    });
    const warn = (message: string) => void warnings.push(message);
    const { signal } = new AbortController();
    expect(await around.months(range, { runId: 'r1', moment: 'before', warn, signal })).toEqual([MONTH]);
    minute = 5;
    expect(await around.months(range, { runId: 'r1', moment: 'after', warn, signal })).toEqual([MONTH]);
    expect([kept, warnings]).toEqual([['r1'], []]);
    expect((await snapshots.list()).map(({ moment, name }) => [moment, name])).toEqual([
      ['after', 'After run r1'],
      ['before', 'Before run r1'],
    ]);
  });

  it('a disk that is full is told in its log, and its months all the same', async () => {
    await writeFile(join(folder, 'coverage-snapshots'), 'a file in the way');
    const warnings: string[] = [];
    const around = coverageAroundRuns({ ...parts, keepBefore: async () => undefined });
    const months = await around.months(range, {
      runId: 'r1',
      moment: 'before',
      warn: (message) => void warnings.push(message),
      signal: new AbortController().signal,
    });
    expect(months).toEqual([MONTH]);
    expect(warnings).toEqual([expect.stringContaining('before the run could not be kept')]);
  });
});

function valueOf<T>(columns: readonly TableColumn<T>[], row: T): (id: string) => CellValue | undefined {
  return (id) => columns.find((column) => column.id === id)?.value(row);
}

describe('two snapshots', () => {
  const snapshot = (more: Partial<CoverageSnapshot>): CoverageSnapshot => ({
    id: 'x',
    name: 'x',
    moment: 'manual',
    runId: null,
    savedAt: '2026-02-02T10:00:00.000Z',
    warehouse: 'demo.duckdb',
    ...REPORT,
    ...more,
  });

  it('differ in points, month by month and date by date', () => {
    const after = {
      ...MEASURES,
      rows: 110,
      rowsWithFeature: 110,
      rowsWithValue: 99,
      match: { numerator: 90, denominator: 90 },
      mean: 10,
    };
    const [month] = pairMonths([MONTH], [{ ...MONTH, ...after }]);
    const [date] = changedDates([DATE], [{ ...DATE, ...after }]);
    if (month === undefined || date === undefined) throw new Error('nothing differs');
    for (const of of [valueOf(MONTH_CHANGE_COLUMNS, month), valueOf(DATE_CHANGE_COLUMNS, date)]) {
      expect(['rows_before', 'rows_after', 'rows_change', 'mean_before', 'mean_after'].map(of)).toEqual([
        100, 110, 10, 12.5, 10,
      ]);
      expect(of('share_change')).toBeCloseTo(90 - 43, 9);
      expect(of('match_change')).toBeCloseTo(100 - 400 / 9, 9);
      expect([of('match_after_numerator'), of('match_after_percent')]).toEqual([90, 100]);
    }
    expect(month.month).toBe('2026-01');
  });

  it('need not have the same dates', () => {
    const other = { ...DATE, date: '2026-01-09' as GameDate };
    const changes = changedDates([DATE], [other]);
    expect(
      changes.map((change) => ['date', 'rows_change', 'share_change'].map(valueOf(DATE_CHANGE_COLUMNS, change))),
    ).toEqual([
      ['2026-01-09', 100, null],
      ['2026-01-10', -100, null],
    ]);
    expect(changedDates([DATE], [DATE])).toEqual([]);
  });

  it('say why they cannot be held against each other', () => {
    const caveats = mismatches(
      snapshot({}),
      snapshot({ feature: 'pace_score', warehouse: 'other', to: '2026-01-30' as GameDate }),
    );
    expect(caveats).toHaveLength(3);
    expect(caveats.join(' ')).toMatch(/vegas_points_line and pace_score.*2026-01-30.*demo\.duckdb and other/);
  });
});
