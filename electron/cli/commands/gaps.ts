import { CAUSES, CAUSE_TEXTS } from '../../../shared/causes.js';
import { BacklineError } from '../../../shared/errors.js';
import { formatShare } from '../../../shared/coverage.js';
import type { Gap, GapReport } from '../../../shared/lines.js';
import { notCapturedText } from '../../../shared/not-captured.js';
import { GAP_COLUMNS } from '../../../shared/tables/gaps.js';
import { queryRows } from '../../../shared/tables/query.js';
import { fold } from '../../lines/find-players.js';
import type { Services } from '../../services.js';
import { choices, expectPositionals, rangeOrSeason } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { FORMAT_FLAGS, FORMAT_USAGE, putTable, textFormat } from '../formatted.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import { textTable } from '../table.js';
import { plural } from '../words.js';

/** What fits a line for people; CSV has every column. */
const SHOWN = [
  'game_date',
  'player_name',
  'team_abbr',
  'opponent_team_abbr',
  'minutes_played',
  'cause',
  'fix',
  'context_line',
  'odds_api_line',
  'bettingpros_line',
  'evidence',
];
const HIDDEN = GAP_COLUMNS.map((column) => column.id).filter((id) => !SHOWN.includes(id));

/** The gaps of whom `--player` names: his whole key, else a part of the name or key. */
async function ofPlayer(gaps: readonly Gap[], player: string, services: Services): Promise<readonly Gap[]> {
  const exact = gaps.filter((gap) => gap.playerLookup === player);
  if (exact.length > 0) return exact;
  const part = fold(player);
  const like = gaps.filter((gap) => gap.playerLookup.includes(part) || fold(gap.playerName).includes(part));
  if (like.length > 0 || (await services.lines.findPlayers(player)).length > 0) return like;
  throw new BacklineError('bad_input', `--player: nobody of this season is like "${player}"`, {
    subject: '--player',
    remedy: 'A key as in player_lookup, or a part of the name.',
  });
}

function countsText(gaps: readonly Gap[], report: GapReport): string {
  const counts = CAUSES.map((cause) => {
    const ofCause = gaps.filter((gap) => gap.cause === cause);
    return { cause, gaps: ofCause.length, closed: ofCause.filter((gap) => gap.closedByRebuild).length };
  }).filter((count) => count.gaps > 0);
  const table = textTable(
    [
      { title: 'cause', align: 'left', text: ({ cause }) => cause },
      { title: 'gaps', align: 'right', text: (count) => String(count.gaps) },
      { title: 'closed by a rebuild', align: 'right', text: ({ closed }) => String(closed) },
      { title: 'meaning', align: 'left', text: ({ cause }) => CAUSE_TEXTS[cause].meaning },
    ],
    counts,
  );
  const { closable } = report;
  return (
    `\n${plural(gaps.length, 'gap')} shown; ${report.playerDates} players and dates looked at\n\n` +
    (gaps.length === 0 ? '' : `${table}\n`) +
    `A rebuild from raw lines closes ${closable.numerator} of ${closable.denominator} faults (${formatShare(closable)})` +
    ` on ${plural(report.closableDates.length, 'date')} of the range.\n` +
    report.notCaptured.map((season) => `${notCapturedText(season)}\n`).join('')
  );
}

export const gaps: Command = {
  name: 'gaps',
  usage: `[--from D] [--to D] [--player P] [--cause C,…] ${FORMAT_USAGE}`,
  summary: 'one row per player and date without a line: cause, evidence, fix',
  flags: { from: 'value', to: 'value', player: 'value', cause: 'value', ...FORMAT_FLAGS },
  run: async (args, io) => {
    expectPositionals(args, []);
    textFormat(args);
    const causes = choices(args, 'cause', CAUSES);
    const player = args.value('player');
    return withServices(args, io, 'read', async (services) => {
      const report = await reading(services, io, (own) => own.lines.gaps(rangeOrSeason(args, services.clock.today())));
      const wanted = player === undefined ? report.gaps : await ofPlayer(report.gaps, player, services);
      const rows = queryRows(wanted, GAP_COLUMNS, {
        filters: causes.length === 0 ? [] : [{ column: 'cause', op: 'is', values: causes }],
        sort: [],
        search: '',
      });
      await putTable(args, io, services, {
        columns: GAP_COLUMNS,
        rows,
        above: `Gaps of the points line, ${report.from} to ${report.to}\n\n`,
        below: countsText(rows, report),
        empty: 'no gaps\n',
        hidden: HIDDEN,
        document: { ...report, gaps: rows },
      });
      return DONE;
    });
  },
};
