import { takeDataLock } from '../../backfill/journal/data-lock.js';
import { DEMO_SEED, makeDemoWarehouse } from '../../demo/make-demo.js';
import { requireReplaceable } from '../../demo/replaceable.js';
import { makeFolder } from '../../disk/make-folder.js';
import { demoWarehouse, parseFileWarehouse } from '../../services/warehouse-name.js';
import { expectPositionals, wholeNumber } from '../args.js';
import type { Command } from '../command.js';
import { DONE } from '../exit-codes.js';
import { abortOnInterrupt, dataDirOf } from '../open.js';
import { formatDuration, Progress } from '../progress.js';

const MAX_SEED = 0xffff_ffff;

export const demo: Command = {
  name: 'demo',
  usage: '[--seed N]',
  summary: 'makes the demo warehouse anew: a season with the incident in it',
  flags: { seed: 'value' },
  run: async (args, io) => {
    expectPositionals(args, []);
    const seed = wholeNumber(args, 'seed', { min: 0, max: MAX_SEED }) ?? DEMO_SEED;
    const dataDir = dataDirOf(args, io);
    // Never the file that is set: that one is the operator's own.
    const named = args.value('warehouse');
    const { kind, path } =
      named === undefined ? demoWarehouse(dataDir) : parseFileWarehouse(named, dataDir, 'the demo is made in');
    // The demo's own file is made anew whatever became of it; any other may be somebody's work.
    if (kind === 'file') await requireReplaceable(path);
    makeFolder(dataDir);
    // A console that has the file open would go on with the old one.
    const lock = takeDataLock(dataDir);
    const interrupt = abortOnInterrupt(io);
    const progress = new Progress(io);
    try {
      const began = performance.now();
      const manifest = await makeDemoWarehouse({
        path,
        seed,
        signal: interrupt.signal,
        onProgress: ({ step, done, total }) => progress.draw(`${step} (${done}/${total})`),
      });
      progress.clear();
      const { planted: _planted, ...summary } = manifest;
      if (args.has('json')) io.out(`${JSON.stringify(summary, null, 2)}\n`);
      else {
        const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
        io.out(
          `made ${path} in ${formatDuration(performance.now() - began)}: ${manifest.games} games, ` +
            `${manifest.players} players, ${rows} rows, seed ${manifest.seed}\n` +
            `store from ${manifest.storeFirst} to ${manifest.lastPlayed}\n`,
        );
      }
      return DONE;
    } finally {
      progress.clear();
      interrupt.release();
      lock.release();
    }
  },
};
