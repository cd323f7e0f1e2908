import { BacklineError } from '../../../shared/errors.js';
import { failureOf, type Failure } from './failure.js';
import { isPassing } from './retry.js';

/** Where a failure happened, for its message. */
export interface Doing {
  /** For a person: `reading plan-freshness`, `writing nba_predictions.ml_feature_store_v2 2026-01-31`. */
  readonly what: string;
  readonly project: string;
}

/** Every cause has a code, a message that names the thing, and a remedy of its own. */
export function warehouseError(thrown: unknown, doing: Doing): BacklineError {
  if (thrown instanceof BacklineError) return thrown;
  // A defect of Backline's own says so with its name; the client's failures come as objects with a code or a response.
  if (thrown instanceof TypeError && !('code' in thrown)) throw thrown;
  return failureError(failureOf(thrown, Date.now()), doing);
}

export function failureError(failure: Failure, doing: Doing): BacklineError {
  return (
    credentialsError(failure, doing) ??
    networkError(failure, doing) ??
    limitError(failure, doing) ??
    permissionError(failure, doing) ??
    missingError(failure, doing) ??
    new BacklineError('warehouse_failed', `${doing.what}: ${failure.message}`, {
      subject: failure.reason ?? undefined,
      retryable: isPassing(failure),
    })
  );
}

const SIGN_IN = 'Sign in with `gcloud auth application-default login`, or name a service-account key file in Settings.';

function credentialsError({ auth, status, message }: Failure, { what }: Doing): BacklineError | null {
  switch (auth) {
    case null:
      break;
    case 'no_credentials':
      return new BacklineError('credentials', `${what}: there are no application default credentials`, {
        subject: 'application default credentials',
        remedy: SIGN_IN,
      });
    case 'invalid_grant':
    case 'invalid_rapt':
    case 'no_refresh_token':
      return new BacklineError('credentials', `${what}: the credentials have expired or were revoked (${message})`, {
        subject: auth,
        remedy: `${SIGN_IN} With a key file: check that the key still exists, and that this machine's clock is right.`,
      });
    case 'impersonation':
      return new BacklineError('permission_denied', `${what}: the service account may not be acted as (${message})`, {
        subject: 'iam.serviceAccounts.getAccessToken on the service account',
        remedy: 'Ask for the role Service Account Token Creator on that account.',
      });
    case 'bad_key':
      return new BacklineError('credentials', `${what}: the private key of the key file cannot be read`, {
        subject: 'private key',
        remedy: 'Download the key file again.',
      });
    default:
      return new BacklineError('credentials', `${what}: no access token was given (${auth}: ${message})`, {
        subject: auth,
        remedy: SIGN_IN,
      });
  }
  if (status === 401) {
    return new BacklineError('credentials', `${what}: the service does not accept the credentials (${message})`, {
      subject: 'access token',
      remedy: SIGN_IN,
    });
  }
  if (status === 407) {
    return new BacklineError('unreachable', `${what}: the proxy asks for a name and password`, {
      subject: 'proxy',
      remedy: 'Put them into HTTPS_PROXY (http://name:password@host:port) before Backline is started.',
    });
  }
  return null;
}

const TLS = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO/;

