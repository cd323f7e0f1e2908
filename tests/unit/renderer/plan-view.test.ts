import { describe, expect, it } from 'vitest';
import {
  countDates,
  dateToShow,
  filterDates,
  shortReason,
  standingBlockers,
  upstreamSummary,
  readsByStatement,
} from '../../../renderer/features/backfill/plan/plan-view.js';
import type { PlanIssue } from '../../../shared/backfill.js';
import { day, makeOptions, makePlan, makePlanDate } from './support/fixtures.js';

const thin: PlanIssue = {
  code: 'source-mismatch',
  message: 'context lines serve 40 of 200',
  override: 'source-mismatch',
};
const hard: PlanIssue = { code: 'schema', message: 'a column is missing' };
const range = { from: day('2025-11-04'), to: day('2025-11-08') };

describe('the date in the details', () => {
  const plain = makePlan(makeOptions(range)).dates.map((date) => ({ ...date, warnings: [], blockers: [] }));
  const [one, two, three] = plain.map(({ date }) => date);
  const withIssues = plain.map((date) => ({
    ...date,
    warnings: date.date === two ? [hard] : [],
    blockers: date.date === three ? [thin] : [],
  }));

  it('is the one picked, else the first with a blocker, then a warning, else the first of those shown', () => {
    expect(dateToShow(plain, plain, null)?.date).toBe(one);
    expect(dateToShow(withIssues, withIssues, null)?.date).toBe(three);
    expect(dateToShow(withIssues.slice(0, 2), withIssues, null)?.date).toBe(two);
    expect(dateToShow(withIssues.slice(0, 2), withIssues, three ?? null)?.date).toBe(three);
    expect(dateToShow([], withIssues, null)).toBeNull();
  });
});

describe('the reason of the plan table', () => {
  it('is short and counts the players who lack their line', () => {
    const low = { ...makePlanDate(day('2025-12-02')), reason: 'low_match_rate' as const };
    expect(shortReason({ ...low, matchBefore: { numerator: 1091, denominator: 2155 } })).toBe('1,064 missing');
    expect(shortReason({ ...low, reason: 'bootstrap' })).toBe('first 14 days');
  });
});

describe('standing blockers', () => {
  const onAll = makePlan(makeOptions(range), { date: (date) => ({ ...date, blockers: [thin] }) });

  it('gathers alike blockers of many dates into one with the dates', () => {
    const [only, ...more] = standingBlockers(onAll);
    expect(more).toEqual([]);
    expect(only?.dates).toHaveLength(onAll.dates.length);
    expect(only?.message).toBe(`${onAll.dates.length} dates, first 2025-11-04: context lines serve 40 of 200`);
  });

  it('does not repeat the count where the plan’s own sentence has it', () => {
    const summed = { ...onAll, blockers: [{ ...thin, message: 'on 5 dates, first: 40 of 200' }] };
    expect(standingBlockers(summed).map(({ message }) => message)).toEqual(['on 5 dates, first: 40 of 200']);
  });

  it('names the date of a single blocker once', () => {
    const one = (message: string) =>
      standingBlockers(
        makePlan(makeOptions({ from: range.to, to: range.to }), {
          date: (date) => ({ ...date, blockers: [{ ...hard, message }] }),
        }),
      );
    expect(one('a column is missing').map(({ message }) => message)).toEqual(['2025-11-08: a column is missing']);
    expect(one('2025-11-08: no rows').map(({ message }) => message)).toEqual(['2025-11-08: no rows']);
  });

  it('lets an allowed blocker pass and one without override never', () => {
    const both = makePlan(makeOptions({ ...range, allow: ['source-mismatch'] }), {
      date: (date) => ({ ...date, blockers: date.date === range.to ? [thin, hard] : [thin] }),
    });
    expect(standingBlockers(both)).toEqual([
      { code: 'schema', message: '2025-11-08: a column is missing', override: null, dates: [range.to] },
    ]);
  });

  it('ignores blockers of dates that are skipped anyway', () => {
    const skipped = makePlan(makeOptions(range), { date: (date) => ({ ...date, action: 'skip', blockers: [hard] }) });
    expect(standingBlockers(skipped)).toEqual([]);
  });

  it('says once that the reads exceed the cap: the plan itself knows it', () => {
    const over: PlanIssue = { code: 'over-budget', message: 'the run would be billed too much' };
    const dear = makePlan(makeOptions({ ...range, maxBytes: 1e9 }), {
      date: (date) => ({ ...date, bytes: 3e8 }),
      plan: { blockers: [over] },
    });
    expect(standingBlockers(dear).map(({ code }) => code)).toEqual(['over-budget']);
  });
});

describe('the plan table', () => {
  it('filters by what stands on a date and counts the same', () => {
    const plan = makePlan(makeOptions({ from: day('2025-10-30'), to: range.to }), {
      date: (date) =>
        date.date === range.to ? { ...date, blockers: [hard], warnings: [thin] } : { ...date, warnings: [] },
    });
    const dates = (filter: Parameters<typeof filterDates>[1]) =>
      filterDates(plan.dates, filter).map(({ date }) => date);
    expect(dates('blocked')).toEqual([range.to]);
    expect(dates('warnings')).toEqual([range.to]);
    expect(dates('skipped').every((date) => date < '2025-11-04')).toBe(true);
    expect(dates('skipped').length + dates('work').length).toBe(plan.dates.length);
    for (const filter of ['all', 'blocked', 'work', 'skipped'] as const) {
      expect(countDates(plan.dates, filter)).toBe(dates(filter).length);
    }
  });

  it('tells the worst of the upstream tables', () => {
    expect(upstreamSummary(makePlanDate(day('2025-12-18')))).toMatchObject({ worst: 'missing', count: 1 });
    const date = makePlanDate(day('2025-11-05'));
    const ready = { ...date, upstream: date.upstream.map((table) => ({ ...table, state: 'ready' as const })) };
    expect(upstreamSummary(ready)).toEqual({ worst: 'ready', count: 4 });
  });
});

it('adds up what each statement reads, the dearest first', () => {
  const read = (statement: string, bytes: number) => ({ statement, from: null, to: day('2026-02-01'), bytes });
  expect(readsByStatement([read('plan.players', 5), read('processor.context', 40), read('plan.players', 7)])).toEqual([
    { statement: 'processor.context', queries: 1, bytes: 40 },
    { statement: 'plan.players', queries: 2, bytes: 12 },
  ]);
});
