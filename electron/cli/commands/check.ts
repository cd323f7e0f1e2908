import { THRESHOLD_SETS, type CheckReport } from '../../../shared/checks.js';
import { checkColumns } from '../../../shared/tables/checks.js';
import { choice, expectPositionals, gameDate } from '../args.js';
import type { Command } from '../command.js';
import { DONE, FAILED } from '../exit-codes.js';
import { FORMAT_FLAGS, FORMAT_USAGE, putTable, textFormat } from '../formatted.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import { checkText, valueText } from '../check-text.js';

/** What a line of the table is too narrow for; CSV and JSON have it, and the sentences stand below. */
const HIDDEN = ['name', 'unit', 'numerator', 'denominator', 'sentence', 'counted', 'threshold', 'threshold_note'];

function exitCodeOf(report: CheckReport): number {
  return report.alerts > 0 ? FAILED : DONE;
}

export const check: Command = {
  name: 'check',
  usage: `[--as-of D] [--thresholds ${THRESHOLD_SETS.join('|')}] ${FORMAT_USAGE}`,
  summary: 'the coverage and consistency checks; exit code 1 when one alerts',
  flags: { 'as-of': 'value', thresholds: 'value', ...FORMAT_FLAGS },
  run: async (args, io) => {
    expectPositionals(args, []);
    const asOf = gameDate(args, 'as-of');
    textFormat(args);
    choice(args, 'thresholds', THRESHOLD_SETS, 'corrected');
    return withServices(args, io, 'read', async (services) => {
      const { checks } = await services.settings.get();
      const thresholds = choice(args, 'thresholds', THRESHOLD_SETS, checks.thresholds);
      const report = await reading(services, io, (own) => own.checks.run(asOf ?? services.clock.today(), thresholds));
      const { above, below } = checkText(report);
      await putTable(args, io, services, {
        columns: checkColumns,
        rows: report.checks,
        above,
        below,
        hidden: HIDDEN,
        words: { value: valueText },
        document: report,
      });
      return exitCodeOf(report);
    });
  },
};
