import type { WarehouseInfo } from '../warehouse/port.js';
import { writeText, writeWhole, type WrittenFile } from './whole-file.js';

/** What stands beside an export, so that a file found later still says what it is. */
export interface Manifest {
  readonly what: string;
  readonly filters: Readonly<Record<string, string | boolean>>;
  readonly statement: string | null;
  readonly rows: number;
  readonly file: WrittenFile;
  readonly warehouse: WarehouseInfo;
  /** UTC instant. */
  readonly writtenAt: string;
}

export function manifestPath(path: string): string {
  return `${path}.manifest.json`;
}

export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const target = manifestPath(path);
  await writeWhole(target, (beside) => writeText(beside, [`${JSON.stringify(manifest, null, 2)}\n`]));
}
