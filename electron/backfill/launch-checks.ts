import type { Plan } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import { OVER_BUDGET } from './plan/cost.js';

/**
 * Whether a fresh plan may be run.
 *
 * @throws BacklineError `plan_stale` when the operator saw another plan; `blocked` naming the override; `nothing_to_do`.
 */
export function checkLaunch(plan: Plan, seenHash: string | undefined): void {
  const { options } = plan;
  if (seenHash !== undefined && seenHash !== plan.hash) {
    throw new BacklineError('plan_stale', 'the store or its inputs changed since the plan was made', {
      remedy: 'Look at the new plan and launch that.',
    });
  }
  const work = plan.dates.filter(({ action }) => action !== 'skip');
  const blockers = [...plan.blockers, ...work.flatMap((date) => date.blockers)].filter(
    ({ override }) => override === undefined || !options.allow.includes(override),
  );
  const [first] = blockers;
  const dear = blockers.find(({ code }) => code === OVER_BUDGET);
  if (dear !== undefined) {
    throw new BacklineError('over_budget', dear.message, {
      subject: 'byte cap',
      remedy: 'Raise the cap or take a shorter range.',
    });
  }
  if (first !== undefined) {
    const overrides = [...new Set(blockers.flatMap(({ override }) => (override === undefined ? [] : [override])))];
    throw new BacklineError('blocked', first.message, {
      subject: first.override,
      remedy:
        overrides.length === 0
          ? undefined
          : `Look at the plan's figures; the override ${overrides.join(', ')} lets it pass.`,
    });
  }
  if (work.length === 0) {
    throw new BacklineError('nothing_to_do', `every date from ${options.from} to ${options.to} is skipped`, {
      subject: `${options.from}..${options.to}`,
      remedy: 'The plan gives the reason for each date.',
    });
  }
}
