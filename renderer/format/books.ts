/**
 * How the books call themselves, by their key without case, spaces and signs. The feeds spell one book in two ways
 * (domain: vegas section 1), and Odds API names some by an older owner or a market, as `williamhill_us`.
 */
const BOOKS: Readonly<Record<string, string>> = {
  ballybet: 'Bally Bet',
  barstool: 'Barstool',
  bet365: 'bet365',
  betmgm: 'BetMGM',
  betonlineag: 'BetOnline.ag',
  betparx: 'betPARX',
  betrivers: 'BetRivers',
  bettingprosconsensus: 'BettingPros Consensus',
  betus: 'BetUS',
  bovada: 'Bovada',
  caesars: 'Caesars',
  draftkings: 'DraftKings',
  espnbet: 'ESPN Bet',
  fanatics: 'Fanatics',
  fanduel: 'FanDuel',
  fliff: 'Fliff',
  hardrockbet: 'Hard Rock Bet',
  lowvig: 'LowVig.ag',
  mybookieag: 'MyBookie.ag',
  pinnacle: 'Pinnacle',
  pointsbetus: 'PointsBet (US)',
  prizepicks: 'PrizePicks',
  superbook: 'SuperBook',
  unibetus: 'Unibet (US)',
  williamhillus: 'Caesars (William Hill)',
  wynnbet: 'WynnBET',
};

/** A book as people know it; one that is not known stands as the feed spells it. */
export function bookName(spelling: string): string {
  return BOOKS[spelling.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')] ?? spelling;
}
