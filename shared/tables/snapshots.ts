import { COVERAGE_MOMENTS, type CoverageSnapshotInfo } from '../coverage.js';
import type { TableColumn } from './table.js';

/** The coverage snapshots that are kept. */
export const SNAPSHOT_COLUMNS: readonly TableColumn<CoverageSnapshotInfo>[] = [
  { id: 'snapshot_id', header: 'Snapshot', type: 'text', value: (row) => row.id },
  { id: 'saved_at', header: 'Saved', type: 'timestamp', value: (row) => row.savedAt },
  { id: 'name', header: 'Name', type: 'text', value: (row) => row.name },
  {
    id: 'moment',
    header: 'When',
    title: 'Before or after a run, or saved by hand.',
    type: 'text',
    choices: COVERAGE_MOMENTS,
    value: (row) => row.moment,
  },
  { id: 'run', header: 'Run', type: 'text', value: (row) => row.runId },
  { id: 'from', header: 'From', type: 'date', value: (row) => row.from },
  { id: 'to', header: 'To', type: 'date', value: (row) => row.to },
  { id: 'feature', header: 'Feature', type: 'text', value: (row) => row.feature },
  { id: 'warehouse', header: 'Warehouse', type: 'text', value: (row) => row.warehouse },
];
