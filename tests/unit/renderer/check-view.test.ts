import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from '../../../renderer/address/address.js';
import {
  countChecks,
  formatCheckValue,
  healthLook,
  inOrder,
  proofWord,
  targetRoute,
  targetWord,
} from '../../../renderer/features/checks/check-view.js';
import { chartEvents, curveSeries, describeBreak } from '../../../renderer/features/root-cause/root-cause-view.js';
import type { CheckTarget } from '../../../shared/checks.js';
import { day } from './support/fixtures.js';
import { makeCheckReport, makeRootCause } from './support/check-fixtures.js';

const span = { from: day('2025-11-04'), to: day('2026-02-01') };

describe('a check', () => {
  it('opens the screen that explains it, filtered, by an address that can be kept', () => {
    const filters = [{ column: 'raw_line', op: 'notEmpty', values: [] }] as const;
    const dates = { filters: [], rows: null };
    const targets: readonly (readonly [CheckTarget, string, string])[] = [
      [
        { screen: 'coverage', ...span, ...dates, feature: 'vegas_opening_line', month: null, date: null },
        '#/coverage?from=2025-11-04&to=2026-02-01&feature=vegas_opening_line',
        'Open in Coverage',
      ],
      [{ screen: 'gaps', ...span, ...dates }, '#/gaps?from=2025-11-04&to=2026-02-01', 'Open in Gaps'],
      [{ screen: 'root-cause', ...span }, '#/checks/root-cause?from=2025-11-04&to=2026-02-01', 'Find the root cause'],
      [{ screen: 'backfill', ...span }, '#/backfill?from=2025-11-04&to=2026-02-01&plan=1', 'Plan a rebuild'],
    ];
    for (const [target, address, word] of targets) {
      expect([formatRoute(targetRoute(target)), targetWord(target)]).toEqual([address, word]);
    }
    // Filters and sides are part of the address, and the button says how many rows it opens on.
    const rows = { count: 11709, noun: 'player and date', nouns: 'players and dates' };
    const lacking: CheckTarget = { screen: 'diff', ...span, left: 'raw', right: 'store', filters, rows };
    expect(parseRoute(formatRoute(targetRoute(lacking)))).toMatchObject({
      screen: 'diff',
      left: 'raw',
      right: 'store',
      query: { filters },
    });
    expect(targetWord(lacking)).toBe('Open 11,709 players and dates in Line diff');
    expect(proofWord(lacking)).toBe('See 11,709 in Line diff');
    expect(targetWord({ ...lacking, to: span.from, rows: null })).toBe('Open 2025-11-04 in Line diff');
  });

  it('tells its value in its unit', () => {
    expect(formatCheckValue(46.96, 'percent')).toBe('47.0 %');
    expect(formatCheckValue(0.62, 'change')).toBe('+0.6 pp');
    expect(formatCheckValue(-24, 'change')).toBe('−24.0 pp');
    expect(formatCheckValue(1, 'rows')).toBe('1 row');
    expect(formatCheckValue(41, 'dates')).toBe('41 dates');
    expect(formatCheckValue(0.0731, 'distance')).toBe('0.073');
    expect(formatCheckValue(null, 'percent')).toBe('–');
  });

  it('is listed behind the match rate and otherwise in the order of the report', () => {
    const report = makeCheckReport();
    const shuffled = [...report.checks.slice(3), ...report.checks.slice(0, 3)];
    const ids = inOrder(shuffled).map((check) => check.id);
    expect(ids[0]).toBe('c5_match_rate');
    expect(ids.slice(1)).toEqual(shuffled.map((check) => check.id).filter((id) => id !== 'c5_match_rate'));
    expect(Object.values(countChecks(report.checks)).reduce((sum, count) => sum + count, 0)).toBe(report.checks.length);
  });
});

it('the header tells alerts before warnings', () => {
  const checks = [{ verdict: 'ok' }, { verdict: 'none' }] as const;
  expect(healthLook({ alerts: 2, warnings: 3, checks })).toMatchObject({ word: '2 alerts', tone: 'bad' });
  expect(healthLook({ alerts: 0, warnings: 1, checks })).toMatchObject({ word: '1 warning', tone: 'warn' });
  expect(healthLook({ alerts: 0, warnings: 0, checks })).toMatchObject({ word: 'checks ok', tone: 'ok' });
  // On a warehouse without rows no check comes to a verdict: that is not health.
  expect(healthLook({ alerts: 0, warnings: 0, checks: [{ verdict: 'none' }] })).toMatchObject({ tone: 'idle' });
});

describe('the root cause', () => {
  const report = makeRootCause();

  it('draws a date on which nothing was counted as a gap, and says what was counted on the others', () => {
    const match = curveSeries(report.curve)[0];
    const index = report.curve.findIndex((point) => point.date === '2025-12-11');
    expect(match?.points[index]).toMatchObject({ x: '2025-12-11', y: null });
    expect(match?.points[0]?.note).toMatch(/^\d+ of \d+ players with a raw line$/);
    expect(match?.points.every((point) => point.y === null || (point.y >= 0 && point.y <= 100))).toBe(true);
  });

  it('lists breaks and changes by date', () => {
    const events = chartEvents(report);
    expect(events).toHaveLength(report.changePoints.length + report.changes.length);
    expect(events.map((event) => event.date)).toEqual(events.map((event) => event.date).toSorted());
    expect(
      describeBreak({ measure: 'match', date: day('2025-12-01'), before: 0.581, after: 0.302, strength: 27.9 }),
    ).toBe('Match rate breaks: 58.1 % before, 30.2 % from here');
  });
});
