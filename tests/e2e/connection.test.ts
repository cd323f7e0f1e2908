import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { FaultRule } from '../bigquery/loopback/faults.js';
import { LoopbackBigQuery } from '../bigquery/loopback/server.js';
import { ConnectionPage } from './pages/connection-page.js';
import { ShellPage } from './pages/shell-page.js';
import { Journey, Keyboard } from './support/journey.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

/** From the first screen to the second cause, and from the last cause to the open warehouse. */
const MOST_CLICKS = 5;
const MOST_KEYS = 14;

let server: LoopbackBigQuery;
let dataDir: string;
let running: RunningConsole | undefined;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
  const warehouse = join(dataDir, 'cloud', 'season.duckdb');
  await mkdir(join(dataDir, 'cloud'));
  await copyFile(join(inject('demoDataDir'), 'demo.duckdb'), warehouse);
  server = await LoopbackBigQuery.start({ warehouse });
  running = await launchConsole({
    dataDir,
    // This machine may be signed in somewhere; the one of the story is not.
    env: {
      GOOGLE_APPLICATION_CREDENTIALS: '',
      CLOUDSDK_CONFIG: join(dataDir, 'no-gcloud'),
      METADATA_SERVER_DETECTION: 'none',
    },
  });
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Cause {
  readonly name: string;
  readonly fault?: FaultRule;
  readonly fields?: Readonly<Record<string, string>>;
  readonly denied?: string;
  readonly at: string;
  readonly says: RegExp;
  /** What helps, in words. */
  readonly helps: RegExp;
  readonly button?: string;
  readonly retry?: boolean;
}

const refuse = (reason: 'authError' | 'accessNotConfigured' | 'accessDenied', message?: string): FaultRule => ({
  path: /datasets$/,
  fault: { kind: 'refuse', reason, ...(message === undefined ? {} : { message }) },
});

/** Everything that can be wrong between the service and the window, as the loopback plays it. */
function causes(): readonly Cause[] {
  return [
    {
      name: 'nothing answers',
      fields: { 'Address of the API': 'http://127.0.0.1:1' },
      at: 'Reach the service',
      says: /nothing answers at the address/i,
      helps: /Check the address and the proxy/i,
      button: 'Go to the address',
      retry: true,
    },
    {
      name: 'a proxy that wants a password',
      fields: { 'Address of the API': server.endpoint },
      fault: { fault: { kind: 'page', status: 407 } },
      at: 'Reach the service',
      says: /the proxy asks for a name and password/i,
      helps: /HTTPS_PROXY/i,
    },
    {
      name: 'credentials that have expired',
      fault: refuse('authError'),
      at: 'Project and API',
      says: /does not accept the credentials/i,
      helps: /gcloud auth application-default login/i,
      button: 'Use a key file…',
    },
    {
      name: 'the API switched off',
      fault: refuse('accessNotConfigured'),
      at: 'Project and API',
      says: /switched off in project loopback-project/i,
      helps: /gcloud services enable bigquery.googleapis.com --project loopback-project/i,
      button: 'Copy the command',
    },
    {
      name: 'no permission, which and on what',
      fault: refuse(
        'accessDenied',
        'Access Denied: Project loopback-project: User does not have bigquery.datasets.get permission.',
      ),
      at: 'Project and API',
      says: /permission denied .*bigquery\.datasets\.get/i,
      helps: /role with bigquery\.datasets\.get on Project loopback-project/i,
    },
    {
      name: 'another project',
      fields: { Project: 'other-project' },
      at: 'Project and API',
      says: /no project other-project/i,
      helps: /the id, not the name or the number/i,
      button: 'Go to the project',
    },
    {
      name: 'a dataset that is not there',
      fields: { Project: 'loopback-project', 'Feeds and schedule': 'nowhere' },
      at: 'Datasets and location',
      says: /there is no dataset .*nowhere/i,
      helps: /Name the dataset in Settings as it is called/i,
      button: 'Go to the name of the dataset',
    },
    {
      name: 'a table that is not there',
      fields: { 'Feeds and schedule': '' },
      fault: { path: /tables\/player_aliases$/, fault: { kind: 'refuse', reason: 'notFound' } },
      at: 'Tables',
      says: /there is no table .*player_aliases/i,
      helps: /schema/i,
    },
    {
      name: 'billing off',
      fault: { job: 'query', fault: { kind: 'refuse', reason: 'billingNotEnabled' } },
      at: 'Run a query',
      says: /billing is off in project loopback-project/i,
      helps: /Link the project to a billing account/i,
    },
    {
      name: 'a quota used up',
      fault: { job: 'query', fault: { kind: 'refuse', reason: 'quotaExceeded' } },
      at: 'Run a query',
      says: /a quota is used up/i,
      helps: /ask for a higher quota/i,
    },
    {
      name: 'the store may not be written',
      denied: 'bigquery.tables.updateData',
      at: 'Write the feature store',
      says: /bigquery\.tables\.updateData is missing on table/i,
      helps: /BigQuery Data Editor/i,
    },
    {
      name: 'another location',
      fields: { Location: 'EU' },
      at: 'Datasets and location',
      says: /lies in US, the settings say EU/i,
      helps: /Set the location to US/i,
      button: 'Set the location to US',
    },
  ];
}

