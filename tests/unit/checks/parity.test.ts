import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GameDate } from '../../../shared/game-date.js';
import { KeptDistributions } from '../../../electron/checks/kept-distributions.js';
import {
  criticalDistance,
  distanceOf,
  parityVerdict,
  productionParity,
  type Distributions,
  type Histogram,
  type Kept,
} from '../../../electron/checks/parity.js';

const FROM = '2026-01-01' as GameDate;
const TO = '2026-01-31' as GameDate;

describe('the distance', () => {
  it('is the greatest gap between the two cumulative distributions', () => {
    const a: Histogram = [
      [0, 50],
      [1, 50],
    ];
    expect(
      distanceOf(a, [
        [0, 10],
        [1, 10],
      ]),
    ).toBe(0);
    expect(
      distanceOf(a, [
        [0, 25],
        [1, 75],
      ]),
    ).toBeCloseTo(0.25, 12);
    expect(distanceOf(a, [[5, 10]])).toBe(1);
    // Whole values against what the definition gives when worked out by hand.
    expect(
      distanceOf(
        [
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
        ],
        [
          [2, 1],
          [4, 1],
        ],
      ),
    ).toBeCloseTo(0.25, 12);
  });

  it('is unknown when either side is empty', () => {
    expect(distanceOf([], [[0, 1]])).toBeNull();
    expect(distanceOf([[0, 1]], [])).toBeNull();
  });

  it('is beyond chance at the 0.1 % level above 1.949 sqrt((n + m) / nm)', () => {
    expect(criticalDistance(200, 200)).toBeCloseTo(0.1949, 3);
    expect(criticalDistance(20_000, 20_000)).toBeCloseTo(0.01949, 4);
  });

  it('is judged by its size and by chance', () => {
    expect(parityVerdict(0.05, 0.02)).toBe('ok');
    expect(parityVerdict(0.051, 0.02)).toBe('warning');
    expect(parityVerdict(0.1, 0.02)).toBe('warning');
    expect(parityVerdict(0.101, 0.02)).toBe('critical');
    // Few rows: a large distance can be chance.
    expect(parityVerdict(0.15, 0.2)).toBe('ok');
  });
});

function distributions(features: Readonly<Record<number, Histogram>>): Distributions {
  return { from: FROM, to: TO, features };
}

function kept(features: Readonly<Record<number, Histogram>>): Kept {
  return { ...distributions(features), runId: '20260201-101530-ab12', savedAt: '2026-02-01T10:15:30.000Z' };
}

describe('parity', () => {
  it('has no verdict without a run', () => {
    const result = productionParity(TO, { from: FROM, to: TO }, null, null);
    // Nothing can be compared yet; what can be done is a rebuild.
    expect(result.targets).toEqual([{ screen: 'backfill', from: FROM, to: TO }]);
    expect(productionParity(TO, null, null, null).targets).toEqual([]);
    expect([result.verdict, result.alert]).toEqual(['none', false]);
    expect(result.sentence).toMatch(/No rebuild/);
  });

  it('names the feature that moved, and alerts', () => {
    const before = kept({ 0: [[10, 1000]], 5: [[10, 1000]] });
    const result = productionParity(
      TO,
      null,
      before,
      distributions({
        0: [[10, 1000]],
        5: [
          [10, 700],
          [20, 300],
        ],
      }),
    );
    expect(result).toMatchObject({ verdict: 'critical', alert: true, since: FROM });
    expect(result.value).toBeCloseTo(0.3, 9);
    expect(result.sentence).toMatch(/fatigue_score moved by 0\.300/);
    expect(result.items.map((item) => [item.label, item.verdict])).toEqual([
      ['points_avg_last_5', 'ok'],
      ['fatigue_score', 'critical'],
    ]);
  });

  it('shows that lines moved and does not hold it against the rebuild', () => {
    const before = kept({ 0: [[10, 1000]], 25: [[10, 400]] });
    const result = productionParity(TO, null, before, distributions({ 0: [[10, 1000]], 25: [[5, 900]] }));
    expect(result.verdict).toBe('ok');
    expect(result.items.at(-1)).toMatchObject({ label: 'vegas_points_line', verdict: 'none', value: 1 });
  });

  it('says when there were no rows before', () => {
    const result = productionParity(TO, null, kept({}), distributions({ 0: [[10, 5]] }));
    expect(result.verdict).toBe('none');
    expect(result.sentence).toMatch(/no rows to compare/);
  });
});

describe('what is kept', () => {
  let folder: string;
  let store: KeptDistributions;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backline-kept-'));
    store = new KeptDistributions(folder, () => new Date('2026-02-01T10:15:30Z'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const id = (minute: number): string => `20260201-10${String(minute).padStart(2, '0')}00-ab12`;

  it("is that of the warehouse's newest run that begins by the day asked", async () => {
    await store.save(
      id(1),
      'a.duckdb',
      distributions({
        3: [
          [-1, 2],
          [7, 5],
        ],
      }),
    );
    await store.save(id(2), 'b.duckdb', distributions({}));
    expect(await store.newest('a.duckdb', TO)).toMatchObject({
      runId: id(1),
      features: {
        3: [
          [-1, 2],
          [7, 5],
        ],
      },
    });
    expect(await store.newest('a.duckdb', '2025-12-31' as GameDate)).toBeNull();
    expect(await store.newest('c.duckdb', TO)).toBeNull();
  });

  it('is kept of the newest 20 runs', async () => {
    for (let minute = 0; minute < 23; minute += 1) await store.save(id(minute), 'a', distributions({}));
    const names = (await readdir(join(folder, 'distributions'))).sort();
    expect([names.length, names[0]]).toEqual([20, `${id(3)}.json`]);
  });

  it('names a damaged file', async () => {
    await store.save(id(1), 'a', distributions({}));
    const path = join(folder, 'distributions', `${id(1)}.json`);
    await writeFile(path, '{"runId":"x"}');
    await expect(store.newest('a', TO)).rejects.toMatchObject({ code: 'bad_rows', subject: path });
  });
});
