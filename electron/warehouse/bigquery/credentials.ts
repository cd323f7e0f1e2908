import { readFileSync } from 'node:fs';
import { GoogleAuth, Impersonated, PassThroughClient, type AuthClient } from 'google-auth-library';
import { BacklineError } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type { AuthClientOption } from './client.js';

const SCOPES = ['https://www.googleapis.com/auth/bigquery', 'https://www.googleapis.com/auth/cloud-platform'];

type Env = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  readonly authClient: AuthClientOption;
  /** Whose they are, for a person: `application default credentials`, `key file …`; never a secret. */
  readonly description: string;
  /** Fetches a token, so that what is wrong shows before the first request. */
  readonly check: () => Promise<void>;
}

/** A server on this machine gets no credentials: they must not travel unencrypted. */
export function needsCredentials(endpoint: string | null): boolean {
  return endpoint === null || !endpoint.startsWith('http://');
}

/**
 * Application default credentials, or a service account's key file, either of them acting as another service account
 * when one is named. The key stays in its file: nothing of it is kept, shown or logged.
 * @throws BacklineError `credentials`, each cause with a message of its own.
 */
export async function openCredentials(settings: BigQuerySettings, env: Env): Promise<Credentials> {
  if (!needsCredentials(settings.apiEndpoint)) {
    return {
      authClient: new PassThroughClient() as AuthClientOption,
      description: 'none: the address is not encrypted, so none are sent',
      check: async () => undefined,
    };
  }
  const own = settings.keyFile === null ? await defaultClient(env) : keyFileClient(settings.keyFile);
  const acting = settings.impersonate;
  const client =
    acting === null
      ? own.client
      : new Impersonated({ sourceClient: own.client, targetPrincipal: acting, targetScopes: SCOPES, lifetime: 3600 });
  return {
    authClient: client as AuthClientOption,
    description: acting === null ? own.description : `${own.description}, acting as ${acting}`,
    check: async () => {
      await client.getAccessToken();
    },
  };
}

interface OwnClient {
  readonly client: AuthClient;
  readonly description: string;
}

async function defaultClient(env: Env): Promise<OwnClient> {
  const named = env.GOOGLE_APPLICATION_CREDENTIALS;
  if (named !== undefined && named !== '') readKey(named, 'GOOGLE_APPLICATION_CREDENTIALS');
  const client = await new GoogleAuth({ scopes: SCOPES }).getClient();
  return { client, description: 'application default credentials' };
}

function keyFileClient(path: string): OwnClient {
  const key = readKey(path, 'the key file');
  const kind = key.type;
  if (kind !== 'service_account') {
    throw new BacklineError(
      'credentials',
      `the key file ${path} is not the key of a service account (its type is ${typeof kind === 'string' ? kind : 'missing'})`,
      { subject: path, remedy: 'Choose a service-account key, or leave the key file empty to use your own sign-in.' },
    );
  }
  const missing = ['client_email', 'private_key'].filter((name) => typeof key[name] !== 'string' || key[name] === '');
  if (missing.length > 0) {
    throw new BacklineError('credentials', `the key file ${path} lacks ${missing.join(' and ')}`, {
      subject: path,
      remedy: 'Download the key file again.',
    });
  }
  const client = new GoogleAuth({ scopes: SCOPES }).fromJSON(key);
  // The library takes its scopes from the constructor only when it finds the credentials by itself.
  if ('scopes' in client) client.scopes = SCOPES;
  return { client, description: `key file ${path} (${String(key.client_email)})` };
}

function readKey(path: string, what: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    const why =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES' || code === 'EPERM'
          ? 'may not be read'
          : code === 'EISDIR'
            ? 'is a folder'
            : `cannot be read (${code})`;
    throw new BacklineError('credentials', `${what} ${path} ${why}`, {
      subject: path,
      remedy: 'Check the path, and that this user may read it.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and the text may be a key.
    value = null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BacklineError('credentials', `${what} ${path} is not a JSON key file`, {
      subject: path,
      remedy: 'Choose the JSON file that was downloaded with the key; P12 files are not read.',
    });
  }
  return value as Readonly<Record<string, unknown>>;
}
