import type { CalendarDay, WarehouseStatus } from '../../shared/console.js';
import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import { addDays, eachDate, type DateRange, type GameDate } from '../../shared/game-date.js';
import { countsByDate, withoutBootstrapLines } from '../coverage/counts.js';
import { coverageFeature, LINE_FEATURE } from '../coverage/features.js';
import type { Warehouse } from '../warehouse/port.js';
import type { TableName } from '../warehouse/tables/names.js';
import { scheduleSpan } from '../warehouse/statements/schedule-span.js';
import type { Clock } from './clock.js';
import { readSchedule } from './schedule.js';

const SCHEDULE: TableName = 'nba_raw.nbac_schedule';
/** Wide enough for any schedule, and a bound on the partition column all the same. */
const EARLIEST = '1996-10-01' as GameDate;
const YEARS_AHEAD_DAYS = 400;

export interface GameSpan {
  readonly first: GameDate | null;
  readonly last: GameDate | null;
  /** The game dates nearest to the range from outside it. */
  readonly before: GameDate | null;
  readonly after: GameDate | null;
}

/** What days there are: games, bootstrap, and what the store holds for each. */
export class CalendarService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
    private readonly isDemo: boolean = false,
  ) {}

  /** Every date of the range in order, days without games too. */
  async days(range: DateRange): Promise<readonly CalendarDay[]> {
    const [schedule, counted] = await Promise.all([
      readSchedule(this.warehouse, range),
      countsByDate(this.warehouse, range, coverageFeature(LINE_FEATURE)),
    ]);
    const counts = withoutBootstrapLines(counted, (date) => schedule.isBootstrap(date));
    return eachDate(range).map((date) => {
      const count = counts.get(date);
      return {
        date,
        games: schedule.games.get(date) ?? 0,
        bootstrap: schedule.isBootstrap(date),
        storedRows: count?.rows ?? 0,
        rowsWithLine: count?.rowsWithValue ?? 0,
        match: { numerator: count?.matched ?? 0, denominator: count?.rawPlayers ?? 0 },
      };
    });
  }

  /** First and last scheduled game, and the nearest ones around a range. */
  async span(range: DateRange): Promise<GameSpan> {
    const [row] = await this.warehouse.read(scheduleSpan, {
      from: range.from,
      to: range.to,
      earliest: EARLIEST,
      latest: addDays(this.clock.today(), YEARS_AHEAD_DAYS),
    });
    return {
      first: row?.first_game ?? null,
      last: row?.last_game ?? null,
      before: row?.game_before ?? null,
      after: row?.game_after ?? null,
    };
  }

  /**
   * Never throws for a sick warehouse: the failure is the status's `problem`. Where reads are billed it looks the
   * schedule's table up, which is free, and does not read it.
   */
  async status(): Promise<WarehouseStatus> {
    const { leastBilledPerTable, ...info } = this.warehouse.info;
    const today = this.clock.today();
    const base = { ...info, isDemo: this.isDemo, today, scheduleRead: leastBilledPerTable === undefined };
    try {
      if (!base.scheduleRead) {
        if ((await this.warehouse.liveTable(SCHEDULE)) === null) {
          throw new BacklineError('schema_mismatch', `${info.label} has no table ${SCHEDULE}`, {
            subject: SCHEDULE,
            remedy: 'Compare the tables with their definitions in Settings, and look at the names of the datasets.',
          });
        }
        return { ...base, firstGame: null, lastGame: null, problem: null };
      }
      const span = await this.span({ from: today, to: today });
      return { ...base, firstGame: span.first, lastGame: span.last, problem: null };
    } catch (thrown) {
      return { ...base, firstGame: null, lastGame: null, problem: toErrorInfo(thrown) };
    }
  }
}
