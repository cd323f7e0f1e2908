import type { NameMatch } from '../../shared/lines.js';
import { rawFeedLookup, sharedLookup } from '../../shared/names.js';

/** A key that a date's player list does not know, with what its rows say of the player. */
export interface StrayKey {
  readonly key: string;
  /** As printed in the feed; null where the table has no names. */
  readonly name: string | null;
  /** Teams that he may belong to by the row's own word; empty where it says nothing. */
  readonly teams: readonly string[];
}

export interface ListedKey {
  readonly key: string;
  readonly name: string | null;
  readonly team: string | null;
}

export interface SpellingMatch {
  readonly key: string;
  readonly rule: NameMatch['rule'];
}

const SUFFIX = /(?:jr|sr|iii|ii|iv)$/;
/** Below this a rest without its suffix is no name. */
const SHORTEST_BASE = 4;
/** A first name cut to fewer letters fits too many. */
const SHORTEST_CUT = 3;

/** Short forms that are no cut of the long one (domain: vegas section 6, nicknames need more than the key rules). */
const SHORT_FORMS: Readonly<Record<string, readonly string[]>> = {
  andrew: ['andy', 'drew'],
  anthony: ['tony'],
  charles: ['charlie', 'chuck'],
  daniel: ['danny'],
  david: ['dave'],
  edward: ['eddie', 'ted'],
  james: ['jim', 'jimmy'],
  john: ['jack', 'johnny'],
  joseph: ['joe', 'joey'],
  kenneth: ['kenny'],
  lawrence: ['larry'],
  michael: ['mike'],
  nicholas: ['nick'],
  nicolas: ['nick'],
  richard: ['rick', 'ricky'],
  robert: ['bob', 'bobby'],
  ronald: ['ronnie'],
  stephen: ['steve'],
  steven: ['steve'],
  theodore: ['ted'],
  thomas: ['tommy'],
  william: ['bill', 'billy'],
  zachary: ['zack'],
};

/** The key without jr, sr, ii, iii, iv at its end. */
export function withoutSuffix(key: string): string {
  const base = key.replace(SUFFIX, '');
  return base.length < SHORTEST_BASE ? key : base;
}

/** First name and the rest as keys, without a suffix; null for a name of one word. */
function partsOf(name: string): { readonly first: string; readonly rest: string } | null {
  const [first = '', ...others] = name.trim().split(/\s+/u);
  const rest = withoutSuffix(sharedLookup(others.join(' ')));
  const firstKey = sharedLookup(first);
  return rest === '' || firstKey === '' ? null : { first: firstKey, rest };
}

function isShortForm(short: string, long: string): boolean {
  if (short.length >= SHORTEST_CUT && short.length < long.length && long.startsWith(short)) return true;
  return SHORT_FORMS[long]?.includes(short) ?? false;
}

/** Forms of one printed name or key, kept because the same players stand on every date. */
class Remembered<T> {
  readonly #known = new Map<string, T>();
  constructor(private readonly make: (text: string) => T) {}
  of(text: string): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const made = this.make(text);
    this.#known.set(text, made);
    return made;
  }
}

function add(index: Map<string, ListedKey[]>, form: string, one: ListedKey): void {
  const list = index.get(form);
  if (!list) index.set(form, [one]);
  else if (!list.includes(one)) list.push(one);
}

/**
 * Finds whose other spelling a key is, by the rules of domain: vegas section 6: suffix words, the alias table, the two
 * normalisers, and short first names of the same team. Likeness of letters alone is no rule: names one letter apart are
 * two players. A key that fits several players is matched to none of them.
 */
export class NameMatcher {
  readonly #canonical = new Map<string, string>();
  readonly #base = new Remembered(withoutSuffix);
  readonly #shared = new Remembered(sharedLookup);
  readonly #raw = new Remembered((name) => rawFeedLookup(name) ?? '');
  readonly #parts = new Remembered(partsOf);

  constructor(
    aliases: readonly { readonly alias_lookup: string | null; readonly nba_canonical_lookup: string | null }[],
  ) {
    for (const row of aliases) {
      if (row.alias_lookup !== null && row.nba_canonical_lookup !== null) {
        this.#canonical.set(row.alias_lookup, row.nba_canonical_lookup);
      }
    }
  }

  /** By stray key: the listed player it belongs to. */
  match(strays: readonly StrayKey[], listed: readonly ListedKey[]): ReadonlyMap<string, SpellingMatch> {
    const found = new Map<string, SpellingMatch>();
    if (strays.length === 0) return found;
    const byBase = new Map<string, ListedKey[]>();
    const byCanonical = new Map<string, ListedKey[]>();
    const byForm = new Map<string, ListedKey[]>();
    const byRest = new Map<string, ListedKey[]>();
    for (const one of listed) {
      add(byBase, this.#base.of(one.key), one);
      add(byCanonical, this.#canonicalOf(one.key), one);
      add(byForm, one.key, one);
      if (one.name === null) continue;
      add(byForm, this.#shared.of(one.name), one);
      add(byForm, this.#raw.of(one.name), one);
      const parts = this.#parts.of(one.name);
      if (parts) add(byRest, parts.rest, one);
    }
    for (const stray of strays) {
      const printed = stray.name === null ? [] : [this.#shared.of(stray.name), this.#raw.of(stray.name)];
      const rules: readonly (readonly [SpellingMatch['rule'], () => readonly ListedKey[]])[] = [
        ['suffix', () => byBase.get(this.#base.of(stray.key)) ?? []],
        ['alias', () => byCanonical.get(this.#canonicalOf(stray.key)) ?? []],
        ['normalised', () => [...new Set([stray.key, ...printed].flatMap((form) => byForm.get(form) ?? []))]],
        ['nickname', () => this.#nicknames(stray, byRest)],
      ];
      for (const [rule, candidates] of rules) {
        const one = onlyOne(candidates(), stray);
        if (!one) continue;
        found.set(stray.key, { key: one.key, rule });
        break;
      }
    }
    return found;
  }

  #canonicalOf(key: string): string {
    return this.#canonical.get(key) ?? key;
  }

  #nicknames(stray: StrayKey, byRest: ReadonlyMap<string, readonly ListedKey[]>): readonly ListedKey[] {
    const parts = stray.name === null ? null : this.#parts.of(stray.name);
    if (!parts) return [];
    return (byRest.get(parts.rest) ?? []).filter((one) => {
      const other = one.name === null ? null : this.#parts.of(one.name);
      if (!other || one.team === null || !stray.teams.includes(one.team)) return false;
      return isShortForm(parts.first, other.first) || isShortForm(other.first, parts.first);
    });
  }
}

function onlyOne(candidates: readonly ListedKey[], stray: StrayKey): ListedKey | undefined {
  if (candidates.length <= 1) return candidates[0];
  const ofTeam = candidates.filter((one) => one.team !== null && stray.teams.includes(one.team));
  return ofTeam.length === 1 ? ofTeam[0] : undefined;
}
