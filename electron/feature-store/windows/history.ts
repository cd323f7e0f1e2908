import { toDayNumber, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { compareGames, PlayerGames, type Game } from './player-games.js';

/** Games of all players over one unbroken range of dates, and how many rows each player has before it. Immutable. */
export interface History {
  readonly range: DateRange;
  readonly players: ReadonlyMap<string, PlayerGames>;
  readonly earlier: ReadonlyMap<string, number>;
}

export type GamesByPlayer = ReadonlyMap<string, readonly Game[]>;

export function newHistory(range: DateRange, games: GamesByPlayer, earlier: ReadonlyMap<string, number>): History {
  return { range, players: joined(new Map(), games), earlier };
}

/** The history with games of the days right before or right after it. */
export function withLaterGames(history: History, to: GameDate, games: GamesByPlayer): History {
  return { ...history, range: { from: history.range.from, to }, players: joined(history.players, games) };
}

export function withEarlierGames(history: History, from: GameDate, games: GamesByPlayer): History {
  const earlier = new Map(history.earlier);
  // What is read now was counted as earlier before.
  for (const [player, added] of games) earlier.set(player, (earlier.get(player) ?? 0) - added.length);
  return { range: { from, to: history.range.to }, players: joined(history.players, games), earlier };
}

function joined(players: ReadonlyMap<string, PlayerGames>, added: GamesByPlayer): ReadonlyMap<string, PlayerGames> {
  const all = new Map(players);
  for (const [player, games] of added) {
    const known = players.get(player)?.games ?? [];
    all.set(player, new PlayerGames([...known, ...games].sort(compareGames)));
  }
  return all;
}

/** All rows of a player before a date over all time; the history must reach to the day before it. */
export function gamesBefore(history: History, player: string, date: GameDate): number {
  const read = history.players.get(player)?.countBefore(toDayNumber(date)) ?? 0;
  return (history.earlier.get(player) ?? 0) + read;
}
