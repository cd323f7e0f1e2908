import { rawFeedLookup } from '../../shared/names.js';
import { at, type Prng } from './prng.js';

/** A player's names. Everything is made of invented syllables: no person of the league has one of these names. */
export interface PlayerName {
  readonly full: string;
  /** Key of the feeds: accents off, lower case, letters and digits only (domain: vegas section 6). */
  readonly lookup: string;
  /** The key without jr, sr, ii, iii, iv, as BettingPros stored it until January 2026; null without a suffix. */
  readonly stripped: string | null;
  /** Name under which some books print the player; null when they all agree. */
  readonly nickname: string | null;
}

const FIRST_HEAD =
  'Cor Tal Ved Jor Mar Kel Dar Bren Lor Osk Ral Thi Zan Fen Gav Hal Iv Nev Pel Quin Sor Tav Urs Wil Yor'.split(' ');
const FIRST_TAIL = 'win eth rick and ven ius dro mar lo iel ax enor oris un ald ivar'.split(' ');
const LAST_HEAD =
  'Drav Quist Vard Mosk Thorn Lund Bram Cald Hark Velt Strom Praz Okon Zell Fjer Garth Ness Ulm Wex Yarb'.split(' ');
const LAST_TAIL = 'elius sson ovar wick mere anko isto ulo eski adoro enbly ingar umbe aczyk odine ayle'.split(' ');
const SUFFIXES = ['Jr.', 'III', 'Jr.', 'II', 'Sr.', 'IV'];
const ACCENTS: Readonly<Record<string, string>> = { a: 'á', c: 'č', e: 'é', i: 'ï', o: 'ö', s: 'š', u: 'ü', z: 'ž' };
const NICKNAMED = 8;
const SUFFIXED = 22;

/** Key of the raw feeds; a demo name always has one. */
export function lookupOf(name: string): string {
  return rawFeedLookup(name) ?? '';
}

function accented(text: string, rng: Prng): string {
  const places = [...text].flatMap((letter, i) => (i > 0 && ACCENTS[letter] ? [i] : []));
  if (places.length === 0) return text;
  const place = rng.pick(places);
  return text.slice(0, place) + (ACCENTS[at(text, place)] ?? '') + text.slice(place + 1);
}

function decorate(first: string, last: string, index: number, rng: Prng): string {
  switch (index % 40) {
    case 3:
    case 11:
      return `${first} ${accented(last, rng)}`;
    case 19:
      return `${accented(first, rng)} ${last}`;
    case 7:
      return `D'${first} ${last}`;
    case 23:
      return `${first} O'${last}`;
    case 15:
      return `${first} ${last}-${rng.pick(LAST_HEAD)}${rng.pick(LAST_TAIL)}`;
    case 31:
      return `${at(first, 0)}.${at(first, 1).toUpperCase()}. ${last}`;
    default:
      return `${first} ${last}`;
  }
}

/**
 * `count` different players, in an order without meaning. Among them: accents, apostrophes, hyphens, initials, 22 with a
 * suffix, 8 with a nickname, and pairs of names one letter apart, so that matching by likeness alone is a trap.
 */
export function makeNames(count: number, rng: Prng): readonly PlayerName[] {
  const taken = new Set<string>();
  const names: PlayerName[] = [];
  const give = (full: string, stripped: string | null, nickname: string | null): boolean => {
    const lookup = lookupOf(full);
    const keys = [lookup, ...(stripped === null ? [] : [stripped]), ...(nickname === null ? [] : [lookupOf(nickname)])];
    if (keys.some((key) => taken.has(key))) return false;
    for (const key of keys) taken.add(key);
    names.push({ full, lookup, stripped, nickname });
    return true;
  };
  while (names.length < count) {
    const index = names.length;
    const first = rng.pick(FIRST_HEAD) + rng.pick(FIRST_TAIL);
    const last = rng.pick(LAST_HEAD) + rng.pick(LAST_TAIL);
    if (index < NICKNAMED) {
      give(`${first} ${last}`, null, `${first.slice(0, 3)} ${last}`);
    } else if (index < NICKNAMED + SUFFIXED) {
      give(`${first} ${last} ${rng.pick(SUFFIXES)}`, lookupOf(`${first} ${last}`), null);
    } else if (index % 60 === 59 && give(`${first} ${last}`, null, null) && names.length < count) {
      give(`${first} ${last}s`, null, null);
    } else {
      give(decorate(first, last, index, rng), null, null);
    }
  }
  return names;
}