function networkError({ network, message }: Failure, { what }: Doing): BacklineError | null {
  if (network === null) return null;
  const unreachable = (why: string, remedy: string): BacklineError =>
    new BacklineError('unreachable', `${what}: ${why}`, { subject: network, remedy, retryable: true });
  if (/proxy/i.test(message)) {
    return unreachable(`the proxy does not let it through (${message})`, 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.');
  }
  if (network === 'ENOTFOUND' || network === 'EAI_AGAIN') {
    return unreachable(`the name of the service is not known here (${message})`, 'Check the network and the address.');
  }
  if (network === 'ECONNREFUSED') {
    return unreachable(
      `nothing answers at the address of the service (${message})`,
      'Check the address and the proxy.',
    );
  }
  if (network === 'ETIMEDOUT' || network === 'ESOCKETTIMEDOUT') {
    return unreachable('no answer came in time', 'Check the network; a run can be resumed.');
  }
  if (TLS.test(network)) {
    return unreachable(
      `the certificate of the service is not trusted (${network})`,
      'Behind a proxy that opens connections, name its certificate in NODE_EXTRA_CA_CERTS.',
    );
  }
  return unreachable(`the connection broke (${message})`, 'Check the network; a run can be resumed.');
}

function limitError(failure: Failure, { what, project }: Doing): BacklineError | null {
  const { reason, status, message } = failure;
  if (reason === 'bytesBilledLimitExceeded') {
    return new BacklineError('over_budget', `${what}: it would bill more bytes than a query may (${message})`, {
      subject: 'maximum bytes per query',
      remedy: 'Choose a shorter range, or raise the cap in Settings.',
    });
  }
  if (reason === 'billingNotEnabled' || /billing (?:has not been|is not|not) enabled|enable billing/i.test(message)) {
    return new BacklineError('quota_exceeded', `${what}: billing is off in project ${project}`, {
      subject: 'billing',
      remedy: 'Link the project to a billing account; the sandbox allows no load and copy jobs of this kind.',
    });
  }
  if (reason === 'quotaExceeded' || reason === 'billingTierLimitExceeded') {
    return new BacklineError('quota_exceeded', `${what}: a quota is used up (${message})`, {
      subject: reason,
      remedy: 'Wait until it is renewed (most are daily), or ask for a higher quota.',
    });
  }
  if (status === 429 || (reason !== null && /rateLimitExceeded|RESOURCE_EXHAUSTED/i.test(reason))) {
    return new BacklineError('quota_exceeded', `${what}: the service is asked too often (${message})`, {
      subject: reason ?? 'rate limit',
      remedy: 'Try again later, with fewer dates at once.',
      retryable: true,
    });
  }
  return null;
}

function permissionError({ reason, status, message }: Failure, { what, project }: Doing): BacklineError | null {
  if (reason === 'accessNotConfigured' || /API has not been used|it is disabled|SERVICE_DISABLED/i.test(message)) {
    return new BacklineError('api_disabled', `${what}: the BigQuery API is switched off in project ${project}`, {
      subject: 'bigquery.googleapis.com',
      remedy: `Switch it on: gcloud services enable bigquery.googleapis.com --project ${project}`,
    });
  }
  if (status !== 403 && reason !== 'accessDenied' && reason !== 'PERMISSION_DENIED') return null;
  const permission = /\b(bigquery\.[\w.]+|serviceusage\.[\w.]+|resourcemanager\.[\w.]+)\b/.exec(message)?.[1];
  const place = /Access Denied: ((?:Project|Dataset|Table|Job|View|Connection) [^:\s]+(?::[\w.$-]+)?)/i.exec(
    message,
  )?.[1];
  const subject = [permission, place].filter((part) => part !== undefined).join(' on ');
  return new BacklineError('permission_denied', `${what}: permission denied (${message})`, {
    subject: subject === '' ? `project ${project}` : subject,
    remedy:
      permission === undefined
        ? 'Ask for BigQuery Data Editor on the datasets and BigQuery Job User on the project.'
        : `Ask for a role with ${permission}${place === undefined ? '' : ` on ${place}`}.`,
  });
}

function missingError({ reason, status, message }: Failure, { what, project }: Doing): BacklineError | null {
  const [, kind, name] = /Not found: (Project|Dataset|Table|View|Partition|Job)\s+([^\s,]+)/i.exec(message) ?? [];
  const location = /was not found in location ([\w-]+)/i.exec(message)?.[1];
  if (location !== undefined) {
    return new BacklineError('wrong_location', `${what}: ${name ?? 'the data'} was not found in location ${location}`, {
      subject: location,
      remedy: `Check in Settings that the dataset is called so, and that it lies in ${location} like the others.`,
    });
  }
  if (
    /(?:cannot|can't) (?:read and write|query|copy).*different locations|does not match the location/i.test(message)
  ) {
    return new BacklineError('wrong_location', `${what}: the datasets lie in different locations (${message})`, {
      subject: 'location',
      remedy: 'All datasets, the one of snapshots included, must lie in one location.',
    });
  }
  if (
    /^project$/i.test(kind ?? '') ||
    /(?:unknown|invalid) project|project .* (?:not found|does not exist)/i.test(message)
  ) {
    return new BacklineError('warehouse_missing', `${what}: there is no project ${project}`, {
      subject: project,
      remedy: 'Check the project id in Settings: the id, not the name or the number.',
    });
  }
  if (/^dataset$/i.test(kind ?? '')) {
    return new BacklineError('warehouse_missing', `${what}: there is no dataset ${String(name)}`, {
      subject: name,
      remedy: 'Name the dataset in Settings as it is called in the project.',
    });
  }
  if (/^(?:table|view|partition)$/i.test(kind ?? '')) {
    return new BacklineError('schema_mismatch', `${what}: there is no table ${String(name)}`, {
      subject: name,
      remedy: 'Compare the warehouse with the table definitions: `schema`.',
    });
  }
  const column = /Unrecognized name: (\S+)|Name (\S+) not found|No such field: (\S+)/i.exec(message);
  const missing = column?.[1] ?? column?.[2] ?? column?.[3];
  if ((reason === 'invalidQuery' || reason === 'invalid') && missing !== undefined) {
    return new BacklineError('schema_mismatch', `${what}: the warehouse has no column ${missing}`, {
      subject: missing,
      remedy: 'Compare the warehouse with the table definitions: `schema`.',
    });
  }
  if (status === 404) {
    return new BacklineError('warehouse_missing', `${what}: not found (${message})`, { subject: project });
  }
  return null;
}
