import { performance } from 'node:perf_hooks';
import { DEMO_SEED, makeDemoWarehouse } from '../../electron/demo/make-demo.js';
import { benchFloor } from './floor.js';
import { benchExport, benchGaps, manyRows } from './gaps.js';
import { benchSeason } from './season.js';

/** One measurement in a process of its own, so that its peak memory is its own. Prints one JSON document. */
async function measure(args: readonly string[]): Promise<unknown> {
  const [what, ...rest] = args;
  const [first = '', second = '', third = ''] = rest;
  switch (what ?? '') {
    case 'demo': {
      const start = performance.now();
      await makeDemoWarehouse({ path: first, seed: DEMO_SEED });
      return { ms: performance.now() - start, peakMb: process.resourceUsage().maxRSS / 1024 };
    }
    case 'season':
      return benchSeason(first, second, Number(third));
    case 'floor':
      return benchFloor(first, second, third);
    case 'gaps':
      return benchGaps(first, second);
    case 'many-rows':
      return manyRows(first, second);
    case 'export':
      return benchExport(first, second, third);
    default:
      throw new Error(`no measurement called ${String(what)}`);
  }
}

const figures = await measure(process.argv.slice(2));
process.stdout.write(`${JSON.stringify(figures)}\n`);
