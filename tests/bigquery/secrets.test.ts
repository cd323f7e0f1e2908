import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServices } from '../../electron/services.js';
import { SettingsService } from '../../electron/settings/service.js';
import { testConnection } from '../../electron/warehouse/bigquery/connection-test.js';
import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import { toErrorInfo } from '../../shared/errors.js';
import { DEFAULT_SETTINGS, type BigQuerySettings } from '../../shared/settings.js';
import { Cloud, newDataDir, seasonOf } from './support.js';

const season = seasonOf(2, 1);
/** An address that asks for credentials and where nothing answers. */
const ELSEWHERE = 'https://127.0.0.1:1';
let cloud: Cloud;
let folder: string;
let dataDir: string;
let keyFile: string;
let secrets: readonly string[];

beforeAll(async () => {
  cloud = await Cloud.start(season);
  folder = mkdtempSync(join(tmpdir(), 'backline-key-'));
  dataDir = newDataDir();
  keyFile = join(folder, 'key.json');
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  secrets = [...key.toString().split('\n').slice(1, -2), 'f00dcafe-key-id'];
  writeFileSync(
    keyFile,
    JSON.stringify({
      type: 'service_account',
      project_id: cloud.server.project,
      private_key_id: 'f00dcafe-key-id',
      private_key: key,
      client_email: 'robot@my-project.iam.gserviceaccount.com',
      client_id: '1',
      token_uri: 'https://127.0.0.1:1/token',
    }),
  );
});
afterAll(async () => {
  await cloud.stop();
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
});

function textsUnder(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'latin1');
  return readdirSync(path)
    .map((name) => textsUnder(join(path, name)))
    .join('\n');
}

const told = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret));

test('of a key nothing but its path is stored, shown or logged', async () => {
  const settings = (more: Partial<BigQuerySettings>): BigQuerySettings => cloud.settings({ keyFile, ...more });
  const chosen = { ...DEFAULT_SETTINGS, warehouse: { kind: 'bigquery', file: null }, bigquery: settings({}) } as const;
  await new SettingsService(dataDir).set(chosen);
  const said: string[] = [];
  const onProgress = ({ message }: { readonly message: string }): void => void said.push(message);
  const services = await openServices({ dataDir, today: season.today, env: {}, onProgress });
  const [from, to] = [season.dates[0], season.dates[1]];
  if (from === undefined || to === undefined) throw new Error('no dates');
  const { id } = await services.runs.launch({ ...DEFAULT_OPTIONS, from, to });
  said.push(JSON.stringify(await services.runs.settled(id)), JSON.stringify(await services.runs.log(id, 0, 1_000)));
  await services.close();

  // Where the key is used: signing with it works, the token's address does not answer.
  said.push(JSON.stringify(await testConnection(settings({ apiEndpoint: ELSEWHERE }), {})));
  await new SettingsService(dataDir).set({ ...chosen, bigquery: settings({ apiEndpoint: ELSEWHERE }) });
  const refused: unknown = await openServices({ dataDir, today: season.today, env: {}, onProgress }).catch(
    (thrown: unknown) => thrown,
  );
  said.push(JSON.stringify(toErrorInfo(refused)), String(refused));
  expect(toErrorInfo(refused).code).toMatch(/unreachable|credentials/);

  const stored = textsUnder(dataDir);
  expect(stored).toContain(keyFile);
  expect(stored).toContain('date-done');
  expect(told(stored)).toEqual([]);
  expect(told(said.join('\n'))).toEqual([]);
  // The service itself was sent nothing either: an address that is not encrypted gets no credentials.
  expect(told(JSON.stringify(cloud.server.seen))).toEqual([]);
}, 90_000);
