/**
 * The two rules by which a player's printed name becomes `player_lookup`, the only key that joins the tables
 * (domain: vegas section 6, parity/quirks 26). They differ on ligatures, dotless i, written-out suffixes and no name.
 */

const COMBINING_MARKS = /\p{M}/gu;
const NOT_KEY = /[^a-z0-9]/g;
const NOT_ASCII = /\P{ASCII}/gu;

/** The rule of the raw betting feeds; no name gives null. */
export function rawFeedLookup(name: string | null): string | null {
  if (name === null || name === '') return null;
  return name.toLowerCase().normalize('NFD').replace(COMBINING_MARKS, '').replace(NOT_KEY, '');
}

/** The rule of every later layer; no name gives the empty text. */
export function sharedLookup(name: string | null): string {
  if (name === null) return '';
  const ascii = name
    .normalize('NFKC')
    .replace(/[ıİ]/g, 'i')
    .normalize('NFKD')
    .replace(COMBINING_MARKS, '')
    // Dropped before folding case: a letter without decomposition, such as ß, vanishes instead of becoming ss.
    .replace(NOT_ASCII, '')
    .toLowerCase();
  return ascii
    .replace(/\bjunior$/, 'jr')
    .replace(/\bsenior$/, 'sr')
    .replace(NOT_KEY, '');
}
