import type { BackfillOptions, GuardOverride, Plan, RunSummary } from '../../shared/backfill.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { LoneReads } from './lone-reads.js';
import { answered, GIVEN_UP, IDLE, valueOf, type Resource } from './resource.js';
import type { SliceTools } from './slice.js';

export interface PlanSlice {
  readonly plan: Resource<Plan>;
  readonly launching: boolean;
  readonly launchError: ErrorInfo | null;

  readonly askPlan: (options: BackfillOptions) => Promise<void>;
  readonly dropPlan: () => void;
  /** Ends the making of a plan. */
  readonly stopPlan: () => void;
  /** As `stopPlan`, for a screen that is left. */
  readonly leavePlan: () => void;
  /** The id of the run that was started, or null when it was refused; why stands in `launchError`. */
  readonly launch: (plan: Plan) => Promise<string | null>;
}

/** The options of a plan as text: two plans with the same text answer the same question. */
export function planKey(options: BackfillOptions): string {
  return JSON.stringify([
    options.from,
    options.to,
    options.mode,
    options.lines,
    options.only,
    options.order,
    options.concurrency,
    options.maxBytes,
    [...options.allow].sort(),
  ]);
}

/** While another option is planned for the same range, the plan known stays in sight, to be replaced in its place. */
function askingPlan(now: Resource<Plan>, key: string, options: BackfillOptions, since: number): Resource<Plan> {
  const known = valueOf(now);
  const sameRange = known !== null && known.options.from === options.from && known.options.to === options.to;
  return { state: 'loading', key, since, stale: sameRange ? known : null };
}

/** The bridge's types come from its parser, which makes arrays of its own. */
function forBridge(options: BackfillOptions): Omit<BackfillOptions, 'allow'> & { allow: GuardOverride[] } {
  return { ...options, allow: [...options.allow] };
}

/** The plan asked for last, and the run that is made of it; `launched` hears of the run first. */
export function planSlice(
  { client, now, set, get }: SliceTools<PlanSlice>,
  reads: LoneReads,
  launched: (run: RunSummary) => void,
): PlanSlice {
  return {
    plan: IDLE,
    launching: false,
    launchError: null,

    async askPlan(options) {
      const key = planKey(options);
      set((state) => ({ plan: askingPlan(state.plan, key, options, now()), launchError: null }));
      await reads.ask(
        'plan',
        (ticket) => client.backfill.plan(forBridge(options), ticket),
        (answer) => {
          set((state) => ({ plan: answered(state.plan, key, answer) }));
        },
      );
    },

    stopPlan() {
      reads.giveUp('plan');
      const { plan } = get();
      if (plan.state === 'loading') set({ plan: { state: 'failed', key: plan.key, error: GIVEN_UP } });
    },

    leavePlan() {
      if (get().plan.state === 'loading') get().dropPlan();
    },

    dropPlan() {
      reads.giveUp('plan');
      set({ plan: IDLE, launchError: null });
    },

    async launch(plan) {
      if (get().launching) return null;
      set({ launching: true, launchError: null });
      const answer = await client.backfill.launch({ options: forBridge(plan.options), planHash: plan.hash });
      set({ launching: false, launchError: answer.ok ? null : answer.error });
      if (!answer.ok) return null;
      launched(answer.value);
      return answer.value.id;
    },
  };
}
