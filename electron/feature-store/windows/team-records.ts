import type { TeamRecord } from '../features/inputs.js';
import { lowerBound } from './search.js';

export interface TeamGame {
  readonly team: string;
  readonly day: number;
  readonly seasonYear: number;
  readonly won: boolean;
}

interface Results {
  readonly days: number[];
  /** Wins before game i. */
  readonly wins: number[];
}

/** Wins and games of every team by season; repeated rows count again as in production (parity/quirks 15). */
export class TeamRecords {
  readonly #results = new Map<string, Results>();

  constructor(games: readonly TeamGame[]) {
    for (const game of [...games].sort((a, b) => a.day - b.day)) {
      const key = `${game.team}/${game.seasonYear}`;
      let results = this.#results.get(key);
      if (!results) this.#results.set(key, (results = { days: [], wins: [0] }));
      results.wins.push((results.wins[results.days.length] ?? 0) + (game.won ? 1 : 0));
      results.days.push(game.day);
    }
  }

  /** The team's record over games of `seasonYear` in [fromDay, day). */
  record(team: string, seasonYear: number, fromDay: number, day: number): TeamRecord {
    const results = this.#results.get(`${team}/${seasonYear}`);
    if (!results) return { wins: 0, games: 0 };
    const from = lowerBound(results.days, fromDay);
    const to = lowerBound(results.days, day);
    return { wins: (results.wins[to] ?? 0) - (results.wins[from] ?? 0), games: to - from };
  }
}
