import type { CheckResult } from '../checks.js';
import type { TableColumn } from './table.js';

export const checkColumns: readonly TableColumn<CheckResult>[] = [
  { id: 'id', header: 'Check', type: 'text', value: (row) => row.id },
  { id: 'name', header: 'Name', type: 'text', value: (row) => row.name },
  {
    id: 'verdict',
    header: 'Verdict',
    type: 'text',
    value: (row) => row.verdict,
    choices: ['ok', 'warning', 'critical', 'none'],
  },
  {
    id: 'alert',
    header: 'Alert',
    title: 'An alert makes "check" end with exit code 1.',
    type: 'boolean',
    value: (row) => row.alert,
  },
  { id: 'value', header: 'Value', type: 'number', value: (row) => row.value },
  { id: 'unit', header: 'Unit', type: 'text', value: (row) => row.unit },
  { id: 'numerator', header: 'Numerator', type: 'integer', value: (row) => row.share?.numerator ?? null },
  { id: 'denominator', header: 'Denominator', type: 'integer', value: (row) => row.share?.denominator ?? null },
  {
    id: 'since',
    header: 'Since',
    title: 'First date of the unbroken stretch in which the verdict has held.',
    type: 'date',
    value: (row) => row.since,
  },
  { id: 'sentence', header: 'Finding', type: 'text', value: (row) => row.sentence },
  { id: 'counted', header: 'Counted', type: 'text', value: (row) => row.counted },
  { id: 'threshold', header: 'Threshold', type: 'text', value: (row) => row.threshold },
  { id: 'threshold_note', header: 'Why', type: 'text', value: (row) => row.thresholdNote },
];
