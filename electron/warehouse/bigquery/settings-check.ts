import { BacklineError } from '../../../shared/errors.js';
import { DATASETS, type BigQuerySettings } from '../../../shared/settings.js';

/** Ids of projects, `example.com:` in front where a domain owns them (Resource Manager: project ids). */
const PROJECT = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const DATASET = /^(?:[a-z0-9.:-]+\.)?\w{1,1024}$/i;
const LOCATION = /^[A-Za-z][A-Za-z0-9-]*$/;
const ACCOUNT = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

function wrong(field: string, value: unknown, wanted: string): BacklineError {
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  return new BacklineError('bad_input', `${field}: ${shown} is not ${wanted}`, { subject: field });
}

/** What can be seen without asking anybody. @throws BacklineError `bad_input` naming the field. */
export function checkSettings(settings: BigQuerySettings): void {
  const { project, location, datasets, snapshotDataset, snapshotDays, impersonate, maxBytesPerQuery, apiEndpoint } =
    settings;
  if (project === '') {
    throw new BacklineError('bad_input', 'no project is set', {
      subject: 'project',
      remedy: 'Name the project that holds the datasets.',
    });
  }
  if (!PROJECT.test(project)) throw wrong('project', project, 'a project id like my-project-123');
  if (location !== '' && !LOCATION.test(location)) throw wrong('location', location, 'a location like US or us-east1');
  for (const dataset of DATASETS) {
    const name = datasets[dataset];
    if (name !== undefined && !DATASET.test(name)) {
      throw wrong(`dataset ${dataset}`, name, 'a name like dataset or project.dataset');
    }
  }
  if (!DATASET.test(snapshotDataset))
    throw wrong('snapshot dataset', snapshotDataset, 'a name like backline_snapshots');
  if (!Number.isInteger(snapshotDays) || snapshotDays < 1 || snapshotDays > 3650) {
    throw wrong('snapshot days', snapshotDays, 'a number from 1 to 3650');
  }
  if (!Number.isSafeInteger(maxBytesPerQuery) || maxBytesPerQuery < 1) {
    throw wrong('bytes per query', maxBytesPerQuery, 'a whole number above 0');
  }
  if (impersonate !== null && !ACCOUNT.test(impersonate)) {
    throw wrong('service account', impersonate, "a service account's e-mail");
  }
  if (apiEndpoint !== null) checkEndpoint(apiEndpoint);
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function checkEndpoint(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw wrong('address of the API', text, 'an address like https://bigquery.example.com');
  }
  // Rows would travel unencrypted.
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    throw wrong('address of the API', text, 'encrypted: only addresses of this machine may start with http://');
  }
}
