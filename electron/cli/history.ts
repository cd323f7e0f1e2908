import type { RunDetail } from '../../shared/backfill.js';
import { nodeFiles } from '../backfill/journal/files.js';
import { RunJournals, type JournalListing } from '../backfill/journal/run-journals.js';
import { detail } from '../backfill/journal/run-view.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import { dataDirOf } from './open.js';

/**
 * The journal alone, without a warehouse: it can be read while another Backline runs, and on a machine whose warehouse
 * is out of reach.
 */
export function openHistory(
  args: Args,
  io: Io,
): { readonly list: () => Promise<JournalListing>; readonly run: (id: string) => Promise<RunDetail> } {
  const journals = new RunJournals(dataDirOf(args, io), nodeFiles, () => new Date());
  return { list: () => journals.list(), run: async (id) => detail(await journals.load(id)) };
}
