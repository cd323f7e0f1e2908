import type { RunSummary } from '../../../../shared/backfill.js';
import { formatBytes } from '../../../../shared/bytes.js';

type Bytes = Pick<RunSummary, 'bytesEstimated' | 'bytesBilled'>;

/** Whether any of the runs read what is billed: no embedded engine does. */
export function anyBilled(runs: readonly Bytes[]): boolean {
  return runs.some(({ bytesEstimated, bytesBilled }) => bytesEstimated !== null || bytesBilled !== null);
}

/** `598 MB of 608 MB`: billed, of what was estimated; an en dash where nothing is billed. */
export function billedText({ bytesBilled, bytesEstimated }: Bytes): string {
  if (bytesBilled === null && bytesEstimated === null) return '–';
  return bytesEstimated === null
    ? formatBytes(bytesBilled)
    : `${formatBytes(bytesBilled)} of ${formatBytes(bytesEstimated)}`;
}
