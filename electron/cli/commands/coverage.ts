import type { CoverageDate, CoverageMonth, CoverageReport } from '../../../shared/coverage.js';
import { BacklineError } from '../../../shared/errors.js';
import {
  parseDateRange,
  parseGameDate,
  seasonYearOf,
  type DateRange,
  type GameDate,
} from '../../../shared/game-date.js';
import { LINE_FEATURE } from '../../coverage/features.js';
import { writeText, writeWhole } from '../../export/whole-file.js';
import { choice, expectPositionals, type Args } from '../args.js';
import type { Command } from '../command.js';
import { coverageCsv, coverageText } from '../coverage-text.js';
import { DONE } from '../exit-codes.js';
import { withServices } from '../open.js';

type Format = 'table' | 'csv' | 'json';

function formatOf(args: Args): Format {
  const format = choice(args, 'format', ['table', 'csv', 'json'], args.has('json') ? 'json' : 'table');
  if (args.has('json') && format !== 'json') {
    throw new BacklineError('bad_input', `--json and --format ${format} contradict each other`, {
      subject: '--format',
    });
  }
  return format;
}

/** The season to date where no range is given. */
function rangeOf(args: Args, today: GameDate): DateRange {
  const seasonStart = parseGameDate(`${seasonYearOf(today)}-10-01`, 'season');
  return parseDateRange(args.value('from') ?? seasonStart, args.value('to') ?? today);
}

function render(report: CoverageReport, by: 'month' | 'date', format: Format): string {
  const rows: readonly (CoverageMonth | CoverageDate)[] = by === 'month' ? report.months : report.dates;
  switch (format) {
    case 'json': {
      const { from, to, feature } = report;
      return `${JSON.stringify({ from, to, feature, [by === 'month' ? 'months' : 'dates']: rows }, null, 2)}\n`;
    }
    case 'csv':
      return coverageCsv(report, by);
    case 'table':
      return coverageText(report, by);
  }
}

export const coverage: Command = {
  name: 'coverage',
  usage: '[--by month|date] [--from D] [--to D] [--feature NAME] [--format table|csv|json] [--out FILE]',
  summary: 'rows, rows with a line, share, match rate, last season, context beside store',
  flags: { from: 'value', to: 'value', by: 'value', feature: 'value', format: 'value', out: 'value' },
  run: async (args, io) => {
    expectPositionals(args, []);
    const by = choice(args, 'by', ['month', 'date'], 'month');
    const format = formatOf(args);
    return withServices(args, io, 'read', async (services) => {
      const range = rangeOf(args, services.clock.today());
      const report = await services.coverage.report(range, args.value('feature') ?? LINE_FEATURE);
      const text = render(report, by, format);
      const out = args.value('out');
      if (out === undefined) io.out(text);
      else {
        const { bytes } = await writeWhole(out, (beside) => writeText(beside, [text]));
        io.err(`wrote ${out} (${bytes} bytes)\n`);
      }
      return DONE;
    });
  },
};
