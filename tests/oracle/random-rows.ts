import { tableDefinition } from '../../electron/warehouse/tables/definitions.js';
import type { TableName } from '../../electron/warehouse/tables/names.js';
import type { SqlType } from '../../electron/warehouse/tables/sql-type.js';
import { addDays, type GameDate } from '../../shared/game-date.js';

export type Row = Readonly<Record<string, unknown>>;

/** mulberry32: small, seeded, good enough to choose test values. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const FIRST_DATE = '2025-11-01' as GameDate;
const DATES = 6;

/** Few values a column, so that rows meet in joins, groups repeat and orders tie. */
const STRINGS: Readonly<Record<string, readonly string[]>> = {
  player_lookup: ["o'neal", 'ana', 'ANA', 'josé', 'zoë%_', 'a,b', '', '李', 'ana '],
  entity_id: ["o'neal", 'ana', 'ANA', 'josé', 'zoë%_', 'a,b', '', '李', 'ana '],
  market_type: ['points', 'points', 'points', 'rebounds'],
  processor_name: ['ml_feature_store_v2', 'ml_feature_store_v2', 'other'],
  bookmaker: ['draftkings', 'DraftKings', 'fanduel', 'FanDuel', 'BettingPros Consensus', 'betmgm'],
  bet_side: ['over', 'under'],
  game_id: ['0022500001', '0052500001', '20251101_LAL_BOS'],
};
const TEAMS = ['BOS', 'LAL', 'DEN'];

function pick<T>(choices: readonly T[], next: () => number): T {
  return choices[Math.floor(next() * choices.length)] as T;
}

function value(type: SqlType, name: string, next: () => number): unknown {
  switch (type.kind) {
    case 'STRING':
      return pick(STRINGS[name] ?? (/team|tricode/.test(name) ? TEAMS : ['a', 'b', 'É', 'x"y\\z']), next);
    case 'INT64':
      return name === 'game_status' ? pick([1, 2, 3, 3], next) : Math.floor(next() * 6) - (next() < 0.2 ? 4 : 0);
    case 'FLOAT64':
      // Multiples of an eighth: their sums are exact in any order.
      return Math.floor(next() * 200 - 20) / 8;
    case 'NUMERIC':
      return Number(((Math.floor(next() * 400) - 40) / 10 ** Math.min(type.scale, 2)).toFixed(type.scale));
    case 'BOOL':
      return next() < 0.5;
    case 'DATE':
      return addDays(FIRST_DATE, Math.floor(next() * DATES));
    case 'TIMESTAMP': {
      const second = String(Math.floor(next() * 3)).padStart(2, '0');
      return `2025-11-0${String(1 + Math.floor(next() * 5))}T10:00:${second}${pick(['', '.5', '.123456'], next)}Z`;
    }
    case 'ARRAY': {
      const length = pick([0, 1, 25, 26, 33, 34, 37, 37, 37], next);
      return Array.from({ length }, () => value(type.element, name, next));
    }
    case 'STRUCT':
      return Object.fromEntries(
        type.fields.map((field) => [
          field.name,
          field.type.kind !== 'ARRAY' && next() < 0.1 ? null : value(field.type, field.name, next),
        ]),
      );
  }
}

/** Random rows: NULL in every column that may have it, and whole rows that repeat. */
export function randomRows(table: TableName, count: number, seed: number): readonly Row[] {
  const next = random(seed);
  const rows: Row[] = [];
  while (rows.length < count) {
    const before = rows[rows.length - 1];
    if (before && next() < 0.1) {
      rows.push({ ...before });
      continue;
    }
    const row = tableDefinition(table).columns.map((column): readonly [string, unknown] => [
      column.name,
      !column.required && column.sqlType.kind !== 'ARRAY' && next() < 0.15
        ? null
        : value(column.sqlType, column.name, next),
    ]);
    rows.push(Object.fromEntries(row));
  }
  return rows;
}
