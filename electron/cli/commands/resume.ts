import type { RunSummary } from '../../../shared/backfill.js';
import type { Services } from '../../services.js';
import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { followRun } from '../follow-run.js';
import { withServices } from '../open.js';

/** Dates that were not begun come first; a run that has none left takes up those that failed. */
async function takeUp(runs: Services['runs'], id: string): Promise<RunSummary> {
  const { counts, state } = await runs.run(id);
  const hasFailures = counts.failed + counts.blocked > 0;
  const isThrough = state === 'failed' && counts.pending + counts.cancelled === 0;
  return isThrough && hasFailures ? runs.retryFailed(id) : runs.resume(id);
}

export const resume: Command = {
  name: 'resume',
  usage: 'ID',
  summary: 'finishes a run that was stopped or killed; only dates not done',
  flags: {},
  run: async (args, io) => {
    const [id = ''] = expectPositionals(args, ['ID']);
    return withServices(args, io, 'write', (services) =>
      followRun(services, args, io, () => takeUp(services.runs, id)),
    );
  },
};
