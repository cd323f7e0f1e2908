import { ACTIVE_RUN_STATES, type RunDetail, type RunSummary } from '../../shared/backfill.js';
import { takeDataLock } from '../backfill/journal/data-lock.js';
import { nodeFiles } from '../backfill/journal/files.js';
import { RunJournals, type JournalListing } from '../backfill/journal/run-journals.js';
import { detail } from '../backfill/journal/run-view.js';
import { BacklineError } from '../../shared/errors.js';

/** Whether a living process may be at work on the folder's runs; when it cannot be told, the journal's word stands. */
function isWorkedOn(dataDir: string): boolean {
  try {
    takeDataLock(dataDir).release();
    return false;
  } catch (thrown) {
    if (thrown instanceof BacklineError) return true;
    throw thrown;
  }
}

/**
 * The journal alone, without a warehouse: it can be read while another Backline runs, and on a machine whose warehouse
 * is out of reach. A run whose process died is shown as `interrupted`; the next one to write will journal that.
 */
export class RunHistory {
  private readonly journals: RunJournals;

  constructor(private readonly dataDir: string) {
    this.journals = new RunJournals(dataDir, nodeFiles, () => new Date());
  }

  async list(): Promise<JournalListing> {
    const { runs, damaged } = await this.journals.list();
    return { runs: runs.map((run) => this.asItIs(run)), damaged };
  }

  /** @throws BacklineError `not_found`; `bad_rows` naming `file:line`. */
  async run(id: string): Promise<RunDetail> {
    return this.asItIs(detail(await this.journals.load(id)));
  }

  private asItIs<R extends RunSummary>(run: R): R {
    const seemsAlive = ACTIVE_RUN_STATES.includes(run.state) && run.state !== 'paused';
    return seemsAlive && !isWorkedOn(this.dataDir) ? { ...run, state: 'interrupted' } : run;
  }
}
