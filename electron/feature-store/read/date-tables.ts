import { daysBetween, type GameDate } from '../../../shared/game-date.js';
import { compareInstants } from '../instants.js';
import { keepNewest } from './newest.js';
import type {
  AttemptRow,
  BoxScoreRow,
  CompositeRow,
  ContextRow,
  DailyCacheRow,
  DateTables,
  RawLineRow,
  ShotZonesRow,
  TeamDefenseRow,
} from './tables.js';

/** How far a composite row's `analysis_date` may lie from its partition and still lend its hash. */
export const ANALYSIS_DATE_SLACK_DAYS = 7;

export interface ChunkRows {
  readonly boxScore: readonly BoxScoreRow[];
  readonly context: readonly ContextRow[];
  readonly dailyCache: readonly DailyCacheRow[];
  readonly composite: readonly CompositeRow[];
  readonly shotZones: readonly ShotZonesRow[];
  readonly teamDefense: readonly TeamDefenseRow[];
  readonly rawLines: readonly RawLineRow[];
  readonly attempts: readonly AttemptRow[];
}

/** Sorts the rows of a chunk into its dates; rows of other dates are left out. */
export function dateTables(dates: readonly GameDate[], rows: ChunkRows): ReadonlyMap<GameDate, DateTables> {
  const boxScore = newestByDate(rows.boxScore, (row) => row.game_date, playerOf);
  const context = newestByDate(rows.context, (row) => row.game_date, playerOf);
  const withLine = rows.context.filter((row) => row.current_points_line !== null && row.current_points_line > 0);
  const contextLines = newestByDate(withLine, (row) => row.game_date, playerOf);
  const dailyCache = newestByDate(rows.dailyCache, (row) => row.cache_date, playerOf);
  const composite = newestByDate(rows.composite, (row) => row.game_date, playerOf);
  const shotZones = newestByDate(rows.shotZones, (row) => row.analysis_date, playerOf);
  const teamDefense = newestByDate(
    rows.teamDefense,
    (row) => row.analysis_date,
    (row) => row.team_abbr,
  );
  const rawLines = onlyByDate(rows.rawLines, (row) => row.game_date);
  const attempts = onlyByDate(rows.attempts, (row) => row.analysis_date);
  const cacheHashes = newestHashes(rows.dailyCache, (row) => row.cache_date);
  const compositeHashes = newestHashes(rows.composite.filter(lendsHash), (row) => row.analysis_date);
  const zoneHashes = newestHashes(rows.shotZones, (row) => row.analysis_date);
  const defenseHashes = newestHashes(rows.teamDefense, (row) => row.analysis_date);
  const none = new Map<string, never>();
  return new Map(
    dates.map((date): [GameDate, DateTables] => [
      date,
      {
        date,
        boxScore: boxScore.get(date) ?? none,
        context: context.get(date) ?? none,
        contextLines: contextLines.get(date) ?? none,
        dailyCache: dailyCache.get(date) ?? none,
        composite: composite.get(date) ?? none,
        shotZones: shotZones.get(date) ?? none,
        teamDefense: teamDefense.get(date) ?? none,
        rawLines: rawLines.get(date) ?? none,
        attempts: attempts.get(date) ?? none,
        hashes: {
          dailyCache: cacheHashes.get(date) ?? null,
          composite: compositeHashes.get(date) ?? null,
          shotZones: zoneHashes.get(date) ?? null,
          teamDefense: defenseHashes.get(date) ?? null,
        },
      },
    ]),
  );
}

function playerOf(row: { readonly player_lookup: string | null }): string | null {
  return row.player_lookup;
}

type ByDate<R> = Map<GameDate, Map<string, R>>;

function newestByDate<R extends { readonly processed_at: string | null }>(
  rows: readonly R[],
  dateOf: (row: R) => GameDate | null,
  keyOf: (row: R) => string | null,
): ByDate<R> {
  const dates: ByDate<R> = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const date = dateOf(row);
    if (key !== null && date !== null) keepNewest(mapOf(dates, date), key, row);
  }
  return dates;
}

/** For statements that give one row per player and date already. */
function onlyByDate<R extends { readonly player_lookup: string | null }>(
  rows: readonly R[],
  dateOf: (row: R) => GameDate | null,
): ByDate<R> {
  const dates: ByDate<R> = new Map();
  for (const row of rows) {
    const date = dateOf(row);
    if (row.player_lookup !== null && date !== null) mapOf(dates, date).set(row.player_lookup, row);
  }
  return dates;
}

function mapOf<R>(dates: ByDate<R>, date: GameDate): Map<string, R> {
  let rows = dates.get(date);
  if (!rows) dates.set(date, (rows = new Map<string, R>()));
  return rows;
}

interface Hashed {
  readonly data_hash: string | null;
  readonly processed_at: string | null;
}

/** The newest `data_hash` per date, of equal times the greater; rows without one are passed over (parity/quirks 24). */
function newestHashes<R extends Hashed>(
  rows: readonly R[],
  dateOf: (row: R) => GameDate | null,
): ReadonlyMap<GameDate, string> {
  const hashes = new Map<GameDate, string>();
  const times = new Map<GameDate, string | null>();
  for (const row of rows) {
    const date = dateOf(row);
    if (row.data_hash === null || date === null) continue;
    const known = hashes.get(date);
    const order = known === undefined ? 1 : compareInstants(row.processed_at, times.get(date) ?? null);
    if (known !== undefined && (order < 0 || (order === 0 && row.data_hash <= known))) continue;
    hashes.set(date, row.data_hash);
    times.set(date, row.processed_at);
  }
  return hashes;
}

/**
 * The source hash of composite factors goes by `analysis_date`, the features by `game_date` (parity/quirks 24). The two
 * are the same by definition; rows where they are further apart than the slack could depend on how dates are chunked.
 */
function lendsHash(row: CompositeRow): boolean {
  if (row.analysis_date === null || row.game_date === null) return false;
  if (row.analysis_date === row.game_date) return true;
  return Math.abs(daysBetween(row.game_date, row.analysis_date)) <= ANALYSIS_DATE_SLACK_DAYS;
}
