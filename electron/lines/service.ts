import type { DateRange, GameDate } from '../../shared/game-date.js';
import { BacklineError } from '../../shared/errors.js';
import type { GapReport, LineDiffReport, LineEvidence, PlayerHit, PlayerPage } from '../../shared/lines.js';
import type { Clock } from '../calendar/clock.js';
import type { Warehouse } from '../warehouse/port.js';

/** Who has a line where, and why the store lacks it: gaps, line diff, player pages. Reads only. */
export class LinesService {
  constructor(
    protected readonly warehouse: Warehouse,
    protected readonly clock: Clock,
  ) {}

  async gaps(range: DateRange): Promise<GapReport> {
    throw new BacklineError('internal', `gaps of ${range.from}`);
  }

  async diff(range: DateRange): Promise<LineDiffReport> {
    throw new BacklineError('internal', `diff of ${range.from}`);
  }

  async evidence(playerLookup: string, date: GameDate): Promise<LineEvidence> {
    throw new BacklineError('internal', `evidence of ${playerLookup} ${date}`);
  }

  async player(playerLookup: string, range: DateRange): Promise<PlayerPage> {
    throw new BacklineError('internal', `page of ${playerLookup} ${range.from}`);
  }

  async findPlayers(text: string): Promise<readonly PlayerHit[]> {
    throw new BacklineError('internal', `players like ${text}`);
  }
}
