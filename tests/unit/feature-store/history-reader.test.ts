import { describe, expect, it } from 'vitest';
import { HistoryReader } from '../../../electron/feature-store/read/history-reader.js';
import { gamesBefore } from '../../../electron/feature-store/windows/history.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { BacklineError } from '../../../shared/errors.js';
import { eachDate, type DateRange, type GameDate } from '../../../shared/game-date.js';

const date = (text: string) => text as GameDate;
const range = (from: string, to: string): DateRange => ({ from: date(from), to: date(to) });

/** A warehouse in which `ann` has one game a day from 2025-01-01 on; notes what is asked of it. */
function warehouse(asked: string[], fail: { once: boolean } = { once: false }): Warehouse {
  const first = date('2025-01-01');
  const port: Partial<Warehouse> = {
    async *stream(_statement, params) {
      const asked_ = params as unknown as DateRange;
      asked.push(`${asked_.from}..${asked_.to}`);
      await Promise.resolve();
      if (fail.once) {
        fail.once = false;
        throw new BacklineError('warehouse_failed', 'gone');
      }
      const days = eachDate(asked_).filter((day) => day >= first);
      yield days.map((day) => ({ player_lookup: 'ann', game_date: day, season_year: 2025, points: 1 })) as never;
    },
    read: async (_, params) => {
      const { before } = params as unknown as { before: GameDate };
      asked.push(`before ${before}`);
      return [{ player_lookup: 'ann', games: eachDate({ from: first, to: before }).length - 1 }] as never;
    },
  };
  return port as Warehouse;
}

describe('the history reader', () => {
  it('reads only the days on either side of what it has', async () => {
    const asked: string[] = [];
    const reader = new HistoryReader(warehouse(asked));
    await reader.covering(range('2025-03-01', '2025-03-31'), undefined);
    expect(asked).toEqual(['2025-03-01..2025-03-31', 'before 2025-03-01']);
    asked.length = 0;
    await reader.covering(range('2025-03-10', '2025-04-02'), undefined);
    expect(asked).toEqual(['2025-04-01..2025-04-02']);
    asked.length = 0;
    const history = await reader.covering(range('2025-02-20', '2025-03-05'), undefined);
    expect(asked).toEqual(['2025-02-20..2025-02-28']);
    expect(history.range).toEqual(range('2025-02-20', '2025-04-02'));
    asked.length = 0;
    await reader.covering(range('2025-02-25', '2025-04-01'), undefined);
    expect(asked).toEqual([]);
  });

  it('counts the same games before a date however it came by them', async () => {
    const backwards = new HistoryReader(warehouse([]));
    await backwards.covering(range('2025-03-01', '2025-03-31'), undefined);
    const extended = await backwards.covering(range('2025-02-01', '2025-03-31'), undefined);
    const direct = await new HistoryReader(warehouse([])).covering(range('2025-02-01', '2025-03-31'), undefined);
    for (const history of [extended, direct]) expect(gamesBefore(history, 'ann', date('2025-03-15'))).toBe(73);
    expect(gamesBefore(direct, 'bob', date('2025-03-15'))).toBe(0);
  });

  it('starts anew for a range that does not touch what it has', async () => {
    const asked: string[] = [];
    const reader = new HistoryReader(warehouse(asked));
    await reader.covering(range('2025-03-01', '2025-03-05'), undefined);
    const history = await reader.covering(range('2026-03-01', '2026-03-05'), undefined);
    expect(history.range).toEqual(range('2026-03-01', '2026-03-05'));
    expect(gamesBefore(history, 'ann', date('2026-03-03'))).toBe(426);
    expect(asked).toHaveLength(4);
  });

  it('lets a failed read fail alone', async () => {
    const reader = new HistoryReader(warehouse([], { once: true }));
    const [first, second] = await Promise.allSettled([
      reader.covering(range('2025-03-01', '2025-03-05'), undefined),
      reader.covering(range('2025-03-01', '2025-03-05'), undefined),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'warehouse_failed' } });
    expect(second.status).toBe('fulfilled');
  });
});
