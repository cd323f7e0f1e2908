import { setMaxListeners } from 'node:events';
import { type GameDate, fromDayNumber, monthOf, toDayNumber } from '../../shared/game-date.js';
import { HAS_VEGAS_LINE, VEGAS_POINTS_LINE } from '../../shared/feature-catalogue.js';
import { FeatureProcessor } from '../feature-store/processor.js';
import { dataHash } from '../feature-store/rows/data-hash.js';
import { type StoreRow } from '../feature-store/types.js';
import { type ColumnBatch } from '../warehouse/duckdb/bulk-load.js';
import { type Warehouse } from '../warehouse/port.js';
import { type Fate } from './day-plan.js';
import { INCIDENT_REBUILD, STORE_FIRST } from './faults.js';
import { type League } from './league.js';
import { at } from './prng.js';

const DAY_MS = 86_400_000;
const NIGHT = 7 * 3_600_000;
/** Seconds a date took in the incident's rebuild (domain: processor section 16). */
const SECONDS_PER_DATE = 45;
/** The clock is no part of the demo: every row says the same. */
const GENERATION_MS = 4;

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The row as it was before its context got the line, or with the other of two context rows read. */
function withoutLine(row: StoreRow): StoreRow {
  const features = row.features.map((value, i) => (i >= VEGAS_POINTS_LINE && i <= HAS_VEGAS_LINE ? 0 : value));
  const bare = { ...row, features };
  return { ...bare, data_hash: dataHash(bare) };
}

function toColumns(rows: readonly StoreRow[]): ColumnBatch {
  const names = Object.keys(at(rows, 0)) as (keyof StoreRow)[];
  return {
    rowCount: rows.length,
    columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])),
  };
}

/**
 * The current season's store as the incident left it, month by month: what Backline's own processor makes in backfill
 * mode from context lines, save for the holes and the rows whose context got its line only later. `warehouse` holds every
 * other table. Dates before the incident's rebuild were written the night after the games, and again by it.
 */
export async function* incidentStore(
  warehouse: Warehouse,
  fates: readonly Fate[],
  league: League,
  signal?: AbortSignal,
): AsyncGenerator<ColumnBatch> {
  const byDate = new Map<GameDate, Map<string, Fate>>();
  for (const fate of fates) {
    if (fate.row.day < STORE_FIRST) continue;
    const { date } = fate.row.game;
    const list = byDate.get(date) ?? new Map<string, Fate>();
    list.set(at(league.players, fate.row.player).name.lookup, fate);
    byDate.set(date, list);
  }
  const dates = [...byDate.keys()];
  const processor = new FeatureProcessor(warehouse, {
    mode: 'backfill',
    lines: 'context',
    // The day after the last date, so that every date is a past one.
    today: fromDayNumber(at(fates, fates.length - 1).row.day + 1),
  });
  // Every statement of a chunk listens to it, and the caller's own signal keeps its limit.
  const reading = AbortSignal.any(signal === undefined ? [] : [signal]);
  setMaxListeners(0, reading);
  let done = 0;
  for (const month of new Set(dates.map(monthOf))) {
    const inMonth = dates.filter((date) => monthOf(date) === month);
    const chunk = await processor.readChunk(inMonth, { signal: reading });
    const rows: StoreRow[] = [];
    for (const date of inMonth) {
      const fatesOfDate = byDate.get(date) ?? new Map<string, Fate>();
      const night = (toDayNumber(date) + 1) * DAY_MS + NIGHT;
      const rebuilt = INCIDENT_REBUILD + done * SECONDS_PER_DATE * 1000;
      done += 1;
      for (const made of processor.processDate(chunk, date, instant(night)).rows) {
        const fate = fatesOfDate.get(made.player_lookup);
        if (!fate?.inStore) continue;
        const updated = night < INCIDENT_REBUILD ? instant(rebuilt) : null;
        const row = { ...made, feature_generation_time_ms: GENERATION_MS, updated_at: updated };
        const late = fate.cause !== null && (row.features[VEGAS_POINTS_LINE] ?? 0) > 0;
        rows.push(late ? withoutLine(row) : row);
      }
    }
    yield toColumns(rows);
  }
}
