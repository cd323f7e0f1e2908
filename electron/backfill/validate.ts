import { BacklineError } from '../../shared/errors.js';
import type { DateOutcome } from '../feature-store/types.js';

const FEATURES = 37;

/**
 * Refuses rows that must never reach the store, whatever made them: none at all, a player twice, another date's row,
 * an array that is not 37 finite numbers (domain: features section 1).
 *
 * @throws BacklineError `nothing_to_do` when there is nobody to write, `internal` naming the row otherwise.
 */
export function validateOutcome(outcome: DateOutcome): void {
  const { date, listed, rows } = outcome;
  if (listed === 0) {
    throw new BacklineError('nothing_to_do', `${date}: no players are listed, so there is nothing to write`, {
      subject: date,
      remedy: 'Load the box score (or the context, for production mode) of the date first.',
    });
  }
  if (rows.length === 0) {
    const first = outcome.failed[0];
    const why = first === undefined ? '' : `; first: ${first.playerLookup} (${first.category}: ${first.reason})`;
    throw new BacklineError('nothing_to_do', `${date}: none of the ${listed} listed players gave a row${why}`, {
      subject: date,
    });
  }
  const seen = new Set<string>();
  for (const row of rows) {
    const what = wrongWith(row.player_lookup, row.game_date === date, row.features, seen);
    if (what !== null) {
      throw new BacklineError('internal', `${date}: the row of ${row.player_lookup} ${what}`, { subject: date });
    }
    seen.add(row.player_lookup);
  }
}

function wrongWith(
  player: string,
  isOfDate: boolean,
  features: readonly number[],
  seen: ReadonlySet<string>,
): string | null {
  if (player === '') return 'has no player';
  if (!isOfDate) return 'belongs to another date';
  if (seen.has(player)) return 'is there twice';
  if (features.length !== FEATURES) return `has ${features.length} features instead of ${FEATURES}`;
  const bad = features.findIndex((value) => !Number.isFinite(value));
  return bad === -1 ? null : `has ${String(features[bad])} as feature ${bad}`;
}
