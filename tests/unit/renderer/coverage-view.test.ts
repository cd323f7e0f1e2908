import { describe, expect, it } from 'vitest';
import {
  datesBetween,
  HEAT_LOOKS,
  heatLook,
  lastSeasonOf,
  meanOfAll,
  spanOf,
} from '../../../renderer/features/coverage/coverage-view.js';
import { faultsWithin, gapsOfCause, sourcesOf } from '../../../renderer/features/coverage/missing-lines.js';
import { firstPair } from '../../../renderer/features/coverage/snapshot-view.js';
import { changedDates, mismatches } from '../../../shared/coverage-compare.js';
import type { CoverageDate } from '../../../shared/coverage.js';
import { isFault } from '../../../shared/causes.js';
import { GAP_COLUMNS } from '../../../shared/tables/gaps.js';
import { queryRows } from '../../../shared/tables/query.js';
import { countCauses } from '../../../renderer/features/gaps/gap-view.js';
import { day, INCIDENT, makeReport } from './support/fixtures.js';
import { makeGaps } from './support/gap-fixtures.js';
import { makeSnapshot, SNAPSHOTS } from './support/coverage-fixtures.js';

const report = makeReport(INCIDENT, 'vegas_points_line');
const some = report.dates.find((date) => date.rows > 0);
if (!some) throw new Error('no dates');
const known: CoverageDate = some;

