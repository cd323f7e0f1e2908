import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Trials, type Ending } from './random-faults.js';

/** Seeds a test: enough to tell where a failure lies, few enough to read. */
const A_TEST = 10;
/** A few seconds on a quiet machine. What runs out of time here goes on beside the next ten and disturbs them too. */
const LIMIT_MS = 300_000;

/** So many runs from the seed `first` on; spread over several files, so that both cores work on them. */
export function describeTrials(first: number, count: number): void {
  describe('runs under random faults', () => {
    let trials: Trials;
    const endings: Ending[] = [];
    beforeAll(async () => {
      trials = await Trials.start();
    });
    afterAll(() => trials.stop());

    const groups = Array.from({ length: count / A_TEST }, (_, i) => first + i * A_TEST);
    test.each(groups)(
      'ten from seed %i: done or failed with a reason, whole dates, and equal stores after a resume',
      async (from) => {
        for (let seed = from; seed < from + A_TEST; seed += 1) {
          endings.push(
            await trials.run(seed).catch((thrown: unknown) => {
              throw new Error(`seed ${seed}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
                cause: thrown,
              });
            }),
          );
        }
      },
      LIMIT_MS,
    );

    test('the runs were disturbed in every way', () => {
      const states = new Set(endings.map(({ state }) => state.split(':', 1)[0]));
      expect([...states].sort()).toEqual(expect.arrayContaining(['cancelled', 'died', 'failed', 'succeeded']));
      const kinds = new Set(trials.cloud.server.faults.met.map(({ fault }) => fault.kind));
      expect(kinds.size).toBeGreaterThanOrEqual(10);
      expect(endings.filter(({ resumed }) => resumed > 0).length).toBeGreaterThan(count / 5);
      if (process.env['BACKLINE_FIGURES'] !== undefined) {
        const of = (state: string): number => endings.filter((ending) => ending.state.startsWith(state)).length;
        const faults = endings.reduce((sum, ending) => sum + ending.faults, 0);
        process.stdout.write(
          `${count} runs: ${of('succeeded')} succeeded, ${of('failed')} failed, ${of('cancelled')} cancelled, ` +
            `${of('died')} died, ${of('not begun')} not begun; ${faults} faults of ${kinds.size} kinds\n`,
        );
      }
    });
  });
}
