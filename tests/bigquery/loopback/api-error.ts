/** The service's reasons as far as the loopback gives them, each with the HTTP status that goes with it. */
export const REASON_STATUS = {
  authError: 401,
  accessDenied: 403,
  accessNotConfigured: 403,
  rateLimitExceeded: 403,
  quotaExceeded: 403,
  billingNotEnabled: 403,
  notFound: 404,
  duplicate: 409,
  conditionNotMet: 412,
  tooManyRequests: 429,
  invalid: 400,
  invalidQuery: 400,
  required: 400,
  bytesBilledLimitExceeded: 400,
  resourceInUse: 400,
  stopped: 400,
  jobInternalError: 400,
  internalError: 500,
  backendError: 503,
} as const;
export type Reason = keyof typeof REASON_STATUS;

/** The names Google APIs give to HTTP statuses in `error.status`. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  412: 'FAILED_PRECONDITION',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** One entry of `errors` and of a job's `errorResult`. */
export interface ErrorProto {
  readonly reason: string;
  readonly message: string;
  readonly location?: string;
}

/** A refusal in the service's own words. */
export class ApiError extends Error {
  readonly reason: Reason;
  readonly status: number;

  constructor(reason: Reason, message: string, status: number = REASON_STATUS[reason]) {
    super(message);
    this.name = 'ApiError';
    this.reason = reason;
    this.status = status;
  }

  get proto(): ErrorProto {
    return { reason: this.reason, message: this.message };
  }

  /** The body of the answer. */
  get body(): unknown {
    return errorBody(this.status, this.reason, this.message);
  }
}

export function errorBody(status: number, reason: string, message: string): unknown {
  return {
    error: {
      code: status,
      message,
      errors: [{ message, domain: 'global', reason }],
      status: STATUS_NAMES[status] ?? 'UNKNOWN',
    },
  };
}

/** What went wrong inside the server: the service would say 500, a test wants to see why. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('internalError', thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
}