describe('the calendar', () => {
  const withMatch = (numerator: number): CoverageDate => ({ ...known, match: { numerator, denominator: 100 } });

  it('tells shares apart by shape, with the alert of C5 as a step', () => {
    expect([95, 94, 80, 79, 50, 49].map((share) => heatLook(withMatch(share), 'match', false))).toEqual([
      HEAT_LOOKS.high,
      HEAT_LOOKS.fair,
      HEAT_LOOKS.fair,
      HEAT_LOOKS.low,
      HEAT_LOOKS.low,
      HEAT_LOOKS.bad,
    ]);
    const icons = Object.values(HEAT_LOOKS).map((look) => look.icon);
    expect(new Set(icons).size).toBe(icons.length);
  });

  it('has days without games, without rows and with nothing to count as states of their own', () => {
    expect(heatLook(undefined, 'match', false)).toBeNull();
    expect(heatLook({ ...known, games: 0 }, 'match', false)).toBeNull();
    expect(heatLook({ ...known, rows: 0 }, 'match', false)).toBe(HEAT_LOOKS.empty);
    expect(heatLook({ ...known, match: { numerator: 0, denominator: 0 } }, 'match', false)).toBe(HEAT_LOOKS.uncounted);
  });

  it('takes a range either way round', () => {
    const forward = datesBetween(report, day('2025-12-01'), day('2025-12-10'));
    expect(datesBetween(report, day('2025-12-10'), day('2025-12-01'))).toEqual(forward);
    expect(forward.every((date) => date.games > 0)).toBe(true);
    expect(forward.some((date) => date.date === '2025-12-09')).toBe(false);
  });

  it('cuts a month at the ends of the range', () => {
    expect(spanOf(INCIDENT, '2025-11')).toEqual({ from: '2025-11-04', to: '2025-11-30' });
    expect(spanOf(INCIDENT, '2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-01' });
    expect(spanOf(INCIDENT, '2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(spanOf(INCIDENT, null)).toEqual(INCIDENT);
  });
});

describe('the totals of months and dates', () => {
  it('have the mean over all rows with a value, not the mean of the means', () => {
    const parts = [
      { mean: 10, rowsWithValue: 90 },
      { mean: 20, rowsWithValue: 10 },
      { mean: null, rowsWithValue: 0 },
    ];
    expect(meanOfAll(parts)).toBe(11);
    expect(meanOfAll([{ mean: null, rowsWithValue: 0 }])).toBeNull();
  });

  it('lead a month to the whole of the same one last season', () => {
    expect(lastSeasonOf('2026-02')).toEqual({ month: '2025-02', range: { from: '2025-02-01', to: '2025-02-28' } });
    expect(lastSeasonOf('2025-12').range).toEqual({ from: '2024-12-01', to: '2024-12-31' });
  });
});

describe('two snapshots', () => {
  const before = makeSnapshot('s-1');
  const after = makeSnapshot('s-2');

  it('list the dates that differ, those one of them lacks among them', () => {
    expect(changedDates(before.dates, before.dates)).toEqual([]);
    const [first, ...rest] = before.dates;
    expect(changedDates(before.dates, rest)).toEqual([{ date: first?.date, before: first, after: null }]);
    const changed = changedDates(before.dates, after.dates);
    expect(changed.length).toBeGreaterThan(50);
    expect(changed.map((change) => change.date)).toEqual(changed.map((change) => change.date).toSorted());
  });

  it('say what speaks against comparing them', () => {
    expect(mismatches(before, after)).toEqual([]);
    expect(mismatches(before, { ...after, feature: 'team_pace' })[0]).toContain('team_pace');
    expect(mismatches(before, { ...after, to: day('2026-01-15') })[0]).toContain('2026-01-15');
    expect(mismatches(after, before)).toEqual(['The one on the left was saved later than the one on the right.']);
  });

  it('are offered as the pair of the newest run', () => {
    expect(firstPair(SNAPSHOTS)).toEqual({ before: 's-1', after: 's-2' });
    expect(firstPair([])).toBeNull();
    expect(firstPair(SNAPSHOTS.filter((one) => one.moment !== 'before'))).toEqual({ before: 's-2', after: 's-3' });
  });
});

describe('the lines that the chosen days lack', () => {
  const { gaps } = makeGaps(INCIDENT);

  it('are the faults of these days alone, the first and the last among them', () => {
    const dates = gaps.filter(({ cause }) => isFault(cause)).map(({ date }) => date);
    const [from] = dates.toSorted();
    const to = dates.toSorted().at(-1);
    if (from === undefined || to === undefined || from === to) throw new Error('the faults need two dates');
    expect(faultsWithin(gaps, { from, to })).toHaveLength(dates.length);
    expect(faultsWithin(gaps, { from, to: from }).map(({ date }) => date)).toEqual(
      dates.filter((date) => date === from),
    );
    expect(gaps.some(({ cause }) => !isFault(cause))).toBe(true);
    expect(faultsWithin(gaps, INCIDENT).every(({ cause }) => isFault(cause))).toBe(true);
  });

  it('lead from each figure of a cause to as many gaps', () => {
    const shown = (route: ReturnType<typeof gapsOfCause>): number => {
      if (route.screen !== 'gaps') throw new Error('not the gaps');
      expect([route.from, route.to]).toEqual([INCIDENT.from, INCIDENT.to]);
      return queryRows(faultsWithin(gaps, INCIDENT), GAP_COLUMNS, route.query).length;
    };
    const causes = countCauses(faultsWithin(gaps, INCIDENT));
    expect(causes.some(({ gaps: all, closable }) => closable === 0 && all > 0)).toBe(true);
    expect(causes.some(({ closable }) => closable > 0)).toBe(true);
    for (const { cause, gaps: all, closable } of causes) {
      expect(shown(gapsOfCause(INCIDENT, cause, 'all')), cause).toBe(all);
      expect(shown(gapsOfCause(INCIDENT, cause, 'closable')), cause).toBe(closable);
    }
  });

  it('are told by the feed that has them, most first, no feed by name', () => {
    const [gap] = gaps;
    if (!gap) throw new Error('no gaps');
    const from = (...sources: readonly (typeof gap.rawSource)[]): string =>
      sourcesOf(sources.map((rawSource) => ({ ...gap, rawSource })));
    expect(from('odds_api', 'both', 'both')).toBe('both feeds 2, Odds API alone 1');
    expect(from('none', 'bettingpros', 'none')).toBe('no feed under the player’s own key 2, BettingPros alone 1');
    expect(from()).toBe('');
  });
});
