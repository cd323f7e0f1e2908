import { describe, expect, test } from 'vitest';
import { remedyOf } from '../../../renderer/features/settings/connection-remedy.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { DEFAULT_BIGQUERY, type BigQuerySettings } from '../../../shared/settings.js';
import type { ConnectionStepId } from '../../../shared/warehouse-report.js';

function remedy(id: ConnectionStepId, error: Partial<ErrorInfo>, settings: Partial<BigQuerySettings> = {}) {
  const info: ErrorInfo = { code: 'internal', message: '', retryable: false, ...error };
  return remedyOf(
    { id, title: id, state: 'failed', finding: info.message, error: info, ms: 1 },
    { ...DEFAULT_BIGQUERY, ...settings },
  );
}

describe('the button beside a failed step', () => {
  test('goes to the field that the settings name', () => {
    expect(remedy('settings', { code: 'bad_input', subject: 'project' })).toMatchObject({ path: 'bigquery.project' });
    expect(remedy('reach', { code: 'unreachable' }, { apiEndpoint: 'http://127.0.0.1:1' })).toMatchObject({
      path: 'bigquery.apiEndpoint',
    });
    expect(remedy('reach', { code: 'unreachable' })).toBeNull();
    expect(
      remedy('reach', { code: 'unreachable', subject: 'proxy' }, { apiEndpoint: 'http://127.0.0.1:1' }),
    ).toBeNull();
    expect(remedy('credentials', { code: 'unreachable' }, { apiEndpoint: 'https://127.0.0.1:1' })).toBeNull();
  });

  test('goes to the dataset that is called so, under whatever name, and else to the project', () => {
    const gone = (name: string): Partial<ErrorInfo> => ({ code: 'warehouse_missing', subject: `my-project:${name}` });
    expect(remedy('datasets', gone('nba_raw'))).toMatchObject({ path: 'bigquery.datasets.nba_raw' });
    expect(remedy('datasets', gone('feeds'), { datasets: { nba_raw: 'other.feeds' } })).toMatchObject({
      path: 'bigquery.datasets.nba_raw',
    });
    expect(remedy('snapshots', gone('backline_snapshots'))).toMatchObject({ path: 'bigquery.snapshotDataset' });
    expect(remedy('project', gone('nba_raw'))).toMatchObject({ path: 'bigquery.project' });
  });

  test('sets the location that was found, and only then', () => {
    const message = 'dataset nba_raw lies in europe-west1, the settings say US';
    expect(remedy('datasets', { code: 'wrong_location', message })).toMatchObject({
      kind: 'location',
      location: 'europe-west1',
    });
    expect(remedy('datasets', { code: 'wrong_location', message: 'elsewhere' })).toMatchObject({ kind: 'field' });
  });

  test('copies the command that switches the API on', () => {
    const text = 'gcloud services enable bigquery.googleapis.com --project p';
    expect(remedy('project', { code: 'api_disabled', remedy: `Switch it on: ${text}` })).toMatchObject({ text });
  });

  test('is not there where only somebody else can help', () => {
    for (const code of ['permission_denied', 'quota_exceeded', 'schema_mismatch'] as const) {
      expect(remedy('project', { code })).toBeNull();
    }
  });
});
