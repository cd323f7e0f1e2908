import { describe, expect, it } from 'vitest';
import {
  checksShown,
  healthSentence,
  repairOf,
  seasonSeries,
} from '../../../renderer/features/overview/overview-view.js';
import type { CheckResult, Verdict } from '../../../shared/checks.js';
import { eventsBetween } from '../../../shared/timeline.js';
import { day, INCIDENT, makeReport } from './support/fixtures.js';

function check(id: CheckResult['id'], verdict: Verdict, alert = false): CheckResult {
  return {
    id,
    name: id,
    counted: '',
    share: null,
    value: null,
    unit: 'percent',
    threshold: '',
    thresholdNote: '',
    verdict,
    alert,
    since: null,
    sentence: '',
    trend: [],
    items: [],
    targets: [],
  };
}

describe('the checks of the overview', () => {
  const checks = [
    check('c1_seven_days', 'ok'),
    check('c5_match_rate', 'critical', true),
    check('duplicates', 'ok'),
    check('variance', 'warning'),
    check('silent_sources', 'critical', true),
  ];

  it('are alerts first, then the coverage checks, then what has a warning; what is fine elsewhere is left out', () => {
    expect(checksShown(checks).map(({ id }) => id)).toEqual([
      'c5_match_rate',
      'silent_sources',
      'c1_seven_days',
      'variance',
    ]);
  });

  it('are told in one sentence', () => {
    expect(healthSentence({ checks, alerts: 2, warnings: 1 })).toBe('The store needs attention: 2 checks of 5 alert.');
    expect(healthSentence({ checks, alerts: 1, warnings: 1 })).toBe('The store needs attention: 1 check of 5 alerts.');
    expect(healthSentence({ checks, alerts: 0, warnings: 1 })).toBe(
      'The store is healthy: no check alerts, 1 of 5 has a warning to look at.',
    );
    expect(healthSentence({ checks, alerts: 0, warnings: 3 })).toContain('3 of 5 have a warning');
    expect(healthSentence({ checks: [checks[0] ?? check('c1_seven_days', 'ok')], alerts: 0, warnings: 0 })).toBe(
      'The store is healthy: all 1 checks are ok.',
    );
    expect(healthSentence({ checks: [check('variance', 'none')], alerts: 0, warnings: 0 })).toBe(
      'There is nothing to judge yet.',
    );
  });
});

describe('the season', () => {
  it('has a point for each game date, and a gap where nothing was counted', () => {
    const { dates } = makeReport(INCIDENT, 'vegas_points_line');
    const [first, ...rest] = dates;
    if (!first) throw new Error('no dates');
    const none = { numerator: 0, denominator: 0 };
    const series = seasonSeries([
      { ...first, games: 3, rows: 0, rowsWithFeature: 0, rowsWithValue: 0, match: none, posted: none },
      ...rest.map((date) => ({ ...date, games: 1, match: { numerator: 1, denominator: 4 } })),
    ]);
    expect(series.map(({ points }) => points.length)).toEqual(series.map(() => dates.length));
    expect(series.map(({ points }) => points[0]?.y)).toEqual([null, null, null]);
    expect(series[0]?.points[1]).toMatchObject({ y: 25, note: '1 of 4 players with a raw line' });
  });

  it('holds the players books post lines for against those who played; a date without box scores is a gap', () => {
    const { dates } = makeReport(INCIDENT, 'vegas_points_line');
    const [first] = dates;
    if (!first) throw new Error('no dates');
    const of = (numerator: number, denominator: number): unknown =>
      seasonSeries([{ ...first, games: 3, rows: 0, posted: { numerator, denominator } }]).find(
        ({ id }) => id === 'posted',
      )?.points[0];
    expect(of(48, 64)).toMatchObject({ y: 75, note: '48 of 64 players who played' });
    expect(of(0, 64)).toMatchObject({ y: 0 });
    expect(of(0, 0)).toMatchObject({ y: null });
  });

  it('leaves out days without games', () => {
    const { dates } = makeReport(INCIDENT, 'vegas_points_line');
    expect(seasonSeries(dates.map((date) => ({ ...date, games: 0 })))[0]?.points).toEqual([]);
  });

  it('names the events of its dates only', () => {
    expect(eventsBetween(day('2025-12-10'), day('2025-12-28')).map(({ date }) => date)).toEqual([
      '2025-12-10',
      '2025-12-28',
    ]);
  });
});

describe('what can be repaired', () => {
  const report = { from: INCIDENT.from, to: INCIDENT.to, gaps: [], playerDates: 9, notCaptured: [] };
  it('is the range that holds every date with a gap a rebuild closes', () => {
    expect(
      repairOf({
        ...report,
        closable: { numerator: 7, denominator: 9 },
        closableDates: [day('2025-11-05'), day('2025-12-01'), day('2026-01-09')],
      }),
    ).toEqual({ gaps: 7, dates: 3, range: { from: '2025-11-05', to: '2026-01-09' } });
  });

  it('is nothing when nothing can be closed', () => {
    expect(repairOf({ ...report, closable: { numerator: 0, denominator: 4 }, closableDates: [] })).toBeNull();
  });
});
