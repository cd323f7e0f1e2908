import { addDays, toDayNumber, type DateRange } from '../../../shared/game-date.js';
import type { ReadOptions, Warehouse } from '../../warehouse/port.js';
import { processorAttempts } from '../../warehouse/statements/processor-attempts.js';
import { processorBoxScore } from '../../warehouse/statements/processor-box-score.js';
import { processorComposite } from '../../warehouse/statements/processor-composite.js';
import { processorContext } from '../../warehouse/statements/processor-context.js';
import { processorDailyCache } from '../../warehouse/statements/processor-daily-cache.js';
import { processorRawLines } from '../../warehouse/statements/processor-raw-lines.js';
import { processorShotZones } from '../../warehouse/statements/processor-shot-zones.js';
import { processorTeamDefense } from '../../warehouse/statements/processor-team-defense.js';
import { processorTeamGames } from '../../warehouse/statements/processor-team-games.js';
import { TeamRecords } from '../windows/team-records.js';
import { ANALYSIS_DATE_SLACK_DAYS, type ChunkRows } from './date-tables.js';
import { together } from '../../warehouse/together.js';

/** The tables that are asked for the dates themselves, one question each. */
export async function readTables(
  warehouse: Warehouse,
  range: DateRange,
  options: ReadOptions | undefined,
): Promise<ChunkRows> {
  const wide: DateRange = {
    from: addDays(range.from, -ANALYSIS_DATE_SLACK_DAYS),
    to: addDays(range.to, ANALYSIS_DATE_SLACK_DAYS),
  };
  const [boxScore, context, dailyCache, composite, shotZones, teamDefense, rawLines, attempts] = await together([
    warehouse.read(processorBoxScore, range, options),
    warehouse.read(processorContext, range, options),
    warehouse.read(processorDailyCache, range, options),
    warehouse.read(processorComposite, wide, options),
    warehouse.read(processorShotZones, range, options),
    warehouse.read(processorTeamDefense, range, options),
    warehouse.read(processorRawLines, range, options),
    warehouse.read(processorAttempts, range, options),
  ]);
  return { boxScore, context, dailyCache, composite, shotZones, teamDefense, rawLines, attempts };
}

/** Team games from the start of the earliest season of a chunk. */
export async function readTeams(
  warehouse: Warehouse,
  range: DateRange,
  options: ReadOptions | undefined,
): Promise<TeamRecords> {
  const rows = await warehouse.read(processorTeamGames, range, options);
  return new TeamRecords(
    rows.flatMap((row) => {
      if (row.team_abbr === null || row.game_date === null || row.season_year === null) return [];
      return [
        {
          team: row.team_abbr,
          day: toDayNumber(row.game_date),
          seasonYear: row.season_year,
          won: row.win_flag === true,
        },
      ];
    }),
  );
}
