import { Prng, at } from './prng.js';
import { type Appearance, type PlayedSeasons, type TeamGame, playSeasons } from './box-scores.js';
import { SEASONS, TEAMS } from './calendar.js';
import { ContextWriter } from './context-rows.js';
import { type Fate, planFates } from './day-plan.js';
import { FormBook } from './form.js';
import { scheduleTable, summaryTable, teamTable } from './game-rows.js';
import { type League, makeLeague } from './league.js';
import { OddsWriter } from './odds-rows.js';
import { Phase4Writer } from './phase4-rows.js';
import { ProsWriter } from './pros-rows.js';
import { aliasTable, attemptTable } from './small-rows.js';
import { HistoryWriter } from './store-history.js';
import { type TableData } from './table-data.js';

/** What every table of the demo follows from. The store's rows of the current season are made by the processor. */
export interface GeneratedSeason {
  readonly seed: number;
  readonly league: League;
  readonly played: PlayedSeasons;
  /** Every listed player of the current season with what was planted on him. */
  readonly fates: readonly Fate[];
}

const BOOTSTRAP = 14;
/** Days of rows between two pauses: some tens of milliseconds. */
const DAYS_PER_TURN = 8;
/** Players of an earlier season's game who got a store row: the first of each rotation (about 158 a day). */
const HISTORY_RANK = 10;
/** Share of these rows with a line (domain: vegas section 9, January 2025). */
const HISTORY_LINES = 0.994;
/** Months of last season for which lines and context are kept: those compared with the current ones. */
const LAST_SEASON_FROM = '2024-11-01';
const LAST_SEASON_TO = '2025-02-28';

function byDay<T extends { readonly day: number }>(items: readonly T[]): Map<number, T[]> {
  const days = new Map<number, T[]>();
  for (const item of items) {
    const list = days.get(item.day);
    if (list) list.push(item);
    else days.set(item.day, [item]);
  }
  return days;
}

class SeasonWriter {
  readonly #odds: OddsWriter;
  readonly #pros: ProsWriter;
  readonly #context: ContextWriter;
  readonly #phase4: Phase4Writer;
  readonly #history: HistoryWriter;
  readonly #rng: Prng;
  readonly #book = new FormBook();

  constructor(
    league: League,
    private readonly played: PlayedSeasons,
    private readonly fates: readonly Fate[],
    seed: number,
  ) {
    this.#odds = new OddsWriter(league, seed);
    this.#pros = new ProsWriter(league, seed);
    this.#context = new ContextWriter(league, seed);
    this.#phase4 = new Phase4Writer(league, seed);
    this.#history = new HistoryWriter(league, seed);
    this.#rng = new Prng(seed, 'last-season-lines');
  }

  #currentDay(day: number, fates: readonly Fate[], year: number): void {
    const forms = TEAMS.map((_, team) => this.#book.teamFormOf(team, year));
    for (const fate of fates) {
      const { row } = fate;
      const form = this.#book.formOf(row);
      const own = at(forms, row.team);
      const other = at(forms, row.opponent);
      this.#odds.add(fate);
      this.#pros.add(fate);
      this.#context.add(fate, form, own, other);
      this.#phase4.addPlayer(row, form, own, other, fate.hold === 'bad_fatigue');
    }
    this.#phase4.addTeams(day, forms);
  }

  #earlierDay(rows: readonly Appearance[], year: number): void {
    const rng = this.#rng;
    const forms = TEAMS.map((_, team) => this.#book.teamFormOf(team, year));
    for (const row of rows) {
      if (row.rank > HISTORY_RANK) continue;
      const { date } = row.game;
      const form = this.#book.formOf(row);
      const own = at(forms, row.team);
      const other = at(forms, row.opponent);
      const opening = Math.max(0.5, Math.floor(row.expected * (1 + 0.07 * rng.normal())) + 0.5);
      const current = Math.max(0.5, opening + (rng.chance(0.6) ? 0 : rng.pick([-1, -0.5, 0.5, 1])));
      const lined = rng.chance(HISTORY_LINES);
      this.#history.add(row, form, own, other, lined ? { current, opening } : null);
      if (date < LAST_SEASON_FROM || date > LAST_SEASON_TO) continue;
      const fate: Fate = {
        row,
        inContext: true,
        odds: lined ? 'normal' : 'none',
        pros: 'none',
        dateForm: true,
        contextLine: lined,
        duplicate: false,
        contextAt: row.day * 86_400_000 + 17 * 3_600_000,
        inStore: true,
        hold: null,
        cause: null,
        opening,
        noon: current,
        closing: current,
      };
      if (lined) this.#odds.addPlain(fate);
      this.#context.addPlain(fate, form, own, other);
    }
  }

  /** Walks the days in order: what is known before a day's games, then the games. `pause` is awaited now and then. */
  async write(pause: () => Promise<void>): Promise<readonly TableData[]> {
    const rows = byDay(this.played.appearances);
    const teams: Map<number, TeamGame[]> = byDay(this.played.teamGames);
    const fates = byDay(this.fates.map((fate) => ({ day: fate.row.day, fate })));
    let days = 0;
    for (const [day, list] of rows) {
      if (days % DAYS_PER_TURN === 0) await pause();
      days += 1;
      const year = at(list, 0).game.seasonYear;
      const season = SEASONS.find((calendar) => calendar.year === year);
      const current = fates.get(day);
      if (current) {
        const fatesOfDay = current.map(({ fate }) => fate);
        this.#currentDay(day, fatesOfDay, year);
      } else if (season && day >= season.first + BOOTSTRAP) {
        this.#earlierDay(list, year);
      }
      this.#book.recordDay(list, teams.get(day) ?? []);
    }
    return [
      this.#odds.table,
      this.#pros.table,
      this.#context.table,
      this.#phase4.cache,
      this.#phase4.composite,
      this.#phase4.zones,
      this.#phase4.defense,
      this.#history.table,
    ];
  }
}

/** Makes the demo's players, games and faults from a seed, in memory: the same seed gives the same. */
export function generateSeason(seed: number): GeneratedSeason {
  const league = makeLeague(new Prng(seed, 'league'));
  const played = playSeasons(league, seed);
  return { seed, league, played, fates: planFates(played, league, seed) };
}

/** The tables that follow from games and faults at once. */
export function gameTables({ seed, league, played, fates }: GeneratedSeason): readonly TableData[] {
  return [
    summaryTable(played, league),
    scheduleTable(played, seed),
    teamTable(played),
    aliasTable(league),
    attemptTable(fates, league, seed),
  ];
}

/** The feeds, the context, phase 4 and the earlier seasons' store: each day's rows from what was known before it. */
export async function dailyTables(season: GeneratedSeason, pause: () => Promise<void>): Promise<readonly TableData[]> {
  return new SeasonWriter(season.league, season.played, season.fates, season.seed).write(pause);
}
