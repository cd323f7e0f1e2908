import { describe, expect, it } from 'vitest';
import { bestHits } from '../../../electron/lines/find-players.js';
import type { PlayerHit } from '../../../shared/lines.js';

const hit = (playerLookup: string, playerName: string, rows = 1): PlayerHit => ({
  playerLookup,
  playerName,
  team: 'BOS',
  rows,
});
const PLAYERS = [
  hit('lukadoncic', 'Luka Dončić', 40),
  hit('alperensengun', 'Alperen Şengün', 30),
  hit('lukagarza', 'Luka Garza', 10),
  hit('jalukawell', 'Ja Lukawell', 50),
  hit('oneal', 'Shaquille O\'Neal, "Shaq"', 5),
  hit('daniavdija', 'דני אבדיה', 20),
  hit('formula', '=cmd|x\nsecond line', 3),
];
const found = (text: string): readonly string[] => bestHits(PLAYERS, text).map((one) => one.playerLookup);

describe('finding players', () => {
  it('takes parts of names and keys, whatever the case and accents, best first', () => {
    expect(found('LUKA')).toEqual(['lukadoncic', 'lukagarza', 'jalukawell']);
    expect(found('doncic')).toEqual(['lukadoncic']);
    expect(found('ŞENG')).toEqual(['alperensengun']);
    expect(found('lukagarza')).toEqual(['lukagarza']);
    expect(found('Garza Luka')).toEqual(['lukagarza']);
    // The same letter as one code point and with a combining mark.
    expect(found('Don\u010Di\u0107')).toEqual(['lukadoncic']);
    expect(found('Donc\u030Cic\u0301')).toEqual(['lukadoncic']);
  });

  it('takes any script and any characters', () => {
    expect(found('אבדיה')).toEqual(['daniavdija']);
    expect(found("o'neal")).toEqual(['oneal']);
    expect(found('=cmd')).toEqual(['formula']);
    expect(found('"shaq"')).toEqual(['oneal']);
  });

  it('finds nobody for nothing, and at most fifty', () => {
    expect(found('')).toEqual([]);
    expect(found(' \n ')).toEqual([]);
    expect(found('xyz')).toEqual([]);
    const many = Array.from({ length: 80 }, (_, i) => hit(`ana${i}`, `Ana ${i}`, i));
    expect(bestHits(many, 'ana')).toHaveLength(50);
    expect(bestHits(many, 'ana')[0]?.playerLookup).toBe('ana79');
  });
});
