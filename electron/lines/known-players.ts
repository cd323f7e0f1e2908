import type { GameDate } from '../../shared/game-date.js';
import type { PlayerHit } from '../../shared/lines.js';

/** The season's players, read once for every search of a session. */
export class KnownPlayers {
  #known: { readonly today: GameDate; readonly players: Promise<readonly PlayerHit[]> } | null = null;

  /** A list that could not be read is read anew the next time. */
  of(today: GameDate, read: () => Promise<readonly PlayerHit[]>): Promise<readonly PlayerHit[]> {
    if (this.#known?.today === today) return this.#known.players;
    const known = { today, players: read() };
    this.#known = known;
    known.players.catch(() => {
      if (this.#known === known) this.#known = null;
    });
    return known.players;
  }

  /** The store has changed, and with it how many rows each has. */
  forget(): void {
    this.#known = null;
  }
}
