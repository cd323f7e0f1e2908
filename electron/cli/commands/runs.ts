import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { RunHistory } from '../history.js';
import { dataDirOf } from '../open.js';
import { runsText } from '../run-text.js';

export const runs: Command = {
  name: 'runs',
  usage: '',
  summary: 'the journal: all runs, newest first',
  flags: {},
  run: async (args, io) => {
    expectPositionals(args, []);
    const { runs: all, damaged } = await new RunHistory(dataDirOf(args, io)).list();
    for (const error of damaged) io.err(`warning: ${error.message}\n`);
    io.out(args.has('json') ? `${JSON.stringify(all, null, 2)}\n` : runsText(all));
    return DONE;
  },
};
