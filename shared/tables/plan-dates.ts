import type { PlanAction, PlanDate, PlanReason } from '../backfill.js';
import { shareColumns } from './share-columns.js';
import type { TableColumn } from './table.js';

const ACTIONS: readonly PlanAction[] = ['create', 'rebuild', 'skip'];
const REASONS: readonly PlanReason[] = [
  'no_rows',
  'low_match_rate',
  'stale_inputs',
  'failed_before',
  'requested',
  'bootstrap',
  'not_selected',
  'no_players',
];

const COVERAGE = 'Rows with a line / rows';
const MATCH = 'Players with a raw line that have one in the store / players with a raw line';

/** What a plan would do, a row per date. */
export const PLAN_DATE_COLUMNS: readonly TableColumn<PlanDate>[] = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date },
  { id: 'action', header: 'Action', type: 'text', value: (row) => row.action, choices: ACTIONS },
  { id: 'reason', header: 'Reason code', type: 'text', value: (row) => row.reason, choices: REASONS },
  { id: 'reason_text', header: 'Reason', type: 'text', value: (row) => row.reasonText },
  { id: 'games', header: 'Games', type: 'integer', value: (row) => row.games },
  {
    id: 'listed',
    header: 'Players',
    title: 'Players the rebuild will list',
    type: 'integer',
    value: (row) => row.listed,
  },
  { id: 'stored_rows', header: 'Rows stored', type: 'integer', value: (row) => row.storedRows },
  ...shareColumns<PlanDate>('coverage_before', 'Coverage now', COVERAGE, (row) => row.coverageBefore),
  ...shareColumns<PlanDate>('coverage_after', 'Coverage expected', COVERAGE, (row) => row.coverageAfter),
  ...shareColumns<PlanDate>('match_before', 'Match rate now', MATCH, (row) => row.matchBefore),
  ...shareColumns<PlanDate>('match_after', 'Match rate expected', MATCH, (row) => row.matchAfter),
  {
    id: 'upstream',
    header: 'Phase 4',
    title: 'Phase 4 tables that are not ready, with what they serve of the date',
    type: 'text',
    value: (row) =>
      row.upstream
        .filter(({ state }) => state !== 'ready')
        .map(({ table, state, served }) => `${table} ${state} ${served.numerator}/${served.denominator}`)
        .join('; '),
  },
  {
    id: 'bytes',
    header: 'Bytes',
    title: 'Estimated bytes of the reads; none on an engine that does not bill',
    type: 'integer',
    value: (row) => row.bytes,
  },
  {
    id: 'warnings',
    header: 'Warnings',
    type: 'text',
    value: (row) => row.warnings.map(({ message }) => message).join('; '),
  },
  {
    id: 'blockers',
    header: 'Blockers',
    type: 'text',
    value: (row) => row.blockers.map(({ message }) => message).join('; '),
  },
];
