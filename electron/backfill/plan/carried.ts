import type { PlanIssue } from '../../../shared/backfill.js';
import { WRITTEN_COLUMNS } from '../../feature-store/rows/written-columns.js';
import type { Warehouse } from '../../warehouse/port.js';
import { tableDefinition } from '../../warehouse/tables/definitions.js';
import { FEATURE_STORE } from '../../warehouse/tables/names.js';

export const CARRIED_COLUMNS = 'carried-columns';

const NAMED = 8;

/**
 * A word about the columns that the live store has beyond the definition: a rebuild takes them over from the stored row
 * of the same player. None for a table without such columns.
 */
export async function carriedColumns(warehouse: Warehouse): Promise<readonly PlanIssue[]> {
  const live = await warehouse.liveTable(FEATURE_STORE);
  const declared = new Set(tableDefinition(FEATURE_STORE).columns.map(({ name }) => name.toLowerCase()));
  const names = (live?.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => !declared.has(name.toLowerCase()) && !WRITTEN_COLUMNS.has(name.toLowerCase()));
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const columns = names.length === 1 ? 'column' : 'columns';
  const message =
    `the store has ${names.length} further ${columns} that Backline does not write: ${names.slice(0, NAMED).join(', ')}${more}; ` +
    'rebuilt rows keep what stands there for the same player, new rows have nothing';
  return [{ code: CARRIED_COLUMNS, message }];
}
