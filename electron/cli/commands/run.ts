import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { RunHistory } from '../history.js';
import { dataDirOf } from '../open.js';
import { runText } from '../run-text.js';

export const run: Command = {
  name: 'run',
  usage: 'ID',
  summary: 'one run with every date',
  flags: {},
  run: async (args, io) => {
    const [id = ''] = expectPositionals(args, ['ID']);
    const detail = await new RunHistory(dataDirOf(args, io)).run(id);
    io.out(args.has('json') ? `${JSON.stringify(detail, null, 2)}\n` : runText(detail));
    return DONE;
  },
};
