import type { RunDetail, RunLogEntry, RunSummary } from '../../shared/backfill.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { RunJournals } from './journal/run-journals.js';
import { detail, summarize } from './journal/run-view.js';
import type { LiveRun } from './live-run.js';

/** What is known of all runs: of those that are open in this process as they are now, of the others as journaled. */
export class RunHistory {
  constructor(
    private readonly journals: RunJournals,
    /** By run id. */
    private readonly live: () => ReadonlyMap<string, LiveRun>,
  ) {}

  /** Newest first. */
  async runs(): Promise<readonly RunSummary[]> {
    const { runs } = await this.journals.list();
    const live = this.live();
    return runs.map((run) => live.get(run.id)?.summary() ?? run);
  }

  /** Journals that cannot be read, each naming `file:line`. */
  async damaged(): Promise<readonly ErrorInfo[]> {
    return (await this.journals.list()).damaged;
  }

  /** @throws BacklineError `not_found`, `bad_rows`. */
  async run(runId: string): Promise<RunDetail> {
    const live = this.live().get(runId);
    return live === undefined ? detail(await this.journals.load(runId)) : live.detail();
  }

  /** @throws BacklineError `not_found`, `bad_rows`. */
  async summary(runId: string): Promise<RunSummary> {
    return this.live().get(runId)?.summary() ?? summarize(await this.journals.load(runId));
  }

  /** Log entries after `afterSeq`, oldest first, at most `limit`; of one date when one is given. */
  async log(runId: string, afterSeq: number, limit: number, date: GameDate | null): Promise<readonly RunLogEntry[]> {
    const live = this.live().get(runId);
    const entries = live === undefined ? (await this.journals.load(runId)).log : live.log();
    return entries.filter((entry) => entry.seq > afterSeq && (date === null || entry.date === date)).slice(0, limit);
  }
}
