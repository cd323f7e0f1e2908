import { addDays, toDayNumber, type DateRange, type GameDate } from '../../../shared/game-date.js';
import type { ReadOptions, Warehouse } from '../../warehouse/port.js';
import { processorEarlierGames } from '../../warehouse/statements/processor-earlier-games.js';
import { processorHistory } from '../../warehouse/statements/processor-history.js';
import type { RowOf } from '../../warehouse/statement.js';
import { newHistory, withEarlierGames, withLaterGames, type GamesByPlayer, type History } from '../windows/history.js';
import type { Game } from '../windows/player-games.js';
import { together } from '../../warehouse/together.js';

/**
 * Reads the players' games once: what an earlier call has read is kept, a later one adds the days on either side of it.
 * Calls wait for each other; each answers an immutable history, so chunks read before stay as they are.
 */
export class HistoryReader {
  #kept: History | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly warehouse: Warehouse) {}

  /** A history that covers at least `range`. */
  async covering(range: DateRange, options: ReadOptions | undefined): Promise<History> {
    const work = this.#turn.then(() => this.#extend(range, options));
    // A failed read must not fail those that wait behind it.
    this.#turn = work.catch(() => undefined);
    return work;
  }

  async #extend(range: DateRange, options: ReadOptions | undefined): Promise<History> {
    let history = this.#kept;
    const apart = history && (range.from > addDays(history.range.to, 1) || range.to < addDays(history.range.from, -1));
    if (!history || apart) {
      const [games, earlier] = await together([this.#games(range, options), this.#earlierGames(range.from, options)]);
      history = newHistory(range, games, earlier);
    }
    if (range.from < history.range.from) {
      const missing = { from: range.from, to: addDays(history.range.from, -1) };
      history = withEarlierGames(history, range.from, await this.#games(missing, options));
    }
    if (range.to > history.range.to) {
      const missing = { from: addDays(history.range.to, 1), to: range.to };
      history = withLaterGames(history, range.to, await this.#games(missing, options));
    }
    this.#kept = history;
    return history;
  }

  async #games(range: DateRange, options: ReadOptions | undefined): Promise<GamesByPlayer> {
    const days = new Map<GameDate, Day>();
    const teams = new Map<string, string>();
    const players = new Map<string, Game[]>();
    for await (const rows of this.warehouse.stream(processorHistory, range, options)) {
      for (const row of rows) {
        if (row.player_lookup === null || row.game_date === null) continue;
        const game = toGame(row, row.game_date, days, teams);
        const games = players.get(row.player_lookup);
        if (games) games.push(game);
        else players.set(row.player_lookup, [game]);
      }
    }
    return players;
  }

  async #earlierGames(before: GameDate, options: ReadOptions | undefined): Promise<ReadonlyMap<string, number>> {
    const rows = await this.warehouse.read(processorEarlierGames, { before }, options);
    const counts = new Map<string, number>();
    for (const row of rows) if (row.player_lookup !== null) counts.set(row.player_lookup, row.games ?? 0);
    return counts;
  }
}

interface Day {
  readonly date: GameDate;
  readonly day: number;
}

function toGame(
  row: RowOf<typeof processorHistory.columns>,
  date: GameDate,
  days: Map<GameDate, Day>,
  teams: Map<string, string>,
): Game {
  let day = days.get(date);
  if (!day) days.set(date, (day = { date, day: toDayNumber(date) }));
  return {
    date: day.date,
    day: day.day,
    seasonYear: row.season_year,
    opponent: row.opponent_team_abbr === null ? null : shared(teams, row.opponent_team_abbr),
    points: row.points,
    minutes: row.minutes_played,
    ftMakes: row.ft_makes,
    isDnp: row.is_dnp,
  };
}

/** One text for equal texts: 150,000 rows name 30 teams and a few hundred dates. */
function shared(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}
