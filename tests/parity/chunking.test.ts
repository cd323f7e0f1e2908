import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeatureProcessor } from '../../electron/feature-store/processor.js';
import type { DateOutcome, ProcessorOptions } from '../../electron/feature-store/types.js';
import type { GameDate } from '../../shared/game-date.js';
import { readJson } from './fixtures.js';
import { openParityWarehouse, type ParityWarehouse } from './parity-warehouse.js';

const NOW = '2026-02-02T12:00:00.000Z';
const OPTIONS: ProcessorOptions = { mode: 'backfill', lines: 'raw', today: '2026-02-02' as GameDate };
const dates = readJson<{ analysis_dates: readonly { date: GameDate }[] }>('dates.json').analysis_dates.map(
  ({ date }) => date,
);
const months = [...new Set(dates.map((date) => date.slice(0, 7)))].map((month) =>
  dates.filter((date) => date.startsWith(month)),
);

let parity: ParityWarehouse;
beforeAll(async () => {
  parity = await openParityWarehouse();
});
afterAll(async () => parity.close());

/** Rows as text by date: equal texts are equal rows to the last digit. Only the time they took is a measurement. */
type Rows = Readonly<Record<string, string>>;

function textOf({ rows, failed, skipped, withLine }: DateOutcome): string {
  return JSON.stringify([rows.map((row) => ({ ...row, feature_generation_time_ms: 0 })), failed, skipped, withLine]);
}

async function rebuilt(chunks: readonly (readonly GameDate[])[]): Promise<Rows> {
  const processor = new FeatureProcessor(parity.warehouse, OPTIONS);
  const rows: Record<string, string> = {};
  for (const chunk of chunks) {
    const read = await processor.readChunk(chunk);
    for (const date of chunk) rows[date] = textOf(processor.processDate(read, date, NOW));
  }
  return rows;
}

describe('chunks', () => {
  it('give the same rows oldest first, newest first, date by date and all at once', async () => {
    const oldestFirst = await rebuilt(months);
    expect(Object.keys(oldestFirst)).toHaveLength(dates.length);
    expect(await rebuilt([...months].reverse())).toEqual(oldestFirst);
    expect(await rebuilt(dates.map((date) => [date]))).toEqual(oldestFirst);
    expect(await rebuilt([[...dates].reverse()])).toEqual(oldestFirst);
    const alone = await Promise.all(dates.map((date) => rebuilt([[date]])));
    expect(Object.assign({}, ...alone)).toEqual(oldestFirst);
  });

  it('read at the same time give the same rows as one after the other', async () => {
    const processor = new FeatureProcessor(parity.warehouse, OPTIONS);
    const chunks = await Promise.all(months.map((month) => processor.readChunk(month)));
    const rows: Record<string, string> = {};
    chunks.forEach((chunk) => {
      for (const date of chunk.dates) rows[date] = textOf(processor.processDate(chunk, date, NOW));
    });
    expect(rows).toEqual(await rebuilt(months));
  });

  it('are not changed by chunks that are read later', async () => {
    const processor = new FeatureProcessor(parity.warehouse, OPTIONS);
    const date = '2025-12-17' as GameDate;
    const chunk = await processor.readChunk([date]);
    const before = textOf(processor.processDate(chunk, date, NOW));
    await processor.readChunk(['2026-02-01' as GameDate]);
    await processor.readChunk(['2024-02-29' as GameDate]);
    expect(textOf(processor.processDate(chunk, date, NOW))).toBe(before);
  });

  it('take at most 12 statements each, however many dates they have, and fewer once games are kept', async () => {
    const processor = new FeatureProcessor(parity.warehouse, OPTIONS);
    const counts: number[] = [];
    for (const chunk of [dates.slice(4, 8), dates.slice(8, 12), dates.slice(12, 16), dates.slice(2, 4)]) {
      const before = parity.warehouse.statementsRun;
      await processor.readChunk(chunk);
      counts.push(parity.warehouse.statementsRun - before);
    }
    expect(counts).toEqual([12, 10, 10, 10]);
  });

  it('tell the players of the list, the context and the raw lines, whatever the line source', async () => {
    const date = '2026-01-09' as GameDate;
    for (const lines of ['raw', 'context'] as const) {
      const processor = new FeatureProcessor(parity.warehouse, { ...OPTIONS, lines });
      const chunk = await processor.readChunk([date]);
      const outcome = processor.processDate(chunk, date, NOW);
      expect(chunk.listedPlayers(date)).toHaveLength(72);
      // The context of this date was lost: no line from there, 70 from the raw tables.
      expect(chunk.contextPlayers(date).size).toBe(0);
      expect(chunk.listedPlayers(date).filter((player) => chunk.rawPlayers(date).has(player))).toHaveLength(70);
      expect(outcome.withLine).toBe(lines === 'raw' ? 70 : 0);
    }
  });

  it('refuse a date that is not theirs', async () => {
    const processor = new FeatureProcessor(parity.warehouse, OPTIONS);
    const chunk = await processor.readChunk(['2026-01-09' as GameDate]);
    expect(() => processor.processDate(chunk, '2026-01-15' as GameDate, NOW)).toThrow(
      '2026-01-15 is not in this chunk',
    );
  });
});

describe('strict production', () => {
  it('skips a date with too few phase 4 rows and names the tables', async () => {
    const processor = new FeatureProcessor(parity.warehouse, { ...OPTIONS, mode: 'production', strict: true });
    const date = '2026-01-30' as GameDate;
    const outcome = processor.processDate(await processor.readChunk([date]), date, NOW);
    expect(outcome.rows).toEqual([]);
    expect(outcome.skipped?.code).toBe('missing_dependency');
    expect(outcome.skipped?.message).toMatch(/player_daily_cache has \d+ rows, at least 100 are needed/);
  });
});
