import type { BackfillDeps } from './deps.js';
import type { LiveRun } from './live-run.js';
import { recordMonths } from './record-months.js';
import { KEEP_SNAPSHOTS_OF, retireSnapshots } from './retention.js';
import { RunSession } from './run-session.js';
import type { UsageMeter } from './usage-meter.js';

/** A run at work, until nothing of it is under way any more. */
export interface Work {
  readonly live: LiveRun;
  readonly session: RunSession;
  readonly ended: Promise<void>;
}

interface WorkParts {
  readonly deps: BackfillDeps;
  readonly meter: UsageMeter;
  readonly readRetryMs: readonly number[];
  /** Told once the run is let go; `broken` when its journal is: the disk does not know how it ended. */
  readonly onEnd: (live: LiveRun, broken: boolean) => void;
}

/** Sets a session of the run to work. */
export function beginWork(live: LiveRun, parts: WorkParts): Work {
  const { deps, meter, readRetryMs } = parts;
  const { warehouse, clock, openReader, coverage } = deps;
  const { plan, monthsBefore } = live.fold;
  const session = new RunSession({
    live,
    warehouse,
    clock,
    read: openReader({ mode: plan.options.mode, lines: plan.options.lines, today: plan.today }),
    readRetryMs,
    beforeFirstWrite: async (signal) => {
      if (monthsBefore.length === 0) await recordMonths(coverage, live, 'before', signal);
    },
    recordUsage: () => meter.record(live),
  });
  return { live, session, ended: drive(live, session, parts) };
}

/** Never rejects: every way out is a state of the run. */
async function drive(live: LiveRun, session: RunSession, { deps, meter, onEnd }: WorkParts): Promise<void> {
  let broken = false;
  try {
    const { state, error } = await session.run();
    if (state !== 'paused') await recordMonths(deps.coverage, live, 'after', session.tellingSignal);
    meter.record(live);
    await live.commit({ type: 'run-state', state, error });
  } catch (thrown) {
    live.breakDown(thrown);
    broken = true;
  }
  await live.close().catch(() => undefined);
  if (!broken && live.state !== 'paused' && !session.tellingSignal.aborted) await retire(deps);
  onEnd(live, broken);
}

/** Space is given back after a run; failing to only means that it is tried again after the next. */
async function retire({
  journals,
  warehouse,
  clock,
  keepSnapshotsOf = KEEP_SNAPSHOTS_OF,
}: BackfillDeps): Promise<void> {
  await retireSnapshots(journals, warehouse, keepSnapshotsOf, () => clock.now()).catch(() => undefined);
}