test('connect, fail to connect for every cause, understand why, connect', async () => {
  const shell = new ShellPage(running as RunningConsole, await (running as RunningConsole).window());
  const { page } = shell;
  const complaints = complaintsOf(page);
  const connection = new ConnectionPage(page);
  const keyboard = new Keyboard(page);
  await shell.ready();

  // By the mouse: nothing is named yet, and nobody is signed in.
  const refused = await Journey.begin(page, 'connecting refused, understood', 'mouse');
  await shell.introduction.getByRole('link', { name: 'Connect BigQuery' }).click();
  await connection.test.click();
  expect((await connection.stopped()).text).toMatch(/no project is set .*Name the project/i);
  await connection.alert.getByRole('button', { name: 'Go to the field' }).click();
  await keyboard.type('loopback-project');
  await connection.test.click();
  await connection.said.filter({ hasText: 'Credentials' }).waitFor({ timeout: 60_000 });
  expect((await connection.stopped()).text).toMatch(/no application default credentials .*gcloud auth/i);
  expect(await connection.alert.getByRole('button', { name: 'Use a key file…' }).count()).toBe(1);
  const { clicks } = await refused.end();
  await takeScreen(page, 'connection-no-credentials');

  const signedIn = page.getByRole('radiogroup', { name: 'Signed in by' });
  // Key files: a path to nothing, no JSON, and the key of something else.
  const key = join(dataDir, 'key.json');
  await signedIn.getByText('Key file', { exact: true }).click();
  for (const [text, says] of [
    [null, /does not exist/i],
    ['no key at all', /is not a JSON key file/i],
    ['{"type": "authorized_user"}', /is not the key of a service account/i],
  ] as const) {
    if (text !== null) await writeFile(key, text);
    await connection.field('Key file of a service account').fill(key);
    await connection.test.click();
    await connection.alert.filter({ hasText: says }).waitFor({ timeout: 60_000 });
    expect((await connection.stopped()).text).toContain(key);
  }
  await signedIn.getByText('Application default credentials', { exact: true }).click();

  await page.getByText('Advanced', { exact: true }).click();
  const told: string[] = [];
  for (const cause of causes()) {
    server.faults.clear();
    server.denied.clear();
    if (cause.fault) server.faults.add(cause.fault);
    if (cause.denied !== undefined) server.denied.add(cause.denied);
    for (const [label, text] of Object.entries(cause.fields ?? {})) await connection.field(label).fill(text);
    await connection.test.click();
    await connection.alert.filter({ hasText: cause.says }).waitFor({ timeout: 60_000 });
    const { at, text } = await connection.stopped();
    told.push(text);
    expect.soft([cause.name, at]).toEqual([cause.name, cause.at]);
    expect.soft(text).toMatch(cause.helps);
    const buttons = await connection.alert.getByRole('button').allInnerTexts();
    expect
      .soft([cause.name, buttons])
      .toEqual([
        cause.name,
        [...(cause.button === undefined ? [] : [cause.button]), ...(cause.retry ? ['Test again'] : [])],
      ]);
    expect.soft(/Trying again may help/.test(text)).toBe(cause.retry ?? false);
    await takeScreen(page, `connection-${String(told.length)}`);
  }
  // No two causes say the same.
  expect(new Set(told).size).toBe(told.length);

  // An answer that does not come is not waited for against one's will.
  server.faults.add({ fault: { kind: 'hang' } });
  await connection.test.click();
  await connection.walk.getByRole('button', { name: 'Stop waiting' }).click();
  await connection.test.waitFor();
  server.faults.clear();

  // The last cause again, by the keyboard alone, to the end: the button sets the location, and what is saved opens.
  await connection.test.focus();
  const connected = await Journey.begin(page, 'connected after a refusal', 'keyboard');
  await keyboard.press('Enter');
  expect((await connection.stopped()).at).toBe('Datasets and location');
  await keyboard.tabTo(connection.alert.getByRole('button', { name: 'Set the location to US' }), MOST_KEYS);
  await keyboard.press('Enter');
  await expect.poll(() => connection.field('Location').inputValue()).toBe('US');
  await keyboard.tabTo(connection.test, MOST_KEYS, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(() => connection.said.innerText(), { timeout: 60_000 }).toBe('Everything a rebuild needs works.');
  await takeScreen(page, 'connection-passed');
  await keyboard.tabTo(page.getByRole('button', { name: 'Save', exact: true }), MOST_KEYS);
  await keyboard.press('Enter');
  await expect.poll(() => page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('loopback-project');
  const { keys } = await connected.end();

  // A slow service: at once the place of what comes, after a second what is waited for and the way to give it up.
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Overview' }).click();
  const read = page.getByRole('region', { name: 'Before it is read' }).getByRole('button', { name: /^Read, about/ });
  await read.waitFor({ timeout: 60_000 });
  server.faults.add({ job: 'query', fault: { kind: 'slow', ms: 20_000 } });
  await read.click();
  const season = page.getByRole('region', { name: 'The season' });
  await season.locator('[aria-busy="true"]').waitFor();
  await season.getByText(/^Counting rows, lines and players… \d/).waitFor();
  await takeScreen(page, 'connection-slow');
  await season.getByRole('button', { name: 'Cancel' }).click();
  await season.getByText('Cancelled. The warehouse was told to stop reading.').waitFor();
  await takeScreen(page, 'connection-not-waited');
  server.faults.clear();
  await season.getByRole('button', { name: 'Ask again' }).click();
  await season.getByText('No game of the season is known.').waitFor({ timeout: 60_000 });

  // What was saved is taken back by one key, and the demo is open again.
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('Demo season');

  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
  expect(keys).toBeLessThanOrEqual(MOST_KEYS);
  expect(complaints).toEqual([]);
}, 240_000);
