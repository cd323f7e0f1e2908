import type { ExportResult } from '../../shared/console.js';
import { writeText, writeWhole } from '../export/whole-file.js';

/**
 * Writes a picture beside `path` and renames it when it is whole.
 * @throws BacklineError `disk_unwritable` naming the path.
 */
export async function writePicture(path: string, png: Uint8Array): Promise<ExportResult> {
  const { bytes } = await writeWhole(path, (beside) => writeText(beside, [png]));
  return { path, rows: 1, bytes };
}
