import { DIFF_STATUSES, type DiffStatus, type LineDiffRow, type LineSide, type LineTriple } from './lines.js';

/** Right minus left, per measure; null where one of the two has no value. */
export interface LineDifferences {
  readonly current: number | null;
  readonly opening: number | null;
  readonly movement: number | null;
}

export interface LineComparison {
  readonly status: DiffStatus;
  readonly differences: LineDifferences;
}

export function sideOf(row: Pick<LineDiffRow, 'context' | 'raw' | 'odds' | 'pros' | 'store'>, side: LineSide) {
  const triples: Readonly<Record<LineSide, LineTriple | null>> = {
    context: row.context,
    raw: row.raw,
    odds_api: row.odds,
    bettingpros: row.pros,
    store: row.store,
  };
  return triples[side];
}

/** Lines come in halves and tenths: what is below a billionth is noise of their binary form. */
const DECIMALS = 1e9;

function minus(right: number | null | undefined, left: number | null | undefined): number | null {
  if (typeof right !== 'number' || typeof left !== 'number') return null;
  const difference = Math.round((right - left) * DECIMALS) / DECIMALS;
  return difference === 0 ? 0 : difference;
}

/**
 * How two sides of a row compare. Duplicate keys come before everything else; a side has a line when its current line
 * is known. Lines differ when any measure known on both sides is further apart than the tolerance, in points
 * (domain: vegas section 5).
 */
export function compareLines(row: LineDiffRow, left: LineSide, right: LineSide, tolerance: number): LineComparison {
  const a = sideOf(row, left);
  const b = sideOf(row, right);
  const differences: LineDifferences = {
    current: minus(b?.current, a?.current),
    opening: minus(b?.opening, a?.opening),
    movement: minus(b?.movement, a?.movement),
  };
  const hasLeft = typeof a?.current === 'number';
  const hasRight = typeof b?.current === 'number';
  if (row.duplicates > 0) return { status: 'duplicate', differences };
  if (!hasLeft || !hasRight) {
    return { status: hasLeft ? 'left_only' : hasRight ? 'right_only' : 'nowhere', differences };
  }
  const apart = Object.values(differences).some(
    (difference: number | null) => difference !== null && Math.abs(difference) > tolerance,
  );
  return { status: apart ? 'differs' : 'same', differences };
}

export function diffStatus(row: LineDiffRow, left: LineSide, right: LineSide, tolerance: number): DiffStatus {
  return compareLines(row, left, right, tolerance).status;
}

/** The status as people and files read it: `context_only` and `raw_only` instead of left and right. */
export function statusWord(status: DiffStatus, left: LineSide, right: LineSide): string {
  if (status === 'left_only') return `${left}_only`;
  return status === 'right_only' ? `${right}_only` : status;
}

/** The words of all statuses, duplicates first. */
export function statusWords(left: LineSide, right: LineSide): readonly string[] {
  return DIFF_STATUSES.map((status) => statusWord(status, left, right));
}

/** Rows by status, duplicates first and nowhere last, each in the order they came: the order of screen and export. */
export function orderByStatus(
  rows: readonly LineDiffRow[],
  left: LineSide,
  right: LineSide,
  tolerance: number,
): readonly LineDiffRow[] {
  const byStatus = new Map<DiffStatus, LineDiffRow[]>(DIFF_STATUSES.map((status) => [status, []]));
  for (const row of rows) byStatus.get(diffStatus(row, left, right, tolerance))?.push(row);
  return [...byStatus.values()].flat();
}
