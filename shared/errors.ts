/**
 * Every failure that reaches a person carries one of these codes. The set is closed so that the command line can map
 * it to an exit code and the window to a remedy without guessing from text.
 */
export const ERROR_CODES = [
  /** A flag, date, field or option is wrong. `subject` names it. */
  'bad_input',
  /** Nothing to do for this range: no game, no row. */
  'nothing_to_do',
  /** The warehouse file, project or folder does not exist. */
  'warehouse_missing',
  /** The file is there but is not a Backline-readable warehouse. */
  'warehouse_foreign',
  /** Another process holds the warehouse or the data folder. */
  'warehouse_locked',
  /** A table or column that a statement needs is not there. `subject` names it. */
  'schema_mismatch',
  /** Imported rows are wrong; `subject` is `file:line`. */
  'bad_rows',
  /** The warehouse refused or failed a statement. */
  'warehouse_failed',
  /** No credentials, unreadable or expired ones. `subject` is the kind or the key file. */
  'credentials',
  /** Who is asked for may not; `subject` is the permission and what it is wanted on. */
  'permission_denied',
  /** The service's API is switched off in the project. */
  'api_disabled',
  /** The data lives in another location than the one that is asked. */
  'wrong_location',
  /** Billing is off, or a quota or rate limit is used up. */
  'quota_exceeded',
  /** No way to the service: network, name, proxy, certificate. */
  'unreachable',
  /** Estimated or billed bytes go beyond the cap; `subject` is the cap. */
  'over_budget',
  /** No space left, read-only medium, or no permission to write. `subject` is the path. */
  'disk_unwritable',
  /** The plan no longer describes the world it was made for. */
  'plan_stale',
  /** A blocker or the guard stopped it; `subject` is the override that would allow it. */
  'blocked',
  /** A run, date or snapshot by this name is unknown. */
  'not_found',
  /** The command does not fit the present state, for example pausing a finished run. */
  'wrong_state',
  /** Rows written and rows read back differ. */
  'verify_failed',
  /** The operator cancelled. */
  'cancelled',
  /** A defect of Backline itself. */
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as a value: what crosses the bridge, stands in the journal and is printed by the command line. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  /** One sentence a person can act on; names the thing. */
  readonly message: string;
  /** The flag, field, file:line, table, date or path that is at fault. */
  readonly subject?: string | undefined;
  /** What to do about it, when that is known. */
  readonly remedy?: string | undefined;
  /** Whether doing the same again may succeed. */
  readonly retryable: boolean;
}

export class BacklineError extends Error {
  readonly code: ErrorCode;
  readonly subject: string | undefined;
  readonly remedy: string | undefined;
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      readonly subject?: string | undefined;
      readonly remedy?: string | undefined;
      readonly retryable?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'BacklineError';
    this.code = code;
    this.subject = more.subject;
    this.remedy = more.remedy;
    this.retryable = more.retryable ?? false;
  }
}

/** Any thrown value as an `ErrorInfo`; what is not a `BacklineError` is a defect and says so. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof BacklineError) {
    return {
      code: thrown.code,
      message: thrown.message,
      subject: thrown.subject,
      remedy: thrown.remedy,
      retryable: thrown.retryable,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, retryable: false };
}

export function fromErrorInfo(info: ErrorInfo): BacklineError {
  return new BacklineError(info.code, info.message, info);
}
