import { csvRecord, csvStart } from '../../../shared/csv.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { CsvDelimiter, CsvSettings, Dataset, Settings, WarehouseKind } from '../../../shared/settings.js';
import type { SettingsSection } from '../../address/routes.js';

/** A field that differs between what is saved and what is edited, by its path: `bigquery.project`. */
export function changedFields(saved: Settings, draft: Settings): readonly string[] {
  return differences(saved, draft, '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differences(saved: unknown, draft: unknown, path: string): readonly string[] {
  if (isRecord(saved) && isRecord(draft)) {
    const names = new Set([...Object.keys(saved), ...Object.keys(draft)]);
    return [...names].flatMap((name) => differences(saved[name], draft[name], path === '' ? name : `${path}.${name}`));
  }
  return Object.is(saved, draft) ? [] : [path];
}

/** Whether saving would close the warehouse in use and open another, or the same one differently. */
export function changesWarehouse(saved: Settings, draft: Settings): boolean {
  const fields = changedFields(saved, draft);
  const used = draft.warehouse.kind === 'bigquery' ? 'bigquery.' : 'warehouse.file';
  return fields.some((field) => field === 'warehouse.kind' || field.startsWith(used));
}

/** The section on which a field stands. */
export function sectionOf(field: string): SettingsSection {
  if (field.startsWith('checks') || field.startsWith('tolerance')) return 'checks';
  if (field.startsWith('csv')) return 'exports';
  return field.startsWith('appearance') ? 'appearance' : 'warehouse';
}

/** The message without the channel and the field, which stand beside it. */
export function fieldMessage(error: ErrorInfo): string {
  const { message, subject } = error;
  const bare = message.replace(/^settings\.\w+: /, '');
  return subject !== undefined && bare.startsWith(`${subject}: `) ? bare.slice(subject.length + 2) : bare;
}

export const KIND_TEXTS: Readonly<Record<WarehouseKind, { readonly label: string; readonly hint: string }>> = {
  demo: {
    label: 'Demo season',
    hint: 'Four made-up seasons with the faults of the incident planted in them. Made once, in the data folder; nothing leaves this machine.',
  },
  file: {
    label: 'A file',
    hint: 'A DuckDB file on this machine, made by an import. One program at a time can have it open.',
  },
  bigquery: {
    label: 'BigQuery',
    hint: 'The project that holds the production tables. BigQuery bills what is read; each query is capped below.',
  },
};

export const DATASET_HINTS: Readonly<Record<Dataset, string>> = {
  nba_raw: 'Feeds and schedule',
  nba_reference: 'Player aliases',
  nba_analytics: 'Box scores and pre-game context',
  nba_precompute: 'Precomputed tables (phase 4)',
  nba_predictions: 'Feature store',
  nba_orchestration: 'Reprocessing attempts',
};

export const DELIMITER_WORDS: Readonly<Record<CsvDelimiter, string>> = {
  ',': 'Comma ,',
  ';': 'Semicolon ;',
  '\t': 'Tab',
  '|': 'Bar |',
};

/** Two records as an export would write them: an empty text beside NULL, a negative number, and a text that would run. */
export function csvSample(csv: CsvSettings): string {
  const records = [
    ['player', 'team', 'line', 'movement', 'note'],
    ['Porter Jr., Michael', '', null, -0.5, '=1+1'],
  ];
  return csvStart(csv) + records.map((record) => csvRecord(record, csv)).join('');
}

/** The sample with what cannot be seen made visible. */
export function visibleText(text: string): string {
  return text.replace('\uFEFF', '⟨BOM⟩').replaceAll('\t', '→').replaceAll('\r\n', '⏎\n');
}
