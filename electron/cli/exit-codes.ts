import { assertNever } from '../../shared/assert-never.js';
import type { ErrorCode } from '../../shared/errors.js';

export const DONE = 0;
export const FAILED = 1;
export const BAD_USAGE = 2;
export const NO_WAREHOUSE = 3;
export const CANCELLED = 130;

/** The exit code of a command that ended with an error. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    // A range or a run that does not exist was named by the caller, so it is the caller's to correct.
    case 'bad_input':
    case 'nothing_to_do':
    case 'not_found':
      return BAD_USAGE;
    case 'warehouse_missing':
    case 'warehouse_foreign':
    case 'warehouse_locked':
    case 'warehouse_failed':
    case 'credentials':
    case 'permission_denied':
    case 'api_disabled':
    case 'wrong_location':
    case 'quota_exceeded':
    case 'unreachable':
    case 'schema_mismatch':
      return NO_WAREHOUSE;
    case 'cancelled':
      return CANCELLED;
    case 'bad_rows':
    case 'disk_unwritable':
    case 'plan_stale':
    case 'blocked':
    case 'over_budget':
    case 'wrong_state':
    case 'verify_failed':
    case 'internal':
      return FAILED;
    default:
      return assertNever(code, 'error code');
  }
}
