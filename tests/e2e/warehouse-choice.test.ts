import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';
import { createWarehouseFile } from '../../electron/warehouse/duckdb/create-file.js';
import { launchConsole, newDataDir, newDemoDataDir, type RunningConsole } from './support/launch.js';

let running: RunningConsole | undefined;
let dataDir: string | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  dataDir = undefined;
});

/** Phase of the services, and the label of the warehouse they have open or the error's code. */
async function opened(console: RunningConsole): Promise<string> {
  return console.page.evaluate(async () => {
    const { backline } = globalThis as unknown as { backline: BridgeClient };
    const services = await backline.app.services();
    if (!services.ok || services.value.phase !== 'ready') return services.ok ? services.value.phase : 'no answer';
    const status = await backline.warehouse.status();
    return status.ok ? `ready ${status.value.label}` : status.error.code;
  });
}

async function set(console: RunningConsole, settings: Settings): Promise<string> {
  return console.page.evaluate(async (next) => {
    const { backline } = globalThis as unknown as { backline: BridgeClient };
    const saved = await backline.settings.set(next);
    return saved.ok ? 'saved' : `${saved.error.code} ${saved.error.message}`;
  }, settings);
}

const file = (path: string): Settings => ({ ...DEFAULT_SETTINGS, warehouse: { kind: 'file', file: path } });
/** Asked of the desktop: in the page the automation answers for it. */
const isDark = (console: RunningConsole): Promise<boolean> =>
  console.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);

test('another warehouse is opened in the same window, and the choice lasts', async () => {
  dataDir = await newDemoDataDir();
  const other = join(dataDir, 'other.duckdb');
  await createWarehouseFile(other);
  running = await launchConsole({ dataDir });
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready Demo season');
  expect(await set(running, { ...file(other), appearance: 'dark' })).toBe('saved');
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready other.duckdb');
  expect(await isDark(running)).toBe(true);
  await expect.poll(() => running?.page.locator('.header').innerText()).toContain('other.duckdb');
  await running.close();
  running = await launchConsole({ dataDir });
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready other.duckdb');
  expect(await isDark(running)).toBe(true);
});

test('a warehouse that cannot be opened leaves the window, its cause and the way to another one', async () => {
  dataDir = await newDemoDataDir();
  const letter = join(dataDir, 'letter.duckdb');
  await writeFile(letter, 'Dear warehouse, '.repeat(1000));
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify(file(letter)));
  running = await launchConsole({ dataDir });
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('failed');
  await expect.poll(() => running?.page.locator('main').innerText()).toContain(letter);
  await running.page.getByRole('link', { name: 'Choose another warehouse in Settings' }).click();
  await expect.poll(() => running?.page.url()).toContain('settings');
  expect(await set(running, DEFAULT_SETTINGS)).toBe('saved');
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready Demo season');
  expect(running.hasEnded).toBe(false);
});

test('settings that are damaged are named, and can be saved anew', async () => {
  dataDir = await newDemoDataDir();
  const path = join(dataDir, 'settings.json');
  await writeFile(path, '{\n  "appearance": "dark",\n');
  running = await launchConsole({ dataDir });
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('failed');
  await expect.poll(() => running?.page.locator('main').innerText()).toContain(`${path}:3`);
  expect(await set(running, DEFAULT_SETTINGS)).toBe('saved');
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready Demo season');
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1 });
});

test('under --warehouse the settings cannot choose another one', async () => {
  dataDir = await newDataDir();
  const named = join(dataDir, 'named.duckdb');
  await createWarehouseFile(named);
  running = await launchConsole({ dataDir, flags: ['--warehouse', named] });
  await expect.poll(() => opened(running as RunningConsole), { timeout: 30_000 }).toBe('ready named.duckdb');
  expect(await set(running, file(named))).toMatch(/^wrong_state .*--warehouse/);
  await expect.poll(() => opened(running as RunningConsole)).toBe('ready named.duckdb');
});
