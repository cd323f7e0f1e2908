import type { ThresholdSet } from './checks.js';

/** Which warehouse the console opens. */
export const WAREHOUSE_KINDS = ['demo', 'file', 'bigquery'] as const;
export type WarehouseKind = (typeof WAREHOUSE_KINDS)[number];

/** The datasets of the production tables; each can have another name in a project. */
export const DATASETS = [
  'nba_raw',
  'nba_reference',
  'nba_analytics',
  'nba_precompute',
  'nba_predictions',
  'nba_orchestration',
] as const;
export type Dataset = (typeof DATASETS)[number];

export interface BigQuerySettings {
  readonly project: string;
  /** `US`, `EU`, a region; empty: the location of the first dataset found. */
  readonly location: string;
  /** Names that differ from the production ones; `dataset` or `project.dataset`. */
  readonly datasets: Partial<Readonly<Record<Dataset, string>>>;
  /** Where snapshots of replaced partitions go. */
  readonly snapshotDataset: string;
  /** Days after which the service drops a snapshot by itself, 1..3650. */
  readonly snapshotDays: number;
  /** Path of a service-account key file; null: application default credentials. The key itself is never copied. */
  readonly keyFile: string | null;
  /** Service account to act as, by its e-mail; null: oneself. */
  readonly impersonate: string | null;
  /** `maximumBytesBilled` of each query. */
  readonly maxBytesPerQuery: number;
  /** Another address of the API: a loopback server, a private endpoint; null: the service's own. */
  readonly apiEndpoint: string | null;
}

export const DEFAULT_BIGQUERY: BigQuerySettings = {
  project: '',
  location: '',
  datasets: {},
  snapshotDataset: 'backline_snapshots',
  snapshotDays: 30,
  keyFile: null,
  impersonate: null,
  maxBytesPerQuery: 20_000_000_000,
  apiEndpoint: null,
};

export const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

export interface CsvSettings {
  readonly delimiter: CsvDelimiter;
  /** Spreadsheets on some systems read UTF-8 only with a byte-order mark. */
  readonly byteOrderMark: boolean;
  /** What stands for NULL; an empty text is always `""`. */
  readonly nullText: string;
}

export const DEFAULT_CSV: CsvSettings = { delimiter: ',', byteOrderMark: false, nullText: '' };

export interface CheckSettings {
  readonly thresholds: ThresholdSet;
  /** Run by themselves once a day while the console is open, at this local time `HH:MM`; null: not. */
  readonly dailyAt: string | null;
}

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

export interface Settings {
  readonly warehouse: { readonly kind: WarehouseKind; readonly file: string | null };
  readonly bigquery: BigQuerySettings;
  /** Cap on estimated bytes of a run; null is none. */
  readonly maxBytesPerRun: number | null;
  readonly checks: CheckSettings;
  /** Points, 0..10. */
  readonly tolerance: number;
  readonly csv: CsvSettings;
  readonly appearance: Appearance;
}

export const DEFAULT_SETTINGS: Settings = {
  warehouse: { kind: 'demo', file: null },
  bigquery: DEFAULT_BIGQUERY,
  maxBytesPerRun: null,
  checks: { thresholds: 'corrected', dailyAt: null },
  tolerance: 0.05,
  csv: DEFAULT_CSV,
  appearance: 'system',
};
