import { join } from 'node:path';
import type { RunSummary } from '../../../shared/backfill.js';
import { BacklineError, toErrorInfo, type ErrorInfo } from '../../../shared/errors.js';
import { codeOf, nodeFiles, type JournalFiles } from './files.js';
import { JournalWriter } from './journal-writer.js';
import { readJournal } from './read-journal.js';
import { foldRun, type RunFold } from './run-fold.js';
import { isRunId } from './run-id.js';
import { summarize } from './run-view.js';

const ENDING = '.ndjson';

export interface OpenJournal {
  readonly writer: JournalWriter;
  readonly run: RunFold;
}

export interface JournalListing {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** Journals that cannot be read, each with `file:line` as subject. */
  readonly damaged: readonly ErrorInfo[];
}

/** The folder `DATA_DIR/runs`: one journal a run. */
export class RunJournals {
  readonly folder: string;
  readonly #files: JournalFiles;
  readonly #clock: () => Date;
  /** Summaries by file stamp, so that listing a long history reads only what changed. */
  readonly #seen = new Map<string, { readonly stamp: string; readonly summary: RunSummary | ErrorInfo | null }>();

  constructor(dataDir: string, files: JournalFiles = nodeFiles, clock: () => Date = () => new Date()) {
    this.folder = join(dataDir, 'runs');
    this.#files = files;
    this.#clock = clock;
  }

  pathOf(id: string): string {
    return join(this.folder, `${id}${ENDING}`);
  }

  /** Run ids, newest first. */
  async ids(): Promise<readonly string[]> {
    const names = await this.#files.list(this.folder);
    return names
      .filter((name) => name.endsWith(ENDING) && isRunId(name.slice(0, -ENDING.length)))
      .map((name) => name.slice(0, -ENDING.length))
      .sort()
      .reverse();
  }

  create(id: string): Promise<JournalWriter> {
    return JournalWriter.create(this.#files, this.pathOf(id), this.#clock);
  }

  /** @throws BacklineError `not_found`; `bad_rows` naming `file:line`. */
  async load(id: string): Promise<RunFold> {
    return (await this.#read(id)).run;
  }

  async open(id: string): Promise<OpenJournal> {
    const { run, records, wholeBytes } = await this.#read(id);
    const writer = await JournalWriter.reopen(this.#files, this.pathOf(id), this.#clock, { records, wholeBytes });
    return { writer, run };
  }

  /** Every journal's summary; a damaged one does not hide the others. A run never begun (no whole line) is left out. */
  async list(): Promise<JournalListing> {
    const runs: RunSummary[] = [];
    const damaged: ErrorInfo[] = [];
    for (const id of await this.ids()) {
      const summary = await this.#summary(id);
      if (summary === null) continue;
      if ('id' in summary) runs.push(summary);
      else damaged.push(summary);
    }
    return { runs, damaged };
  }

  /** Removes journals without one whole record: the process died before the run was begun. */
  async removeUnbegun(): Promise<void> {
    for (const id of await this.ids()) {
      const path = this.pathOf(id);
      if (!(await this.#files.read(path)).includes('\n')) await this.#files.remove(path);
    }
  }

  async #summary(id: string): Promise<RunSummary | ErrorInfo | null> {
    const path = this.pathOf(id);
    try {
      const stamp = await this.#files.stamp(path);
      const seen = this.#seen.get(id);
      if (seen?.stamp === stamp) return seen.summary;
      const summary = await this.load(id).then(
        (run) => summarize(run),
        (thrown: unknown) => {
          const error = toErrorInfo(thrown);
          return error.code === 'not_found' ? null : error;
        },
      );
      this.#seen.set(id, { stamp, summary });
      return summary;
    } catch (thrown) {
      if (codeOf(thrown) === 'ENOENT') return null;
      throw thrown;
    }
  }

  async #read(id: string): Promise<{ readonly run: RunFold; readonly records: number; readonly wholeBytes: number }> {
    const path = this.pathOf(id);
    const unknown = new BacklineError('not_found', `there is no run ${id}`, { subject: id });
    if (!isRunId(id)) throw unknown;
    let bytes: Buffer;
    try {
      bytes = await this.#files.read(path);
    } catch (thrown) {
      if (codeOf(thrown) === 'ENOENT') throw unknown;
      throw thrown;
    }
    const { records, wholeBytes } = readJournal(bytes, path);
    if (records.length === 0) throw unknown;
    return { run: foldRun(records), records: records.length, wholeBytes };
  }
}
