import type { BackfillOptions } from '../backfill.js';
import type { ThresholdSet } from '../checks.js';
import type { CoverageGroupBy } from '../coverage.js';
import type { GameDate } from '../game-date.js';
import type { GapGroupBy } from '../gap-groups.js';
import type { LineSide } from '../lines.js';

interface Span {
  readonly from: GameDate;
  readonly to: GameDate;
}

/** A table as a screen shows it, by what it was asked: enough to make the same rows again for an export. */
export type TableScope =
  | ({ readonly table: 'coverage-months'; readonly feature: string } & Span)
  | ({ readonly table: 'coverage-dates'; readonly feature: string } & Span)
  | ({ readonly table: 'coverage-groups'; readonly feature: string; readonly by: CoverageGroupBy } & Span)
  | { readonly table: 'coverage-players'; readonly date: GameDate; readonly feature: string }
  | { readonly table: 'stored-features'; readonly playerLookup: string; readonly date: GameDate }
  | { readonly table: 'snapshots' }
  | { readonly table: 'snapshot-months'; readonly before: string; readonly after: string }
  | { readonly table: 'snapshot-dates'; readonly before: string; readonly after: string }
  | ({ readonly table: 'gaps' } & Span)
  | ({ readonly table: 'gap-groups'; readonly by: GapGroupBy; readonly normal: boolean } & Span)
  | ({ readonly table: 'player-days'; readonly playerLookup: string } & Span)
  | ({
      readonly table: 'diff';
      readonly left: LineSide;
      readonly right: LineSide;
      readonly tolerance: number;
    } & Span)
  | { readonly table: 'raw-rows'; readonly playerLookup: string; readonly date: GameDate }
  | { readonly table: 'checks'; readonly asOf: GameDate; readonly thresholds: ThresholdSet }
  | { readonly table: 'runs' }
  | { readonly table: 'run-dates'; readonly runId: string }
  | { readonly table: 'run-months'; readonly runId: string }
  | { readonly table: 'plan-dates'; readonly options: BackfillOptions };

export type TableId = TableScope['table'];

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
