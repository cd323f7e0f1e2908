import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { DEFAULT_BIGQUERY, DEFAULT_SETTINGS } from '../../shared/settings.js';
import { LoopbackBigQuery } from '../bigquery/loopback/server.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { RunPage } from './pages/run-page.js';
import { launchConsole, newDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const [FROM, TO] = ['2026-01-05', '2026-01-11'];
/** The day after the demo's last game: BigQuery's own today is the real one. */
const TODAY = '2026-02-02';

let server: LoopbackBigQuery;
let dataDir: string;
let running: RunningConsole | undefined;

beforeEach(async () => {
  dataDir = await newDataDir();
  const warehouse = join(dataDir, 'cloud', 'season.duckdb');
  await mkdir(join(dataDir, 'cloud'));
  await copyFile(join(inject('demoDataDir'), 'demo.duckdb'), warehouse);
  server = await LoopbackBigQuery.start({ warehouse });
  const bigquery = { ...DEFAULT_BIGQUERY, project: server.project, apiEndpoint: server.endpoint };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({ ...DEFAULT_SETTINGS, warehouse: { kind: 'bigquery', file: null }, bigquery }),
  );
});
afterEach(async () => {
  await running?.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** What stands in the range: rows, rows with a line, and when they were written, from the service's own side. */
async function standing(): Promise<readonly [number, number]> {
  const [row] = await server.engine.use(async (connection) =>
    (
      await connection.run(
        `SELECT COUNT(*), COUNT(*) FILTER (features[26] > 0) FROM nba_predictions.ml_feature_store_v2
         WHERE game_date BETWEEN DATE '${FROM}' AND DATE '${TO}'`,
      )
    ).getRows(),
  );
  return [Number(row?.[0]), Number(row?.[1])];
}

test('the desktop on BigQuery: plan with its bytes, rebuild, result', async () => {
  const [rowsBefore, linesBefore] = await standing();
  running = await launchConsole({ dataDir, flags: ['--today', TODAY] });
  const { page } = running;
  const complaints = complaintsOf(page);
  const console = new ConsolePage(page);
  const backfill = new BackfillPage(page);
  const run = new RunPage(page);
  await console.ready();
  expect(await console.warehouse.innerText()).toContain(server.project);

  // Every read is billed: no screen reads a range before somebody says so, and each says what it would be billed.
  const queries = (): number => server.jobs.all.filter(({ kind }) => kind === 'query').length;
  const span = `from=${FROM}&to=${TO}`;
  const opened = queries();
  const ask = page.getByRole('region', { name: 'Before it is read' });
  for (const [hash, title] of [
    ['#/overview', 'Overview'],
    [`#/coverage?${span}`, 'Coverage'],
    [`#/coverage?${span}&view=team`, 'Coverage'],
    [`#/diff?${span}`, 'Line diff'],
    [`#/gaps/nobody?${span}`, 'nobody'],
    ['#/checks', 'Checks'],
    [`#/checks/root-cause?${span}`, 'Root cause'],
    [`#/gaps?${span}`, 'Gaps'],
  ] as const) {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await ask.getByText(/About [\d.]+ .?B in \d+ queries/).waitFor();
  }
  expect(queries()).toBe(opened);
  await takeScreen(page, 'bigquery-0-ask');
  const told = /in (\d+) queries/.exec(await ask.innerText())?.[1];
  await ask.getByRole('button', { name: /^Read, about/ }).press('Enter');
  await page.getByRole('grid', { name: 'Gaps' }).waitFor();
  expect(queries() - opened).toBe(Number(told));
  // Said once for this screen and range: it is not asked again on the way back, and nothing else was agreed to.
  await page.evaluate((to) => {
    window.location.hash = to;
  }, `#/diff?${span}`);
  await ask.waitFor();
  await console.open('Backfill');

  await backfill.typeDate('From', FROM);
  await backfill.typeDate('To', TO);
  await backfill.planButton.click();
  await backfill.planTable.table.waitFor();
  expect(await backfill.planTable.count()).toBe(7);
  await expect.poll(() => backfill.launchButton.isEnabled()).toBe(true);
  await takeScreen(page, 'bigquery-1-plan');
  expect(server.jobs.all.filter(({ kind }) => kind !== 'query')).toEqual([]);

  await backfill.launchButton.click();
  expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');
  await run.tab(/^Result/).click();
  await run.months.row('2026-01').waitFor();
  await takeScreen(page, 'bigquery-2-result');
  await running.close();

  const jobs = server.jobs.all;
  const loads = jobs.filter(({ kind, applied }) => kind === 'load' && applied);
  expect(loads).toHaveLength(7);
  expect(jobs.filter(({ kind, applied }) => kind === 'copy' && applied)).toHaveLength(7);
  expect(server.jobs.running).toEqual([]);
  expect(jobs.every(({ configuration }) => configuration.labels?.['app'] === 'backline')).toBe(true);
  const [rows, lines] = await standing();
  // Bench players who were left out at the time are added.
  expect(rows).toBeGreaterThanOrEqual(rowsBefore);
  expect(rows).toBe(loads.reduce((sum, { outputRows }) => sum + outputRows, 0));
  expect(lines).toBeGreaterThan(linesBefore * 1.5);
  expect(complaints).toEqual([]);
}, 240_000);
