import type { CoverageMonth, CoverageReport } from '../../../shared/coverage.js';
import { coverageDateColumns, coverageGroupColumns, coverageMonthColumns } from '../../../shared/tables/coverage.js';
import { LINE_FEATURE } from '../../coverage/features.js';
import { choice, expectPositionals, rangeOrSeason, type Args } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { FORMAT_FLAGS, FORMAT_USAGE, putTable, textFormat } from '../formatted.js';
import type { Io } from '../io.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import type { Services } from '../../services.js';

const GROUPINGS = ['month', 'date', 'team', 'book'] as const;

/** For width: the shares themselves stay, and CSV and JSON have every count. */
const HIDDEN = [
  'dates_percent',
  'context_numerator',
  'context_denominator',
  'last_season_numerator',
  'last_season_denominator',
];

function headingOf({ from, to, feature }: Pick<CoverageReport, 'from' | 'to' | 'feature'>): string {
  return `Coverage of ${feature}, ${from} to ${to}\n\n`;
}

const EMPTY = 'no game dates and no rows in this range\n';

async function put(args: Args, io: Io, services: Services): Promise<void> {
  const by = choice(args, 'by', GROUPINGS, 'month');
  const range = rangeOrSeason(args, services.clock.today());
  const feature = args.value('feature') ?? LINE_FEATURE;
  if (by === 'team' || by === 'book') {
    const document = await reading(services, io, (own) => own.coverage.groups(range, feature, by));
    const columns = by === 'book' ? coverageGroupColumns : coverageGroupColumns.filter(({ id }) => id !== 'chosen');
    const named = columns.map((column) => (column.id === 'group' ? { ...column, id: by, header: by } : column));
    await putTable(args, io, services, {
      columns: named,
      rows: document.groups,
      above: headingOf(document),
      empty: EMPTY,
      hidden: HIDDEN,
      document,
    });
    return;
  }
  const report = await reading(services, io, (own) => own.coverage.report(range, feature));
  const { from, to, feature: name, months, dates } = report;
  const shown = { above: headingOf(report), empty: EMPTY, hidden: HIDDEN };
  if (by === 'month') {
    const document = { from, to, feature: name, months };
    const words = { drift_points: ({ drift }: CoverageMonth) => (drift === null ? '–' : `${drift.toFixed(1)} pp`) };
    await putTable(args, io, services, { columns: coverageMonthColumns, rows: months, ...shown, words, document });
  } else {
    const document = { from, to, feature: name, dates };
    await putTable(args, io, services, { columns: coverageDateColumns, rows: dates, ...shown, document });
  }
}

export const coverage: Command = {
  name: 'coverage',
  usage: `[--by ${GROUPINGS.join('|')}] [--from D] [--to D] [--feature NAME] ${FORMAT_USAGE}`,
  summary: 'rows, rows with a line, share, match rate, last season, context beside store',
  flags: { from: 'value', to: 'value', by: 'value', feature: 'value', ...FORMAT_FLAGS },
  run: async (args, io) => {
    expectPositionals(args, []);
    choice(args, 'by', GROUPINGS, 'month');
    textFormat(args);
    return withServices(args, io, 'read', async (services) => {
      await put(args, io, services);
      return DONE;
    });
  },
};
