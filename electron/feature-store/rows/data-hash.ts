import { hash } from 'node:crypto';
import type { StoreRow } from '../types.js';

/** The fields that make up a row's content, in alphabetical order (domain: processor section 10). */
export const HASHED_FIELDS = [
  'data_source',
  'days_rest',
  'early_season_flag',
  'feature_count',
  'feature_names',
  'feature_quality_score',
  'feature_version',
  'features',
  'game_date',
  'game_id',
  'insufficient_data_reason',
  'is_home',
  'opponent_team_abbr',
  'player_lookup',
  'universal_player_id',
] as const satisfies readonly (keyof StoreRow)[];

export type HashedRow = Pick<StoreRow, (typeof HASHED_FIELDS)[number]>;

/**
 * First 16 hex digits of SHA-256 over the JSON array of the hashed fields' values in the order above, in UTF-8: numbers
 * in their shortest form (so 20, not 20.0; -0 is 0), null for what is missing, features as stored. It can be computed
 * again from a stored row, and it does not depend on when the row was built. Production hashes the same fields in the
 * text form of its own language, which no other program can equal: its hashes and these are not comparable.
 */
export function dataHash(row: HashedRow): string {
  return hash('sha256', JSON.stringify(HASHED_FIELDS.map((field) => row[field])), 'hex').slice(0, 16);
}
