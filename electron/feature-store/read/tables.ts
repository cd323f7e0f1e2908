import type { GameDate } from '../../../shared/game-date.js';
import type { RowOf } from '../../warehouse/statement.js';
import type { processorAttempts } from '../../warehouse/statements/processor-attempts.js';
import type { processorBoxScore } from '../../warehouse/statements/processor-box-score.js';
import type { processorComposite } from '../../warehouse/statements/processor-composite.js';
import type { processorContext } from '../../warehouse/statements/processor-context.js';
import type { processorDailyCache } from '../../warehouse/statements/processor-daily-cache.js';
import type { processorRawLines } from '../../warehouse/statements/processor-raw-lines.js';
import type { processorShotZones } from '../../warehouse/statements/processor-shot-zones.js';
import type { processorTeamDefense } from '../../warehouse/statements/processor-team-defense.js';

export type BoxScoreRow = RowOf<typeof processorBoxScore.columns>;
export type ContextRow = RowOf<typeof processorContext.columns>;
export type DailyCacheRow = RowOf<typeof processorDailyCache.columns>;
export type CompositeRow = RowOf<typeof processorComposite.columns>;
export type ShotZonesRow = RowOf<typeof processorShotZones.columns>;
export type TeamDefenseRow = RowOf<typeof processorTeamDefense.columns>;
export type RawLineRow = RowOf<typeof processorRawLines.columns>;
export type AttemptRow = RowOf<typeof processorAttempts.columns>;

export interface SourceHashes {
  readonly dailyCache: string | null;
  readonly composite: string | null;
  readonly shotZones: string | null;
  readonly teamDefense: string | null;
}

/** What the tables hold for one date, one row per key (player or team). */
export interface DateTables {
  readonly date: GameDate;
  readonly boxScore: ReadonlyMap<string, BoxScoreRow>;
  readonly context: ReadonlyMap<string, ContextRow>;
  /** Context rows with a line > 0: with several rows for a player not necessarily those of `context`. */
  readonly contextLines: ReadonlyMap<string, ContextRow>;
  readonly dailyCache: ReadonlyMap<string, DailyCacheRow>;
  readonly composite: ReadonlyMap<string, CompositeRow>;
  readonly shotZones: ReadonlyMap<string, ShotZonesRow>;
  readonly teamDefense: ReadonlyMap<string, TeamDefenseRow>;
  readonly rawLines: ReadonlyMap<string, RawLineRow>;
  readonly attempts: ReadonlyMap<string, AttemptRow>;
  readonly hashes: SourceHashes;
}
