import { BacklineError } from '../../shared/errors.js';
import { addDays, type GameDate } from '../../shared/game-date.js';
import type { ReadOptions, Warehouse } from '../warehouse/port.js';
import { chunkOf, type Chunk } from './chunk.js';
import { dateOutcome } from './date-outcome.js';
import { playerList } from './player-list.js';
import { HistoryReader } from './read/history-reader.js';
import { SeasonReader } from './read/season-reader.js';
import { readTables, readTeams } from './read/read-tables.js';
import { dateTables } from './read/date-tables.js';
import { historyStart } from './row-inputs.js';
import { seasonWindowStart, seasonYearOf } from './season-calendar.js';
import type { DateOutcome, ProcessorOptions } from './types.js';
import { together } from '../warehouse/together.js';

export type { Chunk } from './chunk.js';

/**
 * Builds rows of `v2_37features` (domain: features, processor, vegas; oddities included, see parity/quirks). A processor
 * belongs to one run: what it has read it keeps.
 */
export class FeatureProcessor {
  readonly #history: HistoryReader;
  readonly #seasons: SeasonReader;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly options: ProcessorOptions,
  ) {
    this.#history = new HistoryReader(warehouse);
    this.#seasons = new SeasonReader(warehouse);
  }

  /**
   * Reads all that `dates` need, at most 12 statements for the whole chunk; games that an earlier call has read are not
   * read again. Dates of a chunk should lie within about a month; the order of chunks does not matter.
   * @throws BacklineError `warehouse_failed`, `schema_mismatch` or `cancelled`
   */
  async readChunk(dates: readonly GameDate[], read?: ReadOptions): Promise<Chunk> {
    const ordered = [...dates].sort();
    const [from, to] = [ordered[0], ordered.at(-1)];
    if (from === undefined || to === undefined) throw new BacklineError('internal', 'a chunk needs at least one date');
    const range = { from, to };
    const years = [...new Set(dates.map(seasonYearOf))];
    const teamsFrom = seasonWindowStart(Math.min(...years));
    const [rows, teams, seasons, history] = await together([
      readTables(this.warehouse, range, read),
      readTeams(this.warehouse, { from: teamsFrom, to: range.to }, read),
      this.#seasons.seasons(years, read),
      this.#history.covering({ from: historyStart(range.from), to: addDays(range.to, -1) }, read),
    ]);
    return chunkOf({
      dates,
      tables: dateTables(dates, rows),
      seasons,
      history,
      teams,
      list: (tables) => playerList(tables, this.options),
    });
  }

  /**
   * Pure and synchronous: same chunk, date and `now` (UTC text) give the same outcome. Only `feature_generation_time_ms`
   * is measured; it is no part of `data_hash`.
   */
  processDate(chunk: Chunk, date: GameDate, now: string): DateOutcome {
    return dateOutcome(chunk.inputs(date), this.options, now);
  }
}
