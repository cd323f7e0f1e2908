import type { ExportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import type { DateRange } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import { LINE_FEATURE } from '../coverage/features.js';
import type { CoverageService } from '../coverage/service.js';
import { writeText, writeWhole } from '../export/whole-file.js';
import type { LinesService } from '../lines/service.js';
import type { Warehouse } from '../warehouse/port.js';
import { reportPage } from './page.js';

export interface ReportParts {
  readonly warehouse: Pick<Warehouse, 'info'>;
  readonly clock: Clock;
  /** What reads for it until the signal is aborted. */
  readonly until: <T>(
    signal: AbortSignal | undefined,
    work: (own: {
      readonly coverage: Pick<CoverageService, 'report'>;
      readonly lines: Pick<LinesService, 'gaps'>;
    }) => Promise<T>,
  ) => Promise<T>;
}

export interface ReportRequest {
  readonly range: DateRange;
  readonly feature: string;
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

/** Writes the coverage report that is sent to others: one HTML file that needs nothing else. */
export class ReportService {
  constructor(private readonly parts: ReportParts) {}

  /**
   * @returns as rows the game dates told of.
   * @throws BacklineError `bad_input` for an unknown feature, `nothing_to_do` without a game date, `disk_unwritable`,
   * `cancelled`.
   */
  async write({ range, feature, path, signal }: ReportRequest): Promise<ExportResult> {
    const { clock, until, warehouse } = this.parts;
    const [report, gaps] = await until(signal, ({ coverage, lines }) =>
      Promise.all([coverage.report(range, feature), feature === LINE_FEATURE ? lines.gaps(range) : null]),
    );
    if (signal?.aborted === true) throw new BacklineError('cancelled', 'the report was cancelled');
    if (report.dates.length === 0) {
      throw new BacklineError('nothing_to_do', `there is no game date from ${range.from} to ${range.to}`, {
        subject: `${range.from}..${range.to}`,
      });
    }
    const page = reportPage({
      coverage: report,
      gaps,
      warehouse: warehouse.info,
      today: clock.today(),
      writtenAt: clock.now().toISOString(),
    });
    const { bytes } = await writeWhole(path, (beside) => writeText(beside, [page]));
    return { path, rows: report.dates.length, bytes };
  }
}
