import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckReport, CheckResult, ThresholdSet } from '../../../shared/checks.js';
import type { GameDate } from '../../../shared/game-date.js';
import { checkNotice } from '../../../electron/app/check-notice.js';
import { DailyChecks, type DailyListener } from '../../../electron/checks/daily.js';

let folder: string;
/** Local time, as the wall clock shows it. */
let now: Date;
let dailyAt: string | null;
let ran: { asOf: GameDate; thresholds: ThresholdSet }[];
let failing: boolean;
let told: CheckReport[];
let failures: string[];

const REPORT: CheckReport = {
  asOf: '2026-02-02' as GameDate,
  thresholds: 'original',
  ranAt: '2026-02-02T08:30:00.000Z',
  checks: [],
  alerts: 0,
  warnings: 0,
};

const listener: DailyListener = {
  onRan: (report) => void told.push(report),
  onFailure: (message) => void failures.push(message),
};

function checks(answer: (signal: AbortSignal) => Promise<CheckReport> = async () => REPORT): DailyChecks {
  return new DailyChecks({
    dataDir: folder,
    clock: { now: () => now, today: () => '2026-02-02' as GameDate },
    settings: async () => ({ thresholds: 'original', dailyAt }),
    run: async (asOf, thresholds, signal) => {
      ran.push({ asOf, thresholds });
      if (failing) throw new Error('the warehouse is away');
      return answer(signal);
    },
  });
}

/** `month` 1..12, local. */
function at(day: number, hours: number, minutes: number): void {
  now = new Date(2026, 1, day, hours, minutes);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-daily-'));
  dailyAt = '08:30';
  [ran, told, failures, failing] = [[], [], [], false];
  at(2, 8, 0);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the daily checks', () => {
  it('run at the set time, once a day, with the set thresholds', async () => {
    const daily = checks();
    await daily.look(listener);
    at(2, 8, 29);
    await daily.look(listener);
    expect(ran).toEqual([]);
    at(2, 8, 30);
    await daily.look(listener);
    at(2, 8, 31);
    await daily.look(listener);
    at(2, 23, 59);
    await daily.look(listener);
    expect(ran).toEqual([{ asOf: '2026-02-02', thresholds: 'original' }]);
    expect(told).toEqual([REPORT]);
    at(3, 8, 29);
    await daily.look(listener);
    expect(ran).toHaveLength(1);
    at(3, 8, 30);
    await daily.look(listener);
    expect(ran).toHaveLength(2);
  });

  it('run on waking when the time was slept through', async () => {
    const daily = checks();
    await daily.look(listener);
    at(2, 17, 12);
    await daily.look(listener);
    expect(ran).toHaveLength(1);
  });

  it('are not repeated when the console is opened again the same day', async () => {
    at(2, 9, 0);
    await checks().look(listener);
    await checks().look(listener);
    expect(ran).toHaveLength(1);
  });

  it('do not run when they are switched off', async () => {
    dailyAt = null;
    at(2, 12, 0);
    await checks().look(listener);
    expect(ran).toEqual([]);
  });

  it('that fail are told and tried again a quarter of an hour later', async () => {
    const daily = checks();
    failing = true;
    at(2, 9, 0);
    await daily.look(listener);
    at(2, 9, 14);
    await daily.look(listener);
    expect([ran.length, failures.length, told.length]).toEqual([1, 1, 0]);
    expect(failures[0]).toContain('the warehouse is away');
    failing = false;
    at(2, 9, 15);
    await daily.look(listener);
    expect([ran.length, told.length]).toEqual([2, 1]);
  });

  it('run once more when their record is damaged', async () => {
    at(2, 9, 0);
    await checks().look(listener);
    const path = join(folder, 'daily-checks.json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ day: '2026-02-02' });
    await writeFile(path, '{');
    await checks().look(listener);
    expect(ran).toHaveLength(2);
  });

  it('look at once when started', async () => {
    at(2, 9, 0);
    const daily = checks();
    daily.start(listener);
    await expect.poll(() => told).toEqual([REPORT]);
    await daily.stop();
  });

  it('are ended when they are stopped, and then count as neither run nor failed', async () => {
    at(2, 9, 0);
    let ended = false;
    const reading = checks(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              ended = true;
              reject(new Error('the read was cancelled'));
            }, 5);
          });
        }),
    );
    reading.start(listener);
    await expect.poll(() => ran.length).toBe(1);
    await reading.stop();
    expect(ended).toBe(true);
    expect([told, failures]).toEqual([[], []]);
    await checks().look(listener);
    expect(told).toEqual([REPORT]);
  });

  it('do not hold up the close when they do not end', async () => {
    at(2, 9, 0);
    const stuck = checks(() => new Promise(() => undefined));
    stuck.start(listener);
    await expect.poll(() => ran.length).toBe(1);
    await stuck.stop(10);
    expect(told).toEqual([]);
  });
});

describe('the notification', () => {
  const alert = (name: string, sentence: string): CheckResult => ({
    id: 'c5_match_rate',
    name,
    counted: '',
    share: null,
    value: null,
    unit: 'percent',
    threshold: '',
    thresholdNote: '',
    verdict: 'critical',
    alert: true,
    since: null,
    sentence,
    trend: [],
    items: [],
    targets: [],
  });

  it('is given for alerts only', () => {
    expect(checkNotice(REPORT)).toBeNull();
    expect(checkNotice({ ...REPORT, checks: [{ ...alert('a', 'b'), alert: false }] })).toBeNull();
    expect(checkNotice({ ...REPORT, checks: [alert('Match rate', '43 %.')] })).toEqual({
      title: 'A check alerts: Match rate',
      body: '43 %.',
    });
    expect(checkNotice({ ...REPORT, checks: [alert('Match rate', '43 %.'), alert('Drift', '')] })).toEqual({
      title: '2 checks alert',
      body: '43 %. And 1 more.',
    });
  });
});
