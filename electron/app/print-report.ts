import { BacklineError } from '../../shared/errors.js';
import type { ExportResult } from '../../shared/console.js';

/** Has the HTML made by `make`, and prints it where `path` ends in .pdf. */
export async function writeReport(path: string, make: (html: string) => Promise<ExportResult>): Promise<ExportResult> {
  if (path.toLowerCase().endsWith('.pdf')) throw new BacklineError('internal', path);
  return make(path);
}
