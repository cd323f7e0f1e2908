import { afterAll, beforeAll, expect, it } from 'vitest';
import { scheduleDays } from '../../../electron/warehouse/statements/schedule-days.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';
import { game, world } from '../plan/small-world.js';

const RANGE: DateRange = { from: '2026-01-13' as GameDate, to: '2026-01-16' as GameDate };
const EARLY = '2026-01-01T00:00:00Z';
const LATE = '2026-01-20T00:00:00Z';

let test: TestWarehouse;

/** The schedule is append-only: of a game's rows the highest status counts, and among those the newest. */
beforeAll(async () => {
  test = await world({
    'nba_raw.nbac_schedule': [
      // Final, and announced once more afterwards.
      game('2026-01-13', { processed_at: EARLY }),
      game('2026-01-13', { game_status: 1, processed_at: LATE }),
      // Corrected to an exhibition, both rows final.
      game('2026-01-14', { processed_at: EARLY }),
      game('2026-01-14', { is_regular_season: false, processed_at: LATE }),
      // Corrected the other way, the rows stored in the other order.
      game('2026-01-15', { processed_at: LATE }),
      game('2026-01-15', { is_regular_season: false, processed_at: EARLY }),
      // Announced only.
      game('2026-01-16', { game_status: 1 }),
    ],
  });
});
afterAll(() => test.close());

it('takes the row of the highest status, then the newest', async () => {
  const rows = await test.warehouse.read(scheduleDays, RANGE);
  expect(rows.map((row) => [row.game_date, row.games, row.final_games, row.final_regular_games])).toEqual([
    ['2026-01-13', 1, 1, 1],
    ['2026-01-15', 1, 1, 1],
    ['2026-01-16', 1, 0, 0],
  ]);
});
