import { expectPositionals, requiredRange } from '../args.js';
import { BacklineError } from '../../../shared/errors.js';
import { formatOf } from '../../export/format.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { abortOnInterrupt, withServices } from '../open.js';
import { Progress } from '../progress.js';

export const exportRows: Command = {
  name: 'export',
  usage: '--out FILE.ndjson|FILE.csv|FILE.json|FILE.parquet --from D --to D [--times]',
  summary: 'feature rows of a range, sorted by date, then player',
  flags: { from: 'value', to: 'value', out: 'value', times: 'switch' },
  run: async (args, io) => {
    expectPositionals(args, []);
    const range = requiredRange(args);
    const path = args.value('out');
    if (path === undefined)
      throw new BacklineError('bad_input', '--out is missing: the file to write', { subject: '--out' });
    formatOf(path);
    return withServices(args, io, 'read', async (services) => {
      const progress = new Progress(io);
      const interrupt = abortOnInterrupt(io);
      try {
        const result = await services.exports.features({
          range,
          path,
          withTimes: args.has('times'),
          signal: interrupt.signal,
          onRows: (rows) => progress.draw(`${rows} rows`),
        });
        progress.clear();
        const text = `wrote ${result.rows} rows to ${result.path} (${result.bytes} bytes)\n`;
        if (args.has('json')) io.out(`${JSON.stringify(result, null, 2)}\n`);
        else io.out(text);
        return DONE;
      } finally {
        progress.clear();
        interrupt.release();
      }
    });
  },
};
