import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCredentials } from '../../../electron/warehouse/bigquery/credentials.js';
import { warehouseError } from '../../../electron/warehouse/bigquery/errors.js';
import { failed, type Failure } from '../../../electron/warehouse/bigquery/failure.js';
import { checkSettings } from '../../../electron/warehouse/bigquery/settings-check.js';
import { DEFAULT_BIGQUERY, type BigQuerySettings } from '../../../shared/settings.js';
import type { ErrorCode } from '../../../shared/errors.js';

const DOING = { what: 'reading plan-freshness', project: 'my-project' };
type Case = readonly [Partial<Failure> & { message: string }, ErrorCode, string | undefined, boolean];

describe('causes', () => {
  it.each<Case>([
    [{ auth: 'no_credentials', message: 'x' }, 'credentials', 'application default credentials', false],
    [{ auth: 'invalid_grant', status: 400, message: 'Token has been expired' }, 'credentials', 'invalid_grant', false],
    [{ status: 401, message: 'Invalid Credentials' }, 'credentials', 'access token', false],
    [
      {
        status: 403,
        reason: 'accessDenied',
        message: 'Access Denied: Table p:d.t: User does not have bigquery.tables.getData permission for table p:d.t',
      },
      'permission_denied',
      'bigquery.tables.getData on Table p:d.t',
      false,
    ],
    [
      {
        status: 403,
        reason: 'accessDenied',
        message: 'Access Denied: Project p: User does not have bigquery.jobs.create permission in project p.',
      },
      'permission_denied',
      'bigquery.jobs.create on Project p',
      false,
    ],
    [
      {
        status: 403,
        reason: 'accessNotConfigured',
        message: 'BigQuery API has not been used in project 1 before or it is disabled',
      },
      'api_disabled',
      'bigquery.googleapis.com',
      false,
    ],
    [
      { status: 404, reason: 'notFound', message: 'Not found: Project my-project' },
      'warehouse_missing',
      'my-project',
      false,
    ],
    [{ status: 404, reason: 'notFound', message: 'Not found: Dataset p:d' }, 'warehouse_missing', 'p:d', false],
    [{ status: 404, reason: 'notFound', message: 'Not found: Table p:d.t' }, 'schema_mismatch', 'p:d.t', false],
    [
      { status: 404, reason: 'notFound', message: 'Not found: Dataset p:d was not found in location EU' },
      'wrong_location',
      'EU',
      false,
    ],
    [
      { status: 400, reason: 'invalidQuery', message: 'Unrecognized name: nope at [1:8]' },
      'schema_mismatch',
      'nope',
      false,
    ],
    [
      {
        reason: 'bytesBilledLimitExceeded',
        message: 'Query exceeded limit for bytes billed: 1. 10485760 or higher required.',
      },
      'over_budget',
      'maximum bytes per query',
      false,
    ],
    [{ status: 403, reason: 'quotaExceeded', message: 'Quota exceeded' }, 'quota_exceeded', 'quotaExceeded', false],
    [
      { status: 403, reason: 'billingNotEnabled', message: 'Billing has not been enabled' },
      'quota_exceeded',
      'billing',
      false,
    ],
    [
      { status: 403, reason: 'rateLimitExceeded', message: 'Exceeded rate limits' },
      'quota_exceeded',
      'rateLimitExceeded',
      true,
    ],
    [{ network: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND nowhere' }, 'unreachable', 'ENOTFOUND', true],
    [{ network: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }, 'unreachable', 'ECONNREFUSED', true],
    [
      { network: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'self signed' },
      'unreachable',
      'SELF_SIGNED_CERT_IN_CHAIN',
      true,
    ],
    [{ status: 407, message: 'Proxy Authentication Required' }, 'unreachable', 'proxy', false],
    [{ status: 500, reason: 'backendError', message: 'oops' }, 'warehouse_failed', 'backendError', true],
  ])('%o is %s on %s', (failure, code, subject, retryable) => {
    const error = warehouseError(failed(failure), DOING);
    expect(error).toMatchObject({ code, subject, retryable });
    expect(error.message).toMatch(/^reading plan-freshness: /);
    if (code !== 'warehouse_failed') expect(error.remedy).toBeTruthy();
  });
});

describe('credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backline-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const settings = (keyFile: string): BigQuerySettings => ({ ...DEFAULT_BIGQUERY, project: 'my-project', keyFile });

  it.each([
    ['missing', () => join(folder, 'none.json'), /does not exist/],
    ['a folder', () => folder, /is a folder/],
    ['not JSON', () => file('a.json', 'SECRET not json'), /is not a JSON key file/],
    ['of another kind', () => file('b.json', '{"type":"authorized_user"}'), /its type is authorized_user/],
    ['without a key', () => file('c.json', '{"type":"service_account","client_email":"a@b.c"}'), /lacks private_key/],
  ])('a key file that is %s has a message of its own', async (_, path, message) => {
    const error: unknown = await openCredentials(settings(path()), {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'credentials' });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('SECRET');
  });

  it('are checked where the environment names a file', async () => {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'gone.json') };
    await expect(openCredentials({ ...settings(''), keyFile: null }, env)).rejects.toMatchObject({
      code: 'credentials',
      subject: env.GOOGLE_APPLICATION_CREDENTIALS,
    });
  });

  it('are not sent to an address that is not encrypted', async () => {
    const opened = await openCredentials({ ...settings('/none.json'), apiEndpoint: 'http://127.0.0.1:1' }, {});
    expect(opened.description).toMatch(/^none/);
    await opened.check();
  });
});

describe('settings', () => {
  const good: BigQuerySettings = { ...DEFAULT_BIGQUERY, project: 'my-project' };
  it.each<[string, Partial<BigQuerySettings>]>([
    ['project', { project: 'My Project' }],
    ['location', { location: 'U S' }],
    ['datasets.nba_raw', { datasets: { nba_raw: 'a b' } }],
    ['snapshotDataset', { snapshotDataset: '' }],
    ['snapshotDays', { snapshotDays: 0 }],
    ['maxBytesPerQuery', { maxBytesPerQuery: 0 }],
    ['impersonate', { impersonate: 'me' }],
    ['apiEndpoint', { apiEndpoint: 'ftp://x' }],
    ['apiEndpoint', { apiEndpoint: 'http://bigquery.example.com' }],
  ])('%s is checked: %o', (subject, wrong) => {
    expect(() => checkSettings(good)).not.toThrow();
    expect(() => checkSettings({ ...good, ...wrong })).toThrow(expect.objectContaining({ code: 'bad_input', subject }));
  });
});
