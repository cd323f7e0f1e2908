import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { checkCsvSettings } from '../../shared/csv.js';
import { BacklineError } from '../../shared/errors.js';
import { DATASETS, type BigQuerySettings, type Settings } from '../../shared/settings.js';

/** What is wrong with a field: its path and a sentence without the field's name. Never repeats what may be a secret. */
export interface WrongField {
  readonly field: string;
  readonly message: string;
}

/** A project id, perhaps with the domain it belongs to in front. */
const PROJECT = /^(?:[a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const DATASET = /^[A-Za-z0-9_]{1,1024}$/;
const LOCATION = /^[A-Za-z][A-Za-z0-9-]*$/;
const SERVICE_ACCOUNT = /^[a-z0-9][a-z0-9.-]*@[a-z0-9][a-z0-9.-]*\.gserviceaccount\.com$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isProjectId(text: string): boolean {
  return PROJECT.test(text);
}

function isDataset(text: string): boolean {
  const at = text.lastIndexOf('.');
  return DATASET.test(text.slice(at + 1)) && (at === -1 || isProjectId(text.slice(0, at)));
}

function endpointProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'is not an address like https://bigquery.example.com';
  const url = new URL(text);
  // What is stored here is shown and logged.
  if (url.username !== '' || url.password !== '') return 'must not carry a user or a password';
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'must begin with https://';
  return LOOPBACK.has(url.hostname)
    ? null
    : 'must begin with https://: credentials and rows would cross the network unencrypted';
}

/** What is wrong with the form of these fields, as they are asked for whoever opens a project. */
export function* bigQueryProblems(settings: BigQuerySettings): Generator<WrongField> {
  const { project, location, datasets, snapshotDataset, snapshotDays } = settings;
  const { keyFile, impersonate, maxBytesPerQuery, apiEndpoint } = settings;
  if (project !== '' && !isProjectId(project)) {
    yield {
      field: 'project',
      message: `"${project}" is not a project id (6 to 30 lower-case letters, digits, hyphens)`,
    };
  }
  if (location !== '' && !LOCATION.test(location)) {
    yield { field: 'location', message: `"${location}" is not a location like US, EU or europe-west1` };
  }
  for (const dataset of DATASETS) {
    const name = datasets[dataset];
    if (name !== undefined && !isDataset(name)) {
      yield { field: `datasets.${dataset}`, message: `"${name}" is neither a dataset nor project.dataset` };
    }
  }
  if (!isDataset(snapshotDataset)) {
    yield { field: 'snapshotDataset', message: `"${snapshotDataset}" is neither a dataset nor project.dataset` };
  }
  if (keyFile !== null && /[{\n]|PRIVATE KEY/.test(keyFile)) {
    yield { field: 'keyFile', message: 'is to be the path of a key file, not the key itself' };
  } else if (keyFile !== null && !isAbsolute(keyFile)) {
    yield { field: 'keyFile', message: `"${keyFile}" is not an absolute path` };
  }
  if (impersonate !== null && !SERVICE_ACCOUNT.test(impersonate)) {
    yield { field: 'impersonate', message: `"${impersonate}" is not the e-mail of a service account` };
  }
  if (!Number.isInteger(snapshotDays) || snapshotDays < 1 || snapshotDays > 3650) {
    yield { field: 'snapshotDays', message: `${snapshotDays} is not a number of days from 1 to 3650` };
  }
  if (!Number.isSafeInteger(maxBytesPerQuery) || maxBytesPerQuery < 1) {
    yield { field: 'maxBytesPerQuery', message: `${maxBytesPerQuery} is not a whole number of bytes above 0` };
  }
  const problem = apiEndpoint === null ? null : endpointProblem(apiEndpoint);
  if (problem !== null) yield { field: 'apiEndpoint', message: problem };
}

/** Everything about a field's own form that its type does not say; the machine is not looked at. */
export function* wrongForms(settings: Settings): Generator<WrongField> {
  const { warehouse, bigquery, maxBytesPerRun } = settings;
  if (warehouse.kind === 'file' && warehouse.file === null) {
    yield { field: 'warehouse.file', message: 'is missing: the warehouse is to be a file' };
  } else if (warehouse.file !== null && !isAbsolute(warehouse.file)) {
    yield { field: 'warehouse.file', message: `"${warehouse.file}" is not an absolute path` };
  }
  if (warehouse.kind === 'bigquery' && bigquery.project === '') {
    yield { field: 'bigquery.project', message: 'is missing: the warehouse is to be BigQuery' };
  }
  for (const { field, message } of bigQueryProblems(bigquery)) yield { field: `bigquery.${field}`, message };
  if (maxBytesPerRun !== null && !Number.isSafeInteger(maxBytesPerRun)) {
    yield { field: 'maxBytesPerRun', message: `${maxBytesPerRun} is not a whole number of bytes` };
  }
}

/** Files that are named and are not there, as far as the settings would use them. */
function* wrongFiles(settings: Settings): Generator<WrongField> {
  const { file, kind } = settings.warehouse;
  const named = [
    ['warehouse.file', kind === 'file' ? file : null],
    ['bigquery.keyFile', settings.bigquery.keyFile],
  ] as const;
  for (const [field, path] of named) {
    if (path === null) continue;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) yield { field, message: `there is no file ${path}` };
    else if (!stat.isFile()) yield { field, message: `${path} is not a file` };
  }
}

/**
 * Refuses settings that cannot be meant; the first wrong field is told.
 * @throws BacklineError `bad_input` whose subject is the field's path.
 */
export function checkSettings(settings: Settings): void {
  checkCsvSettings(settings.csv);
  for (const find of [wrongForms, wrongFiles]) {
    for (const { field, message } of find(settings)) {
      throw new BacklineError('bad_input', `${field}: ${message}`, { subject: field });
    }
  }
}
