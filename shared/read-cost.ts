/**
 * What screens read as a whole, before any of it is shown. `lines` is what gaps, line diff and a player's page are made
 * of; `date` the rows of the range's first date, `row` one of them, `evidence` what stands behind its line; `checks` are
 * those of the range's last date; `players` is the season's list, whatever the range; `features` the whole rows for a file.
 */
export const READ_KINDS = [
  'calendar',
  'players',
  'coverage',
  'teams',
  'books',
  'date',
  'row',
  'evidence',
  'lines',
  'checks',
  'root-cause',
  'plan',
  'features',
] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** What reading would cost where reads are billed. */
export interface ReadCost {
  /** By dry runs and what the service bills at the least; what an answer leads to is not in it. */
  readonly bytes: number;
  readonly queries: number;
  /** A query that would be billed more is refused. */
  readonly capPerQuery: number;
}
