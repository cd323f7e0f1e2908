import { describe, expect, it } from 'vitest';
import {
  countStatuses,
  formatDifference,
  forSides,
  funnelSteps,
  groupCounts,
  GROUPINGS,
  lineColumnsOf,
  onlyRows,
  statusFilter,
  statusesOf,
  statusLook,
  withStatuses,
} from '../../../renderer/features/line-diff/line-diff-view.js';
import { orderByStatus, diffStatus } from '../../../shared/line-diff.js';
import { DEFAULT_TOLERANCE, DIFF_STATUSES, LINE_SIDES, type LineSide } from '../../../shared/lines.js';
import { diffColumns } from '../../../shared/tables/diff.js';
import { queryRows } from '../../../shared/tables/query.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { day } from './support/fixtures.js';
import { makeDiff } from './support/line-fixtures.js';

const report = makeDiff({ from: day('2025-11-20'), to: day('2026-01-12') });
const sides = { left: 'context', right: 'raw' } as const;
const columns = diffColumns(sides.left, sides.right, DEFAULT_TOLERANCE);

describe('the chips', () => {
  const counts = countStatuses(report.rows, sides, DEFAULT_TOLERANCE);

  it('count every row once', () => {
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(report.rows.length);
    expect(counts.duplicate).toBeGreaterThan(0);
    expect(counts.differs).toBeGreaterThan(0);
  });

  it('leave as many rows in the table as they say', () => {
    for (const status of DIFF_STATUSES) {
      const query = withStatuses(EVERYTHING, [status], sides);
      expect([status, queryRows(report.rows, columns, query).length]).toEqual([status, counts[status]]);
      expect(statusesOf(query, sides)).toEqual([status]);
    }
    expect(withStatuses(withStatuses(EVERYTHING, ['same'], sides), [], sides)).toEqual(EVERYTHING);
  });

  it('keep their meaning when the sides are swapped or changed', () => {
    const query = withStatuses(EVERYTHING, ['right_only', 'duplicate'], sides);
    const other = { left: 'store', right: 'bettingpros' } as const;
    expect(statusesOf(forSides(query, sides, other), other)).toEqual(['duplicate', 'right_only']);
    expect(forSides(query, sides, other).filters[0]?.values).toEqual(['duplicate', 'bettingpros_only']);
  });

  it('move with the tolerance', () => {
    const wide = countStatuses(report.rows, sides, 10);
    expect(wide.differs).toBe(0);
    expect(wide.same).toBe(counts.same + counts.differs);
  });

  it('name the sides instead of left and right', () => {
    expect(statusLook('left_only', sides).word).toBe('context only');
    expect(statusLook('right_only', { left: 'store', right: 'odds_api' }).word).toBe('Odds API only');
  });
});

describe('the table', () => {
  it('lists duplicates first and nowhere last, each status by date', () => {
    const rows = orderByStatus(report.rows, 'context', 'raw', DEFAULT_TOLERANCE);
    expect(rows).toHaveLength(report.rows.length);
    const order = rows.map((row) => DIFF_STATUSES.indexOf(diffStatus(row, 'context', 'raw', DEFAULT_TOLERANCE)));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const dates = rows.filter((row) => row.duplicates > 0).map((row) => row.date);
    expect(dates).toEqual(dates.toSorted());
  });

  it('has every side once, whichever two are compared', () => {
    for (const left of LINE_SIDES) {
      for (const right of LINE_SIDES.filter((side): side is LineSide => side !== left)) {
        const ids = lineColumnsOf({ left, right });
        expect(new Set(ids).size).toBe(ids.length);
        const known = diffColumns(left, right, DEFAULT_TOLERANCE).map((column) => column.id);
        expect(ids.filter((id) => !known.includes(id))).toEqual([]);
        expect(LINE_SIDES.filter((side) => !ids.includes(`${side}_line`))).toEqual([]);
      }
    }
  });

  it('writes differences with their direction', () => {
    expect([1.5, -0.5, 0, null, 0.04].map(formatDifference)).toEqual(['+1.5', '−0.5', '0.0', '–', '+0.04']);
  });
});

describe('the counts', () => {
  it('leave in the table exactly the rows of a group, by month, cause and book', () => {
    for (const by of GROUPINGS) {
      const groups = groupCounts(report.rows, sides, DEFAULT_TOLERANCE, by);
      expect(groups.length).toBeGreaterThan(1);
      for (const group of groups) {
        const found = queryRows(report.rows, columns, { ...EVERYTHING, filters: group.filters });
        expect([by, group.label, found.length]).toEqual([by, group.label, group.rows]);
        expect(Object.values(group.counts).reduce((sum, count) => sum + count, 0)).toBe(group.rows);
      }
    }
  });

  it('leave in the table exactly the rows of each status of a group', () => {
    for (const by of GROUPINGS) {
      for (const group of groupCounts(report.rows, sides, DEFAULT_TOLERANCE, by)) {
        for (const status of DIFF_STATUSES) {
          const query = onlyRows(EVERYTHING, [...group.filters, statusFilter(status, sides)]);
          const found = queryRows(report.rows, columns, query).length;
          expect([by, group.label, status, found]).toEqual([by, group.label, status, group.counts[status]]);
        }
      }
    }
  });

  it('leave in the table exactly the rows of each step of the funnel', () => {
    for (const step of funnelSteps(report.funnel)) {
      const found = queryRows(report.rows, columns, onlyRows(EVERYTHING, step.filters)).length;
      expect([step.id, found]).toEqual([step.id, step.count]);
    }
  });

  it('take the place of what was filtered and searched for before, and keep the order', () => {
    const before = {
      ...withStatuses(EVERYTHING, ['same'], sides),
      search: 'ja',
      sort: [{ column: 'team_abbr', desc: true }],
    };
    const filters = [statusFilter('nowhere', sides)];
    expect(onlyRows(before, filters)).toEqual({ filters, search: '', sort: before.sort });
  });

  it('give the funnel with its shares of those who played', () => {
    const steps = funnelSteps({ ...report.funnel, played: 200, storeLine: 50 });
    expect(steps[0]).toMatchObject({ id: 'played', count: 200, ofPlayed: 1 });
    expect(steps.at(-1)).toMatchObject({ id: 'storeLine', count: 50, ofPlayed: 0.25 });
    expect(funnelSteps({ ...report.funnel, played: 0 })[0]?.ofPlayed).toBeNull();
  });
});
