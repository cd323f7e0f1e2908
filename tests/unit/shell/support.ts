import type { RunState, RunSummary } from '../../../shared/backfill.js';
import { DEFAULT_OPTIONS } from '../../../shared/backfill.js';
import { parseDateRange } from '../../../shared/game-date.js';

export function runOf(state: RunState, more: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'r1',
    state,
    options: { ...DEFAULT_OPTIONS, ...parseDateRange('2025-11-04', '2026-02-01') },
    warehouse: 'demo',
    startedBy: 'tester',
    startedAt: '2026-02-02T10:00:00Z',
    endedAt: null,
    activeMs: 0,
    counts: {
      total: 10,
      pending: 4,
      running: 2,
      done: 3,
      failed: 0,
      blocked: 0,
      skipped: 1,
      cancelled: 0,
      restored: 0,
    },
    rowsWritten: 0,
    warnings: 0,
    bytesEstimated: null,
    bytesBilled: null,
    remainingMs: null,
    error: null,
    ...more,
  };
}
