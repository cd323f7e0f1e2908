import { backfillOptions, PLAN_FLAGS, PLAN_USAGE } from '../backfill-flags.js';
import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import { planText } from '../plan-text.js';

export const plan: Command = {
  name: 'plan',
  usage: PLAN_USAGE,
  summary: 'what a backfill would do to each game date of a range, and what stands against it',
  flags: PLAN_FLAGS,
  run: async (args, io) => {
    expectPositionals(args, []);
    const options = backfillOptions(args);
    return withServices(args, io, 'read', async (services) => {
      const made = await reading(services, io, (own) => own.planner.plan(options));
      io.out(args.has('json') ? `${JSON.stringify(made, null, 2)}\n` : planText(made));
      return DONE;
    });
  },
};
