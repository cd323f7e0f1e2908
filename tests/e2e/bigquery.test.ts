import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoopbackBigQuery } from '../bigquery/loopback/server.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { RunPage } from './pages/run-page.js';
import { launchConsole, type RunningConsole } from './support/launch.js';
import { loopbackDataDir, TODAY } from './support/loopback.js';
import { takeScreen } from './support/screens.js';
import { answerSave, complaintsOf } from './support/watch.js';

const [FROM, TO] = ['2026-01-05', '2026-01-11'];

let server: LoopbackBigQuery;
let dataDir: string;
let running: RunningConsole | undefined;

beforeEach(async () => {
  ({ dataDir, server } = await loopbackDataDir());
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

  // Every read is billed: nothing is read before somebody says so, neither at the start nor by any screen, and each
  // says what it would be billed.
  const queries = (): number => server.jobs.all.filter(({ kind }) => kind === 'query').length;
  const span = `from=${FROM}&to=${TO}`;
  const ask = page.getByRole('region', { name: 'Before it is read' });
  const goTo = (hash: string): Promise<void> =>
    page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  const bytes = ask.getByText(/About [\d.]+ .?B in \d+ quer(?:y|ies)/);
  for (const [hash, title] of [
    ['#/overview', 'Overview'],
    ['#/backfill', 'Backfill'],
    [`#/backfill?${span}&plan=1`, `${FROM} – ${TO}`],
    [`#/coverage?${span}`, 'Coverage'],
    [`#/coverage?${span}&view=heatmap`, 'Coverage'],
    [`#/coverage?${span}&view=team`, 'Coverage'],
    [`#/coverage?${span}&date=2026-01-07`, 'Coverage'],
    [`#/coverage?${span}&date=2026-01-07&player=nobody`, 'Coverage'],
    [`#/diff?${span}`, 'Line diff'],
    [`#/gaps/nobody?${span}`, 'nobody'],
    ['#/checks', 'Checks'],
    [`#/checks/root-cause?${span}`, 'Root cause'],
    [`#/gaps?${span}`, 'Gaps'],
  ] as const) {
    await goTo(hash);
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await bytes.waitFor();
  }
  for (const [hash, title] of [
    ['#/backfill/runs', 'Runs'],
    [`#/coverage?${span}&view=snapshots`, 'Coverage'],
    ['#/settings/schema', 'Settings'],
    ['#/settings/warehouse', 'Settings'],
  ] as const) {
    await goTo(hash);
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }
  // Neither does the palette look for players, nor the search above the gaps, before it is allowed to read their list.
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.getByRole('searchbox').fill('james');
  await palette.getByRole('menuitem', { name: /^Look for players too/ }).waitFor();
  await page.keyboard.press('Escape');
  await goTo(`#/gaps?${span}`);
  await page.getByRole('button', { name: 'Find a player…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Read it now?' });
  await question.getByText(/About [\d.]+ .?B in 1 query/).waitFor();
  await takeScreen(page, 'bigquery-0-question');
  await question.getByRole('button', { name: 'Do not read' }).click();
  await question.waitFor({ state: 'detached' });
  expect(queries()).toBe(0);
  await takeScreen(page, 'bigquery-0-ask');

  // The list of players is read once, whatever is typed and wherever.
  await page.getByRole('button', { name: 'Find a player…' }).click();
  await question.getByRole('button', { name: /^Read/ }).click();
  const find = page.getByRole('combobox', { name: 'Find a player' });
  // What the list says while it is empty is an option too.
  const hit = page.getByRole('option').filter({ hasText: /\d rows?$/ });
  await find.fill('a');
  await hit.first().waitFor();
  await find.fill('an');
  await hit.first().waitFor();
  await find.fill('');
  await find.press('Escape');
  expect(queries()).toBe(1);

  const opened = queries();
  await bytes.waitFor();
  const told = /in (\d+) queries/.exec(await ask.innerText())?.[1];
  await ask.getByRole('button', { name: /^Read, about/ }).press('Enter');
  await page.getByRole('grid', { name: 'Gaps' }).waitFor();
  expect(queries() - opened).toBe(Number(told));
  // Said once for this screen and range, and nothing else was agreed to.
  await goTo(`#/diff?${span}`);
  await ask.waitFor();

  // What is cancelled, or left, ends in the service; nothing of it is shown as a failure.
  const ended = (): number => server.jobs.all.filter(({ error }) => error?.reason === 'stopped').length;
  server.faults.add({ job: 'query', fault: { kind: 'job-late', ms: 600_000 } });
  await ask.getByRole('button', { name: /^Read/ }).press('Enter');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('Cancelled. The warehouse was told to stop reading.').waitFor();
  await expect.poll(() => server.jobs.running.length).toBe(0);
  expect(ended()).toBeGreaterThan(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  await takeScreen(page, 'bigquery-0-cancelled');
  const before = ended();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect.poll(() => server.jobs.running.length).toBeGreaterThan(0);
  await goTo('#/settings/warehouse');
  await expect.poll(() => server.jobs.running.length).toBe(0);
  expect(ended()).toBeGreaterThan(before);
  server.faults.clear();

  // Refresh asks too; a yes to the whole session stands in Settings, where it is taken back.
  await goTo(`#/gaps?${span}`);
  await page.getByRole('grid', { name: 'Gaps' }).waitFor();
  // A file is made from what is read anew: it is asked for with its bytes, before the desktop is asked where to.
  const shown = queries();
  const file = join(dataDir, 'gaps.csv');
  await answerSave(running, file);
  await page.getByRole('button', { name: 'Export…' }).click();
  const fileQuestion = page.getByRole('alertdialog', { name: 'Read it for the file?' });
  await fileQuestion.getByText(/About [\d.]+ .?B in \d+ queries/).waitFor();
  await takeScreen(page, 'bigquery-0-export');
  const toldOfFile = /in (\d+) queries/.exec(await fileQuestion.innerText())?.[1];
  await page.keyboard.press('Escape');
  await fileQuestion.waitFor({ state: 'detached' });
  expect(queries()).toBe(shown);
  expect(existsSync(file)).toBe(false);
  // The focus is where it was, so that Enter asks again.
  await page.keyboard.press('Enter');
  await fileQuestion.getByRole('button', { name: /^Read, about/ }).press('Enter');
  await page.getByText(/written to/).waitFor();
  expect(queries()).toBe(shown + Number(toldOfFile));
  expect(existsSync(file)).toBe(true);

  const read = queries();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await question.getByText(/About [\d.]+ .?B/).waitFor();
  await question.getByRole('button', { name: 'Do not read' }).click();
  expect(queries()).toBe(read);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await question.getByText(/^Do not ask again/).click();
  await question.getByRole('button', { name: /^Read/ }).click();
  await expect.poll(queries).toBe(read + Number(told));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(queries).toBe(read + 2 * Number(told));
  await goTo('#/settings/warehouse');
  const asks = page.getByRole('checkbox', { name: 'Ask before a screen reads what is billed' });
  expect(await asks.isChecked()).toBe(false);
  await page.getByText('Ask before a screen reads what is billed').click();
  await takeScreen(page, 'bigquery-0-settings');
  // The daily run asks nobody: what a day of it costs stands where it is switched on, by dry runs.
  const asked = queries();
  await goTo('#/settings/checks');
  await page.getByText('Run the checks once a day').click();
  await page.getByText(/^Every day the checks run by themselves is billed/).waitFor();
  await page.getByText(/About [\d.]+ .?B in \d+ queries/).waitFor();
  await takeScreen(page, 'bigquery-0-daily');
  expect(queries()).toBe(asked);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await goTo(`#/checks/root-cause?${span}`);
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
