import type { Gap, LineDiffRow } from '../../../shared/lines.js';
import { LinesService } from '../../../electron/lines/service.js';
import { clockAt, type TestWarehouse } from '../plan/parity-warehouse.js';
import { DAY, boxScore, context, odds, pros, world } from '../plan/small-world.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import type { TableName } from '../../../electron/warehouse/tables/names.js';

export const BOX: TableName = 'nba_analytics.player_game_summary';
export const CONTEXT: TableName = 'nba_analytics.upcoming_player_game_context';
export const ODDS: TableName = 'nba_raw.odds_api_player_points_props';
export const PROS: TableName = 'nba_raw.bettingpros_player_points_props';
export const STORE: TableName = 'nba_predictions.ml_feature_store_v2';
export const ALIASES: TableName = 'nba_reference.player_aliases';

export type Tables = Partial<Record<TableName, readonly TableRow[]>>;

/** Both feeds up for somebody else, so that silence is no outage. */
export const UP: Tables = {
  [BOX]: [boxScore(DAY, 'other', { minutes_played: 20 })],
  [ODDS]: [odds(DAY, 'other', 11.5)],
  [PROS]: [pros(DAY, 'other', 11.5)],
};

/** A player in the box score, with the name as printed. */
export function played(player: string, name: string, minutes: number | null = 20): TableRow {
  return boxScore(DAY, player, { player_full_name: name, minutes_played: minutes });
}

export function alias(from: string, to: string, active = true): TableRow {
  return {
    alias_lookup: from,
    nba_canonical_lookup: to,
    alias_display: from,
    nba_canonical_display: to,
    is_active: active,
    created_by: 'test',
    created_at: `${DAY}T00:00:00Z`,
    processed_at: `${DAY}T00:00:00Z`,
  };
}

/** The date form of the small world's game, as the context has it. */
export const DATE_FORM = `${DAY.replaceAll('-', '')}_BOS_DEN`;

export interface Lines {
  readonly service: LinesService;
  readonly gap: (player: string) => Promise<Gap | undefined>;
  readonly row: (player: string) => Promise<LineDiffRow | undefined>;
}

/** Services over a warehouse of a few rows, seen ten days later. */
export async function linesOver(...parts: readonly Tables[]): Promise<Lines & TestWarehouse> {
  const made = await world(...parts);
  const service = new LinesService(made.warehouse, clockAt('2026-01-20'));
  const range = { from: DAY, to: DAY };
  return {
    ...made,
    service,
    gap: async (player) => (await service.gaps(range)).gaps.find((gap) => gap.playerLookup === player),
    row: async (player) => (await service.diff(range)).rows.find((row) => row.playerLookup === player),
  };
}

/** A context row without a line, unless given one. */
export function inContext(player: string, line: number | null = null, more: TableRow = {}): TableRow {
  return context(DAY, player, line, more);
}
