import { expectPositionals, gameDate } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { withServices } from '../open.js';
import { plural } from '../words.js';

export const restore: Command = {
  name: 'restore',
  usage: 'ID [--date D]',
  summary: 'puts back what stood before the run',
  flags: { date: 'value' },
  run: async (args, io) => {
    const [id = ''] = expectPositionals(args, ['ID']);
    const date = gameDate(args, 'date') ?? null;
    return withServices(args, io, 'write', async (services) => {
      const result = await services.runs.restore(id, date);
      if (args.has('json')) {
        io.out(`${JSON.stringify(result, null, 2)}\n`);
        return DONE;
      }
      io.out(
        `put back ${plural(result.restored.length, 'date')} of run ${result.runId} (${plural(result.rows, 'row')})\n`,
      );
      for (const skipped of result.skipped) io.out(`  ${skipped.date} left alone: ${skipped.reason}\n`);
      return DONE;
    });
  },
};
