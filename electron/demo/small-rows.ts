import { type Fate } from './day-plan.js';
import { type League } from './league.js';
import { lookupOf } from './names.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const ALIAS_KINDS = {
  alias_lookup: 'text',
  nba_canonical_lookup: 'text',
  alias_display: 'text',
  nba_canonical_display: 'text',
  alias_type: 'text',
  is_active: 'bool',
  created_by: 'text',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

export const ATTEMPT_KINDS = {
  processor_name: 'text',
  entity_id: 'text',
  analysis_date: 'date',
  attempt_number: 'int',
  attempted_at: 'timestamp',
  completeness_pct: 'decimal',
  skip_reason: 'text',
  circuit_breaker_tripped: 'bool',
  circuit_breaker_until: 'timestamp',
  manual_override_applied: 'bool',
  notes: 'text',
  created_at: 'timestamp',
} as const;

const DAY_MS = 86_400_000;
const HOUR = 3_600_000;
/** Breakers held open by hand: they must still be active whenever the demo is rebuilt. */
const HELD_UNTIL = Date.UTC(2099, 0, 1);
const LAPSED = 6;

/** Nicknames and stripped suffixes, as somebody has entered them by hand; one entry is out of use. */
export function aliasTable(league: League): TableData<typeof ALIAS_KINDS> {
  const table = new TableData('nba_reference.player_aliases', ALIAS_KINDS);
  const time = Date.UTC(2025, 9, 1, 12);
  for (const { name } of league.players) {
    for (const [alias, type] of [
      [name.nickname, 'nickname'],
      [name.stripped === null ? null : name.full.slice(0, name.full.lastIndexOf(' ')), 'suffix_difference'],
    ] as const) {
      if (alias === null) continue;
      table.add({
        alias_lookup: lookupOf(alias),
        nba_canonical_lookup: name.lookup,
        alias_display: alias,
        nba_canonical_display: name.full,
        alias_type: type,
        is_active: table.rowCount !== 5,
        created_by: 'demo',
        created_at: time,
        processed_at: time,
      });
    }
  }
  return table;
}

/** Attempts behind the entity breaker: active ones hold rows out of the store, lapsed and untripped ones only count. */
export function attemptTable(fates: readonly Fate[], league: League, seed: number): TableData<typeof ATTEMPT_KINDS> {
  const rng = new Prng(seed, 'attempts');
  const table = new TableData('nba_orchestration.reprocess_attempts', ATTEMPT_KINDS);
  const add = (fate: Fate, until: number | null): void => {
    const attempts = until === null ? rng.int(1, 2) : 3;
    for (let number = 1; number <= attempts; number += 1) {
      const tripped = number >= 3;
      const time = fate.row.day * DAY_MS + (2 + number) * HOUR;
      table.add({
        processor_name: 'ml_feature_store_v2',
        entity_id: at(league.players, fate.row.player).name.lookup,
        analysis_date: fate.row.day,
        attempt_number: number,
        attempted_at: time,
        completeness_pct: rng.int(300, 690) / 10,
        skip_reason: rng.chance(0.5) ? 'incomplete_own_data' : 'incomplete_upstream_dependencies',
        circuit_breaker_tripped: tripped,
        circuit_breaker_until: tripped ? until : null,
        manual_override_applied: false,
        notes: tripped && until === HELD_UNTIL ? 'held open until the player record is corrected' : null,
        created_at: time,
      });
    }
  };
  for (const fate of fates) if (fate.hold === 'breaker') add(fate, HELD_UNTIL);
  const candidates = fates.filter((fate) => fate.inStore && fate.cause === null && fate.contextLine);
  for (let i = 0; i < LAPSED; i += 1) {
    const fate = rng.pick(candidates);
    // 24 hours after the third attempt, before the night's run (domain: processor section 10).
    add(fate, i % 2 === 0 ? (fate.row.day + 1) * DAY_MS + 5 * HOUR : null);
  }
  return table;
}
