import { compareLines, orderByStatus, statusWord, statusWords } from '../../../shared/line-diff.js';
import type { LineDiffReport } from '../../../shared/lines.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { queryRows } from '../../../shared/tables/query.js';
import { choices, decimal, expectPositionals, rangeOrSeason } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { FORMAT_FLAGS, FORMAT_USAGE, putTable, textFormat } from '../formatted.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import { textTable } from '../table.js';
import { plural } from '../words.js';

const LEFT = 'context';
const RIGHT = 'raw';
const STATUSES = statusWords(LEFT, RIGHT);
const MOST_POINTS = 10;

/** What fits a line for people; CSV has every column. */
const SHOWN = [
  'game_date',
  'player_name',
  'team_abbr',
  'status',
  'current_difference',
  'cause',
  'context_line',
  'odds_api_line',
  'bettingpros_line',
  'raw_line',
  'store_line',
];

function summary(shown: number, report: LineDiffReport, tolerance: number): string {
  const words = report.rows.map((row) => statusWord(compareLines(row, LEFT, RIGHT, tolerance).status, LEFT, RIGHT));
  const counts = STATUSES.map((status) => ({ status, rows: words.filter((word) => word === status).length }));
  const { funnel } = report;
  const steps: readonly (readonly [string, number])[] = [
    ['played', funnel.played],
    ['in raw, any market', funnel.rawAnyMarket],
    ['line in raw', funnel.rawLine],
    ['in context', funnel.inContext],
    ['line in context', funnel.contextLine],
    ['in store', funnel.inStore],
    ['line in store', funnel.storeLine],
  ];
  const countTable = textTable(
    [
      { title: 'status', align: 'left', text: (count) => count.status },
      { title: 'rows', align: 'right', text: (count) => String(count.rows) },
    ],
    counts,
  );
  const funnelTable = textTable(
    [
      { title: 'of those who played', align: 'left', text: ([name]) => name },
      { title: 'players and dates', align: 'right', text: ([, count]) => String(count) },
    ],
    steps,
  );
  return `\n${plural(shown, 'row')} shown of ${report.rows.length}\n\n${countTable}\n${funnelTable}`;
}

export const diff: Command = {
  name: 'diff',
  usage: `[--from D] [--to D] [--status S,…] [--tolerance T] ${FORMAT_USAGE}`,
  summary: 'one row per player and date: context, Odds API, BettingPros, store; status and cause',
  flags: { from: 'value', to: 'value', status: 'value', tolerance: 'value', ...FORMAT_FLAGS },
  run: async (args, io) => {
    expectPositionals(args, []);
    textFormat(args);
    const statuses = choices(args, 'status', STATUSES);
    const given = decimal(args, 'tolerance', { min: 0, max: MOST_POINTS });
    return withServices(args, io, 'read', async (services) => {
      const tolerance = given ?? (await services.settings.get()).tolerance;
      const report = await reading(services, io, (own) => own.lines.diff(rangeOrSeason(args, services.clock.today())));
      const columns = diffColumns(LEFT, RIGHT, tolerance);
      const rows = queryRows(orderByStatus(report.rows, LEFT, RIGHT, tolerance), columns, {
        filters: statuses.length === 0 ? [] : [{ column: 'status', op: 'is', values: statuses }],
        sort: [],
        search: '',
      });
      await putTable(args, io, services, {
        columns,
        rows,
        above: `Lines of the context against raw, ${report.from} to ${report.to}; more than ${tolerance} points apart differ\n\n`,
        below: summary(rows.length, report, tolerance),
        empty: 'no rows\n',
        hidden: columns.map((column) => column.id).filter((id) => !SHOWN.includes(id)),
        document: {
          from: report.from,
          to: report.to,
          left: LEFT,
          right: RIGHT,
          tolerance,
          funnel: report.funnel,
          rows: rows.map((row) => {
            const { status, differences } = compareLines(row, LEFT, RIGHT, tolerance);
            return { ...row, status: statusWord(status, LEFT, RIGHT), differences };
          }),
        },
      });
      return DONE;
    });
  },
};
