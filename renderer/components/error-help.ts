import type { ErrorCode } from '../../shared/errors.js';

/** Where the guide says more about a kind of error than its own remedy; a test holds each to a heading. */
export const ERROR_SECTIONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  warehouse_missing: 'when-bigquery-refuses',
  credentials: 'when-bigquery-refuses',
  permission_denied: 'when-bigquery-refuses',
  api_disabled: 'when-bigquery-refuses',
  wrong_location: 'when-bigquery-refuses',
  quota_exceeded: 'when-bigquery-refuses',
  unreachable: 'when-bigquery-refuses',
  over_budget: 'bigquery',
  schema_mismatch: 'bigquery',
  bad_rows: 'import-a-folder',
  blocked: 'when-a-date-is-blocked',
  warehouse_foreign: 'what-an-error-means',
  warehouse_locked: 'what-an-error-means',
  plan_stale: 'what-an-error-means',
  verify_failed: 'what-an-error-means',
  wrong_state: 'what-an-error-means',
  disk_unwritable: 'what-an-error-means',
};

export function helpForError(code: ErrorCode): string | null {
  return ERROR_SECTIONS[code] ?? null;
}
