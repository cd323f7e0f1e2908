import { BacklineError } from '../../../shared/errors.js';
import { DATASETS, type BigQuerySettings } from '../../../shared/settings.js';
import type { Warehouse } from '../port.js';
import { Api } from './client.js';
import { openCredentials, type Credentials } from './credentials.js';
import { warehouseError } from './errors.js';
import { failureOf } from './failure.js';
import { datasetPath } from './names.js';
import type { DatasetResource } from './rest.js';
import { PATIENCE, systemRetryParts, type Patience } from './retry.js';
import { checkSettings } from './settings-check.js';
import { BigQueryWarehouse } from './warehouse.js';

export interface OpenBigQueryOptions {
  readonly settings: BigQuerySettings;
  /** Where credentials are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of each request that is made again: what failed, why, and how long the wait is. */
  readonly log?: ((message: string) => void) | undefined;
  /** Gives up opening; ends nothing that is open. */
  readonly signal?: AbortSignal | undefined;
  /** Times that differ from the usual ones. */
  readonly patience?: Partial<Patience> | undefined;
}

/** Somebody waits in front of a window: what cannot be reached by then is said. */
const OPENING_MS = 10_000;

/**
 * A project behind the port. Its datasets are looked for, so that a wrong project, sign-in or location shows here.
 * @throws BacklineError `bad_input`, `credentials`, `warehouse_missing`, `wrong_location`, `permission_denied`,
 * `api_disabled`, `quota_exceeded`, `unreachable`, `cancelled`.
 */
export async function openBigQueryWarehouse(options: OpenBigQueryOptions): Promise<Warehouse> {
  const { settings, env, log = () => undefined, signal } = options;
  checkSettings(settings);
  const doing = { what: `opening ${settings.project}`, project: settings.project };
  try {
    const credentials = await openCredentials(settings, env);
    const patience = { ...PATIENCE, ...options.patience };
    const opening = openApi(
      settings,
      credentials,
      { ...patience, totalMs: Math.min(OPENING_MS, patience.totalMs) },
      log,
    );
    const location = await findLocation(opening.until(signal), settings).finally(() => opening.close());
    return new BigQueryWarehouse(openApi(settings, credentials, patience, log), settings, location);
  } catch (thrown) {
    if (signal?.aborted === true) throw new BacklineError('cancelled', `${doing.what} was cancelled`);
    throw warehouseError(thrown, doing);
  }
}

export function openApi(
  settings: BigQuerySettings,
  credentials: Credentials,
  patience: Patience,
  log: (message: string) => void,
): Api {
  return new Api(
    { project: settings.project, endpoint: settings.apiEndpoint, authClient: credentials.authClient },
    systemRetryParts(patience, log),
  );
}

/** Where the data lies: of the first dataset found; it must be the one that is set. */
export async function findLocation(api: Api, settings: BigQuerySettings): Promise<string> {
  let missing: unknown = null;
  for (const dataset of DATASETS) {
    const { projectId, datasetId } = datasetPath(settings.datasets[dataset] ?? dataset, settings.project);
    try {
      const { location = '' } = await api.call<DatasetResource>(`looking up dataset ${datasetId}`, {
        method: 'GET',
        path: `datasets/${datasetId}`,
        project: projectId,
      });
      requireLocation(settings, location, datasetId);
      return location;
    } catch (thrown) {
      if (failureOf(thrown, 0).status !== 404 || /project/i.test(failureOf(thrown, 0).message.slice(0, 30)))
        throw thrown;
      missing ??= thrown;
    }
  }
  throw missing;
}

export function requireLocation(settings: BigQuerySettings, found: string, dataset: string): void {
  const wanted = settings.location;
  if (wanted === '' || wanted.toLowerCase() === found.toLowerCase()) return;
  throw new BacklineError('wrong_location', `dataset ${dataset} lies in ${found}, the settings say ${wanted}`, {
    subject: wanted,
    remedy: `Set the location to ${found}, or leave it empty.`,
  });
}
