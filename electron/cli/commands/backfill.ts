import { assertNever } from '../../../shared/assert-never.js';
import type { Plan } from '../../../shared/backfill.js';
import { backfillOptions, PLAN_FLAGS, PLAN_USAGE } from '../backfill-flags.js';
import { expectPositionals, type Args } from '../args.js';
import type { Command } from '../command.js';
import { OVER_BUDGET } from '../../backfill/plan/cost.js';
import { DONE, FAILED } from '../exit-codes.js';
import { followRun } from '../follow-run.js';
import type { Io } from '../io.js';
import { withServices } from '../open.js';
import { reading } from '../reading.js';
import { allowFlag, issueText, planText } from '../plan-text.js';

type Verdict = 'run' | 'blocked' | 'nothing';

function verdictOf(plan: Plan): Verdict {
  if (plan.blockers.length > 0) return 'blocked';
  return plan.totals.rebuild + plan.totals.create === 0 ? 'nothing' : 'run';
}

/** Which blockers stand, and the flag that would let them pass. */
function tellBlockers(plan: Plan, io: Io): void {
  const { blocked, dates } = plan.totals;
  io.err(blocked === 0 ? 'blocked\n' : `blocked: ${blocked} of ${dates} dates\n`);
  for (const issue of plan.blockers) io.err(`  ${issueText(issue)}\n`);
  const flag = allowFlag(plan.blockers);
  if (plan.blockers.some(({ code }) => code === OVER_BUDGET)) io.err('  raise the cap or take a shorter range\n');
  else io.err(flag === null ? '  nothing lets all of these pass\n' : `  to run all the same: ${flag}\n`);
}

function tellPlan(plan: Plan, args: Args, io: Io, isDryRun: boolean): void {
  if (!args.has('json')) io.out(planText(plan));
  else if (isDryRun) io.out(`${JSON.stringify(plan, null, 2)}\n`);
  else io.out(`${JSON.stringify({ event: 'plan', plan })}\n`);
}

export const backfill: Command = {
  name: 'backfill',
  usage: `${PLAN_USAGE} [--dry-run]`,
  summary: 'plans and rebuilds the game dates of a range',
  flags: { ...PLAN_FLAGS, 'dry-run': 'switch' },
  run: async (args, io) => {
    expectPositionals(args, []);
    const options = backfillOptions(args);
    const isDryRun = args.has('dry-run');
    return withServices(args, io, isDryRun ? 'read' : 'write', async (services) => {
      const plan = await reading(services, io, (own) => own.planner.plan(options));
      tellPlan(plan, args, io, isDryRun);
      const verdict = verdictOf(plan);
      switch (verdict) {
        case 'blocked':
          tellBlockers(plan, io);
          return FAILED;
        case 'nothing':
          io.err('nothing to rebuild: every date of the plan is skipped\n');
          return DONE;
        case 'run':
          if (isDryRun) return DONE;
          return followRun(services, args, io, () => services.runs.launch(options, plan.hash));
        default:
          return assertNever(verdict, 'verdict');
      }
    });
  },
};
