import { join } from 'node:path';
import { z } from 'zod';
import type { GameDate } from '../../shared/game-date.js';
import { gameDateSchema } from '../../shared/game-date-schema.js';
import { JsonFolder } from '../coverage/json-folder.js';
import type { Distributions, Kept } from './parity.js';

/** Runs whose distributions are kept. */
const KEEP_RUNS = 20;

interface KeptFile extends Kept {
  readonly warehouse: string;
}

const schema = z.object({
  runId: z.string(),
  savedAt: z.iso.datetime(),
  warehouse: z.string(),
  from: gameDateSchema,
  to: gameDateSchema,
  features: z.record(z.coerce.number(), z.array(z.tuple([z.int(), z.int()]))),
});

function parse(value: unknown): KeptFile | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** How the features of a run's dates were distributed before it, in the data folder: the ground of the parity check. */
export class KeptDistributions {
  readonly #folder: JsonFolder<KeptFile>;

  constructor(
    dataDir: string,
    private readonly now: () => Date,
  ) {
    this.#folder = new JsonFolder(join(dataDir, 'distributions'), parse, 'kept distribution');
  }

  /** @throws BacklineError `disk_unwritable` naming the file. */
  async save(runId: string, warehouse: string, distributions: Distributions): Promise<void> {
    await this.#folder.write(runId, { runId, savedAt: this.now().toISOString(), warehouse, ...distributions });
    // Run ids begin with the time of their launch, so they sort by it.
    for (const name of (await this.#folder.names()).slice(0, -KEEP_RUNS)) await this.#folder.delete(name);
  }

  /**
   * Of the newest run of a warehouse that begins no later than a date, null without one.
   * @throws BacklineError `bad_rows` naming a damaged file.
   */
  async newest(warehouse: string, asOf: GameDate): Promise<Kept | null> {
    for (const name of [...(await this.#folder.names())].reverse()) {
      const kept = await this.#folder.read(name);
      if (kept.warehouse === warehouse && kept.from <= asOf) return kept;
    }
    return null;
  }
}
