import { defineStatement } from '../statement.js';

/** The aliases in use; the table has no partitions and is small. */
export const linesAliases = defineStatement({
  name: 'lines-aliases',
  sql: `
SELECT DISTINCT a.alias_lookup AS alias_lookup, a.nba_canonical_lookup AS nba_canonical_lookup
FROM {nba_reference.player_aliases} AS a
WHERE a.is_active`,
  params: {},
  columns: { alias_lookup: 'STRING', nba_canonical_lookup: 'STRING' },
  key: ['alias_lookup', 'nba_canonical_lookup'],
});
