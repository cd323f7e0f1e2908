import type { PlayerHit } from '../../shared/lines.js';
import { sharedLookup } from '../../shared/names.js';

export const MOST_HITS = 50;

const COMBINING_MARKS = /\p{M}/gu;

/** For comparing what people type with what is printed: no case, no accents, letters of any script kept. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(COMBINING_MARKS, '').toLowerCase().replace(/ı/g, 'i').trim();
}

/** Better is less: the whole key or name, their beginning, the beginning of each word typed, any part. */
function rankOf(hit: PlayerHit, words: readonly string[], typed: string, key: string): number | null {
  const name = fold(hit.playerName);
  if (hit.playerLookup === key || name === typed) return 0;
  if (name.startsWith(typed) || (key !== '' && hit.playerLookup.startsWith(key))) return 1;
  const nameWords = name.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => nameWords.some((part) => part.startsWith(word)))) return 2;
  if (words.every((word) => name.includes(word)) || (key !== '' && hit.playerLookup.includes(key))) return 3;
  return null;
}

/** Players whose name or key has what was typed, best first, at most 50; nothing typed finds nobody. */
export function bestHits(players: readonly PlayerHit[], text: string): readonly PlayerHit[] {
  const typed = fold(text);
  const words = typed.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [];
  const key = sharedLookup(text);
  const ranked = players.flatMap((hit) => {
    const rank = rankOf(hit, words, typed, key);
    return rank === null ? [] : [{ hit, rank }];
  });
  ranked.sort(
    (a, b) => a.rank - b.rank || b.hit.rows - a.hit.rows || (a.hit.playerLookup < b.hit.playerLookup ? -1 : 1),
  );
  return ranked.slice(0, MOST_HITS).map(({ hit }) => hit);
}
