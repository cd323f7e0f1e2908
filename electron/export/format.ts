import { BacklineError } from '../../shared/errors.js';

export type ExportFormat = 'ndjson' | 'csv' | 'parquet';

const ENDINGS: ReadonlyMap<string, ExportFormat> = new Map([
  ['.ndjson', 'ndjson'],
  ['.csv', 'csv'],
  ['.parquet', 'parquet'],
]);

/** @throws BacklineError `bad_input` naming the path when its ending says none of the three. */
export function formatOf(path: string): ExportFormat {
  const ending = /\.[^./\\]+$/.exec(path.toLowerCase())?.[0] ?? '';
  const format = ENDINGS.get(ending);
  if (format !== undefined) return format;
  throw new BacklineError('bad_input', `--out: "${path}" ends in none of .ndjson, .csv, .parquet`, {
    subject: '--out',
  });
}
