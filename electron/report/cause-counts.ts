import { CAUSES, isFault, type Cause } from '../../shared/causes.js';
import type { Gap } from '../../shared/lines.js';

export interface CauseCount {
  readonly cause: Cause;
  readonly isFault: boolean;
  readonly gaps: number;
  readonly dates: number;
  /** Gaps that a rebuild from raw lines closes. */
  readonly closable: number;
}

/** Gaps by cause: faults before normal states, most first, then in the order in which causes are tested. */
export function causeCounts(gaps: readonly Gap[]): readonly CauseCount[] {
  return CAUSES.map((cause): CauseCount => {
    const own = gaps.filter((gap) => gap.cause === cause);
    return {
      cause,
      isFault: isFault(cause),
      gaps: own.length,
      dates: new Set(own.map(({ date }) => date)).size,
      closable: own.filter(({ closedByRebuild }) => closedByRebuild).length,
    };
  })
    .filter(({ gaps: own }) => own > 0)
    .sort((a, b) => Number(b.isFault) - Number(a.isFault) || b.gaps - a.gaps);
}
