import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../electron/backfill/journal/steady.js';
import { formatRemaining } from '../../../renderer/format/durations.js';
import type { RecordedRun } from './recorded-run.js';
import { replay, type Estimate, type Leg } from './replay.js';

/**
 * Runs recorded by `npm run bench -- record`, played through the estimator. "Truth" is how long the run went on working.
 */
const FOLDER = join(import.meta.dirname, '../../fixtures/recorded-runs');
const RECORDINGS = readdirSync(FOLDER)
  .map((file) => file.replace('.json', ''))
  .toSorted()
  .map((name): readonly [string, RecordedRun] => [
    name,
    JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as RecordedRun,
  ]);

/** Words are rounded to 5 s below a minute: what is wrong by less is not told. */
const WORDS_MS = 2_500;
const MEDIAN_ERROR = 0.2;
const P95_ERROR = 0.5;
/** Between two seconds, beside the second itself. */
const JUMP_MS = 3_000;
const JUMP_SHARE = 0.2;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Relative errors, beyond what the words hide, from a tenth of the dates on. */
function errorsOf(legs: readonly Leg[]): readonly number[] {
  return legs.flatMap(({ told }) =>
    told
      .filter(({ afterTenth }) => afterTenth)
      .map(({ remaining, truth }) =>
        remaining === null
          ? Number.POSITIVE_INFINITY
          : Math.max(0, Math.abs(remaining - truth) - WORDS_MS) / Math.max(1, truth),
      ),
  );
}

/** How far what is told moves from one second to the next beyond the second, over what is allowed; 1 is the limit. */
function worstJump({ told }: Leg): number {
  return Math.max(
    0,
    ...told.map((now, index) => {
      const before = told[index - 1];
      if (before === undefined || before.session !== now.session) return 0;
      if (before.remaining === null || now.remaining === null) return 0;
      const moved = Math.abs(now.remaining - Math.max(0, before.remaining - (now.at - before.at)));
      return moved / Math.max(JUMP_MS, before.remaining * JUMP_SHARE);
    }),
  );
}

/** All that the operator is promised, as the sentences that are broken. */
function faultsOf(estimate?: Estimate): readonly string[] {
  const all = RECORDINGS.map(([name, run]) => ({ name, legs: replay(run, estimate) }));
  const pooled = quantile(
    all.flatMap(({ legs }) => errorsOf(legs)),
    0.95,
  );
  return [
    ...all
      .map(({ name, legs }) => ({ name, median: quantile(errorsOf(legs), 0.5) }))
      .filter(({ median }) => median > MEDIAN_ERROR)
      .map(({ name, median }) => `${name}: wrong by ${(100 * median).toFixed(0)} % in the middle`),
    ...(pooled > P95_ERROR ? [`wrong by ${(100 * pooled).toFixed(0)} % at one moment in twenty`] : []),
    ...all.flatMap(({ name, legs }) =>
      legs
        .map(worstJump)
        .filter((jump) => jump > 1)
        .map((jump) => `${name}: leaps ${jump.toFixed(1)} times as far as it may`),
    ),
  ];
}

describe('the time left of recorded runs', () => {
  it('is there to be judged: embedded, cloud, loaded, paused, failed and retried', () => {
    expect(RECORDINGS.map(([name]) => name)).toEqual([
      'cloud-month-failed-retried',
      'cloud-season',
      'cloud-season-four-at-once',
      'cloud-season-paused',
      'month',
      'season',
      'season-newest-first',
      'season-paused',
      'season-under-load',
    ]);
    const legs = RECORDINGS.flatMap(([, run]) => replay(run));
    // The failed run ends twice, each of the others once.
    expect(legs).toHaveLength(RECORDINGS.length + 1);
    expect(errorsOf(legs).length).toBeGreaterThan(300);
  });

  it('from a tenth of the dates on is near the truth, and does not leap', () => {
    expect(faultsOf()).toEqual([]);
  });

  it('would not pass as time so far over dates so far', () => {
    const naive: Estimate = (_, { activeMs, counts }) => {
      const through = counts.done + counts.failed + counts.blocked;
      return through === 0 ? null : (activeMs / through) * (counts.pending + counts.running);
    };
    expect(faultsOf(naive).length).toBeGreaterThan(3);
  });

  it('counts what follows the last write: near the end it is neither nothing nor more than it was', () => {
    for (const [name, run] of RECORDINGS) {
      for (const { told } of replay(run)) {
        const last = told.filter(({ truth, afterTenth }) => afterTenth && truth > 1_000 && truth < 4_000);
        for (const { remaining } of last) expect(remaining, name).toBeGreaterThan(0);
      }
    }
  });

  it('is not known before dates came one after another, then known, and never negative', () => {
    for (const [name, run] of RECORDINGS) {
      const [leg] = replay(run);
      const known = leg?.told.findIndex(({ remaining }) => remaining !== null) ?? -1;
      expect(known, name).toBeGreaterThan(0);
      expect(leg?.told.slice(known).every(({ remaining }) => remaining !== null && remaining >= 0)).toBe(true);
    }
  });

  it('stands still in a pause', () => {
    const paused = RECORDINGS.find(([name]) => name === 'cloud-season-paused')?.[1];
    const [leg] = replay(paused ?? fail('no recording of a pause'));
    const sessions = new Set(leg?.told.map(({ session }) => session));
    expect(sessions.size).toBe(2);
    // Ten seconds of pause are in the instants, none of them in the time in work.
    const at = leg?.told.map((moment) => moment.at) ?? [];
    expect(Math.max(...at.map((ms, index) => ms - (at[index - 1] ?? 0)))).toBeLessThan(2_000);
    expect(leg?.pausedMs).toBeGreaterThan(9_000);
  });
});

function fail(why: string): never {
  throw new Error(why);
}

describe('what is told', () => {
  it('runs down with the clock while the estimate agrees, and drifts to another one', () => {
    let told = tell(null, 60_000, 0);
    told = tell(told, 59_000, 1_000);
    expect(told?.ms).toBe(59_000);
    told = tell(told, 100_000, 2_000);
    expect(told?.ms).toBeGreaterThan(58_000);
    expect(told?.ms).toBeLessThan(68_000);
    for (let at = 3_000; at < 40_000; at += 1_000) told = tell(told, 100_000, at);
    expect(told?.ms).toBeGreaterThan(90_000);
  });

  it('is never negative, and unknown when the estimate is', () => {
    expect(tell({ ms: 500, at: 0 }, 0, 60_000)?.ms).toBeGreaterThanOrEqual(0);
    expect(tell({ ms: 500, at: 0 }, null, 1_000)).toBeNull();
  });

  it('is said no more exactly than it is known', () => {
    expect(formatRemaining(null)).toBe('estimating…');
    expect(formatRemaining(0)).toBe('a few seconds left');
    expect(formatRemaining(31_000)).toBe('about 35 s left');
    expect(formatRemaining(59_900)).toBe('about a minute left');
    expect(formatRemaining(60_000)).toBe('about a minute left');
    expect(formatRemaining(299_000)).toBe('about 5 min left');
    expect(formatRemaining(3_599_000)).toBe('about 1 h left');
    expect(formatRemaining(7_500_000)).toBe('about 2 h 5 min left');
  });
});
