import { BacklineError } from '../../shared/errors.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/tables/scope.js';

/** @throws BacklineError `bad_input` naming the path when its ending says none of the formats. */
export function formatOf(path: string): ExportFormat {
  const ending = /\.([^./\\]+)$/.exec(path.toLowerCase())?.[1];
  const format = EXPORT_FORMATS.find((known) => known === ending);
  if (format !== undefined) return format;
  const endings = EXPORT_FORMATS.map((known) => `.${known}`).join(', ');
  throw new BacklineError('bad_input', `--out: "${path}" ends in none of ${endings}`, { subject: '--out' });
}
