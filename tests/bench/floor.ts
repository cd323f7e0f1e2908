import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { chunksOf } from '../../electron/backfill/chunks.js';
import { FeatureProcessor } from '../../electron/feature-store/processor.js';
import { bindParameters } from '../../electron/warehouse/duckdb/parameters.js';
import { openDuckDbWarehouse } from '../../electron/warehouse/duckdb/open.js';
import { duckDbText, ENGINE_OPTIONS, PRELUDE } from '../../electron/warehouse/duckdb/prelude.js';
import type { Warehouse } from '../../electron/warehouse/port.js';
import type { AnyStatement } from '../../electron/warehouse/statement.js';
import type { GameDate } from '../../shared/game-date.js';

export interface FloorFigures {
  readonly readMs: number;
  readonly writeMs: number;
  readonly statements: number;
  readonly dates: number;
  readonly rows: number;
}

interface Asked {
  readonly statement: AnyStatement;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The same warehouse, remembering what was asked. */
function recording(warehouse: Warehouse, asked: Asked[]): Warehouse {
  return new Proxy(warehouse, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const call = (value as (...args: unknown[]) => unknown).bind(target);
      if (name !== 'read' && name !== 'stream') return call;
      return (statement: AnyStatement, params: Readonly<Record<string, unknown>>, ...rest: unknown[]) => {
        asked.push({ statement, params });
        return call(statement, params, ...rest);
      };
    },
  });
}

/**
 * The least a rebuild can take with this engine: the processor's own reads sent as they are, fetched and thrown away,
 * and the rows of a finished rebuild written date by date, a transaction each. Nothing is computed, checked, kept for
 * putting back, journaled or verified.
 */
export async function benchFloor(demoFile: string, rebuiltFile: string, work: string): Promise<FloorFigures> {
  mkdirSync(work, { recursive: true });
  const file = join(work, 'floor.duckdb');
  copyFileSync(demoFile, file);

  const asked: Asked[] = [];
  const warehouse = await openDuckDbWarehouse({ path: file });
  const processor = new FeatureProcessor(recording(warehouse, asked), {
    mode: 'backfill',
    lines: 'raw',
    today: '2026-02-02' as GameDate,
  });
  const dates = await rebuiltDates(rebuiltFile);
  for (const chunk of chunksOf(dates, warehouse.info.chunkDays)) await processor.readChunk(chunk);
  await warehouse.close();

  const instance = await DuckDBInstance.create(file, { ...ENGINE_OPTIONS });
  const connection = await instance.connect();
  for (const text of PRELUDE) await connection.run(text);

  const readStart = performance.now();
  for (const { statement, params } of asked) {
    const prepared = await connection.prepare(duckDbText(statement));
    bindParameters(prepared, statement, params);
    const result = await prepared.stream();
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0;) chunk = await result.fetchChunk();
    prepared.destroySync();
  }
  const readMs = performance.now() - readStart;

  await connection.run(`ATTACH '${rebuiltFile.replaceAll("'", "''")}' AS rebuilt (READ_ONLY)`);
  const store = 'nba_predictions.ml_feature_store_v2';
  let rows = 0;
  const writeStart = performance.now();
  for (const date of dates) {
    await connection.run('BEGIN');
    await connection.run(`DELETE FROM ${store} WHERE game_date = DATE '${date}'`);
    const written = await connection.run(
      `INSERT INTO ${store} SELECT * FROM rebuilt.${store} WHERE game_date = DATE '${date}'`,
    );
    await connection.run('COMMIT');
    rows += written.rowsChanged;
  }
  const writeMs = performance.now() - writeStart;
  connection.closeSync();
  instance.closeSync();
  return { readMs, writeMs, statements: asked.length, dates: dates.length, rows };
}

async function rebuiltDates(rebuiltFile: string): Promise<readonly GameDate[]> {
  const instance = await DuckDBInstance.create(rebuiltFile, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT CAST(game_date AS VARCHAR) FROM nba_predictions.ml_feature_store_v2
     WHERE game_date BETWEEN DATE '2025-11-04' AND DATE '2026-02-01' ORDER BY 1`,
  );
  const dates = reader.getRows().map(([date]) => String(date) as GameDate);
  connection.closeSync();
  instance.closeSync();
  return dates;
}
