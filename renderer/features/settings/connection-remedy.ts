import type { ErrorCode, ErrorInfo } from '../../../shared/errors.js';
import { DATASETS, type BigQuerySettings } from '../../../shared/settings.js';
import type { ConnectionStep } from '../../../shared/warehouse-report.js';

/** What a button beside a failed step can do about it. */
export type Remedy =
  /** Goes to the field that has to be changed, by its path. */
  | { readonly kind: 'field'; readonly path: string; readonly label: string }
  | { readonly kind: 'key-file'; readonly label: string }
  /** Sets the location in which the datasets were found. */
  | { readonly kind: 'location'; readonly location: string; readonly label: string }
  /** Puts a command on the clipboard. */
  | { readonly kind: 'copy'; readonly text: string; readonly label: string };

/** The field of the dataset that is called so: the settings' own name for it, or the production name. */
function datasetField(settings: BigQuerySettings, text: string): string | null {
  const called = settings.snapshotDataset.split('.').at(-1) ?? '';
  const found = DATASETS.find((dataset) => {
    const name = (settings.datasets[dataset] ?? dataset).split('.').at(-1) ?? '';
    return new RegExp(`(^|[:.\\s])${name}($|[:.\\s,])`).test(text);
  });
  if (found !== undefined) return `bigquery.datasets.${found}`;
  return new RegExp(`(^|[:.\\s])${called}($|[:.\\s,])`).test(text) ? 'bigquery.snapshotDataset' : null;
}

const field = (path: string, label: string): Remedy => ({ kind: 'field', path, label });

type Find = (error: ErrorInfo, settings: BigQuerySettings, step: ConnectionStep) => Remedy | null;

/** By cause; the others somebody else has to help with: a role, a bill, a network. */
const REMEDIES: Readonly<Partial<Record<ErrorCode, Find>>> = {
  bad_input: ({ subject }) => (subject === undefined ? null : field(`bigquery.${subject}`, 'Go to the field')),
  credentials: (_, { keyFile }) => ({
    kind: 'key-file',
    label: keyFile === null ? 'Use a key file…' : 'Choose another key file…',
  }),
  warehouse_missing: ({ subject = '', message }, settings, { id }) => {
    const dataset = id === 'project' ? null : datasetField(settings, `${subject} ${message}`);
    return dataset === null
      ? field('bigquery.project', 'Go to the project')
      : field(dataset, 'Go to the name of the dataset');
  },
  wrong_location: ({ message }) => {
    const location = /lies in ([\w-]+),/.exec(message)?.[1];
    return location === undefined
      ? field('bigquery.location', 'Go to the location')
      : { kind: 'location', location, label: `Set the location to ${location}` };
  },
  api_disabled: ({ remedy = '' }) => {
    const text = /gcloud services enable .+$/.exec(remedy)?.[0];
    return text === undefined ? null : { kind: 'copy', text, label: 'Copy the command' };
  },
  over_budget: () => field('bigquery.maxBytesPerQuery', 'Go to the cap'),
  // A proxy between here and the address is set outside of Backline, and whoever signs in is asked elsewhere.
  unreachable: ({ subject }, { apiEndpoint }, { id }) =>
    apiEndpoint === null || subject === 'proxy' || id === 'credentials'
      ? null
      : field('bigquery.apiEndpoint', 'Go to the address'),
};

/** The one button that helps with a failed step, or null where there is none. */
export function remedyOf(step: ConnectionStep, settings: BigQuerySettings): Remedy | null {
  return step.error === null ? null : (REMEDIES[step.error.code]?.(step.error, settings, step) ?? null);
}
