import { describe, expect, it } from 'vitest';
import { LinesService } from '../../../electron/lines/service.js';
import { processorRawLines } from '../../../electron/warehouse/statements/processor-raw-lines.js';
import { addDays } from '../../../shared/game-date.js';
import { FIRST_DATE, randomRows } from '../../oracle/random-rows.js';
import { clockAt, warehouseWith } from '../plan/parity-warehouse.js';
import { ODDS, PROS } from './small-lines.js';

/** Random rows meet in few keys and tie in time, book and side: the order alone decides. */
describe('the line of the facts', () => {
  it.each([1, 2, 3])('is the one that the processor reads, whatever the rows (seed %i)', async (seed) => {
    const made = await warehouseWith({ [ODDS]: randomRows(ODDS, 300, seed), [PROS]: randomRows(PROS, 300, seed + 50) });
    try {
      const range = { from: FIRST_DATE, to: addDays(FIRST_DATE, 5) };
      const read = await made.warehouse.read(processorRawLines, range);
      const { rows } = await new LinesService(made.warehouse, clockAt('2026-01-20')).diff(range);
      const found = rows.flatMap((row) => {
        if (row.raw === null) return [];
        const source = row.rawSource === 'bettingpros' ? 'bettingpros' : 'odds_api';
        const opening = (source === 'odds_api' ? row.odds : row.pros)?.opening ?? null;
        return [[row.date, row.playerLookup, row.raw.current, opening, source].join(' | ')];
      });
      const wanted = read.map((row) =>
        [row.game_date, row.player_lookup, row.current_line, row.opening_line, row.source].join(' | '),
      );
      expect(found.length).toBeGreaterThan(30);
      expect([...found].sort()).toEqual([...wanted].sort());
    } finally {
      await made.close();
    }
  });
});
