import { folded } from '../../format/folded.js';

/** Where a text begins and ends in another: offsets in UTF-16 units. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

const LEAST_LETTERS = 2;

/** Every place of what was typed, in any case; accents count where folding them would move the offsets. */
export function placesOf(text: string, typed: string): readonly Found[] {
  const wanted = typed.trim();
  if (wanted.length < LEAST_LETTERS) return [];
  const plain = folded(text);
  const same = plain.length === text.length;
  const haystack = same ? plain : text.toLowerCase();
  const needle = same ? folded(wanted) : wanted.toLowerCase();
  const places: Found[] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    places.push({ start: at, end: at + needle.length });
  }
  return places;
}
