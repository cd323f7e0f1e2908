import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GAP_GROUPS, groupGaps } from '../../../shared/gap-groups.js';
import {
  countCauses,
  FIGURE_ROWS,
  GROUP_WIDTHS,
  groupColumnsOf,
  onlyValue,
  rebuildRoute,
  totalsOf,
  WITHOUT_NORMAL,
} from '../../../renderer/features/gaps/gap-view.js';
import { withFilter } from '../../../renderer/components/table-query.js';
import { CAUSE_TEXTS, CAUSES, isFault } from '../../../shared/causes.js';
import { GAP_GROUP_COLUMNS } from '../../../shared/tables/gap-groups.js';
import { GAP_COLUMNS } from '../../../shared/tables/gaps.js';
import { queryRows } from '../../../shared/tables/query.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { day } from './support/fixtures.js';
import { makeGap, makeGaps } from './support/gap-fixtures.js';

const D1 = day('2026-01-12');
const D2 = day('2026-01-13');

describe('gaps', () => {
  const gaps = [
    makeGap(D1, 0, 'not_in_context'),
    makeGap(D1, 1, 'not_in_context'),
    makeGap(D2, 0, 'suffix_or_alias'),
    makeGap(D2, 1, 'no_line_offered'),
    makeGap(D2, 2, 'no_line_offered'),
    makeGap(D2, 3, 'no_line_offered'),
  ];

  it('are counted by cause, faults before what is none, however frequent', () => {
    expect(countCauses(gaps)).toEqual([
      { cause: 'not_in_context', gaps: 2, closable: 2 },
      { cause: 'suffix_or_alias', gaps: 1, closable: 0 },
      { cause: 'no_line_offered', gaps: 3, closable: 0 },
    ]);
  });

  it('leave out what is no fault by the same filter on the screen and in its export', () => {
    const left = queryRows(gaps, GAP_COLUMNS, { ...EVERYTHING, filters: WITHOUT_NORMAL });
    expect(left.map((gap) => gap.cause)).toEqual(['not_in_context', 'not_in_context', 'suffix_or_alias']);
    const report = { ...makeGaps(), gaps };
    expect(totalsOf(report)).toEqual({ faults: 3, normal: 3 });
  });

  it('have a figure for what the table then shows, row by row', () => {
    const report = makeGaps();
    const { faults, normal } = totalsOf(report);
    const shown = (of: keyof typeof FIGURE_ROWS): number => {
      const { normal: everything, filters } = FIGURE_ROWS[of];
      const always = everything ? [] : WITHOUT_NORMAL;
      return queryRows(report.gaps, GAP_COLUMNS, { ...EVERYTHING, filters: [...always, ...filters] }).length;
    };
    const { numerator, denominator } = report.closable;
    expect(numerator).toBeGreaterThan(0);
    expect(shown('faults')).toBe(faults);
    expect(shown('closable')).toBe(numerator);
    expect(shown('left')).toBe(denominator - numerator);
    expect(shown('normal')).toBe(normal);
  });

  it('are grouped by what they share, with players and dates counted once', () => {
    expect(groupGaps(gaps, 'date', true)).toEqual([
      { key: D1, label: D1, gaps: 2, closable: 2, players: 2, dates: 1 },
      { key: D2, label: D2, gaps: 4, closable: 0, players: 4, dates: 1 },
    ]);
    expect(groupGaps(gaps, 'player', true)[0]).toMatchObject({ key: 'michaelporter', gaps: 2, dates: 2, players: 1 });
    expect(groupGaps([{ ...makeGap(D1, 0), team: null }], 'team', true)[0]).toMatchObject({
      key: '',
      label: 'team not known',
    });
  });

  it('have groups whose columns fit the least room beside the gaps, so that nothing scrolls sideways', () => {
    const css = readFileSync(new URL('../../../renderer/styles/gaps.css', import.meta.url), 'utf8');
    const least = /\.gaps-split\[data-grouped\] \{\s*grid-template-columns: clamp\((\d+)px/.exec(css)?.[1];
    // The table's two edges, and the bar that a long one scrolls by.
    const room = Number(least) - 2 - 10;
    for (const by of GAP_GROUPS) {
      const widths = groupColumnsOf(by).map((id) => GROUP_WIDTHS[id]);
      expect(
        widths.reduce<number>((sum, width) => sum + width, 0),
        by,
      ).toBeLessThanOrEqual(room);
    }
  });

  it('have groups that a search narrows by what they are called', () => {
    const players = groupGaps(gaps, 'player', true);
    const found = queryRows(players, GAP_GROUP_COLUMNS, { ...EVERYTHING, search: 'PORTER' });
    expect(found.map(({ key }) => key)).toEqual(['michaelporter']);
    expect(found.length).toBeLessThan(players.length);
  });

  it('are grouped without what is no fault unless that is asked for', () => {
    expect(groupGaps(gaps, 'cause', false).map(({ key }) => key)).toEqual(['not_in_context', 'suffix_or_alias']);
    expect(groupGaps(gaps, 'cause', true)[0]).toMatchObject({ key: 'no_line_offered', gaps: 3, closable: 0 });
  });

  it('lead to a plan from raw lines from the first to the last date, or to none', () => {
    expect(rebuildRoute([])).toBeNull();
    expect(rebuildRoute([D2, D1])).toMatchObject({
      screen: 'backfill',
      planned: true,
      draft: { from: D1, to: D2, lines: 'raw', only: 'all', mode: 'backfill' },
    });
  });

  it('know the one value a group’s filter leaves', () => {
    const one = withFilter(EVERYTHING, 'cause', 'is', ['not_in_store']);
    expect(onlyValue(one, 'cause')).toBe('not_in_store');
    expect(onlyValue(withFilter(one, 'cause', 'is', ['not_in_store', 'source_outage']), 'cause')).toBeNull();
    expect(onlyValue(one, 'team_abbr')).toBeNull();
  });

  it('have a cause in words of its own, each', () => {
    const words = CAUSES.map((cause) => CAUSE_TEXTS[cause].label);
    expect(new Set(words).size).toBe(CAUSES.length);
    expect(words.some((word, at) => word === CAUSES[at])).toBe(false);
  });

  it('of the fixtures close exactly where raw has a line that a rebuild takes', () => {
    const report = makeGaps();
    expect(report.closable.denominator).toBe(report.gaps.filter((gap) => isFault(gap.cause)).length);
  });
});
