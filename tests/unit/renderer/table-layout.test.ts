import { describe, expect, it } from 'vitest';
import { MAX_WIDTH, MIN_WIDTH } from '../../../renderer/components/column-widths.js';
import {
  arrange,
  isRearranged,
  formatLayout,
  NO_LAYOUT,
  parseLayout,
  withHidden,
  withMoved,
  withPinned,
  withShown,
  withStep,
  type TableLayout,
} from '../../../renderer/components/table-layout.js';

const COLUMNS = [
  { id: 'date', width: 100, pinned: true },
  { id: 'player', width: 150 },
  { id: 'team', width: 60 },
  { id: 'line', width: 80 },
];

const shown = (layout: TableLayout, columns = COLUMNS): string =>
  arrange(columns, layout)
    .shown.map(({ id }) => id)
    .join(' ');

describe('columns', () => {
  const is = (layout: Partial<TableLayout>): boolean =>
    isRearranged(COLUMNS, arrange(COLUMNS, { ...NO_LAYOUT, ...layout }));

  it('are rearranged when others are shown than declared or in another order, not by widths or what stays', () => {
    expect(is({})).toBe(false);
    expect(is({ widths: { line: 300 } })).toBe(false);
    expect(is({ pinned: ['date', 'player'] })).toBe(false);
    expect(is({ hidden: ['team'] })).toBe(true);
    expect(is({ hidden: ['of another version'] })).toBe(false);
    expect(is({ order: ['player', 'team', 'line'], pinned: [] })).toBe(false);
    expect(is({ pinned: ['line'] })).toBe(true);
    expect(is({ order: ['date', 'line', 'player', 'team'] })).toBe(true);
  });
});

describe('a layout that was kept', () => {
  const layout: TableLayout = {
    order: ['line', 'date', 'player', 'team'],
    hidden: ['team'],
    pinned: ['line'],
    widths: { line: 90 },
  };

  it('comes back as it was', () => {
    expect(parseLayout(formatLayout(layout))).toEqual(layout);
  });

  it('is nothing where nothing was arranged', () => {
    expect(formatLayout(NO_LAYOUT)).toBeNull();
    expect(parseLayout(null)).toBe(NO_LAYOUT);
  });

  it.each([
    '',
    'no json',
    '7',
    'null',
    '[]',
    '{}',
    '{"v":0,"hidden":["date"]}',
    '{"v":2,"hidden":["date"]}',
    '{"v":"1"}',
  ])('is forgotten when it is %j: damaged, or of another version', (text) => {
    expect(parseLayout(text)).toEqual(NO_LAYOUT);
  });

  it('keeps the parts that can be read', () => {
    const damaged = {
      v: 1,
      order: 'date',
      hidden: ['team', 3, null, 'team'],
      pinned: {},
      widths: { line: 'wide', date: -5, team: 1e9 },
    };
    expect(parseLayout(JSON.stringify(damaged))).toEqual({
      order: [],
      hidden: ['team'],
      pinned: null,
      widths: { date: MIN_WIDTH, team: MAX_WIDTH },
    });
    expect(parseLayout('{"v":1,"widths":[4,5]}').widths).toEqual({});
  });

  it('of columns that the table no longer has does no harm, and they come back with them', () => {
    const old: TableLayout = {
      order: ['gone', 'team', 'date'],
      hidden: ['gone'],
      pinned: ['gone'],
      widths: { gone: 50 },
    };
    expect(shown(old)).toBe('team line date player');
    expect(withHidden(COLUMNS, old, 'line').hidden).toEqual(['gone', 'line']);
  });
});

describe('columns', () => {
  it('that are new stand after the one they are declared after', () => {
    expect(shown({ ...NO_LAYOUT, order: ['team', 'date'], pinned: [] })).toBe('team line date player');
    expect(shown({ ...NO_LAYOUT, order: ['line', 'player', 'team'], pinned: [] })).toBe('date line player team');
  });

  it('never all go', () => {
    const none = { ...NO_LAYOUT, hidden: COLUMNS.map(({ id }) => id) };
    expect(shown(none)).toBe('date player team line');
    const one = withShown(COLUMNS, NO_LAYOUT, new Set(['team']));
    expect(shown(one)).toBe('team');
    expect(withHidden(COLUMNS, one, 'team')).toEqual(one);
  });

  it('that are pinned lead, as the table has it until somebody says otherwise', () => {
    expect(arrange(COLUMNS, NO_LAYOUT)).toMatchObject({ pinnedOfAll: 1, pinnedOfShown: 1 });
    const two = withPinned(COLUMNS, NO_LAYOUT, 'line', true);
    expect(shown(two)).toBe('date line player team');
    expect(arrange(COLUMNS, two).pinnedOfShown).toBe(2);
    expect(arrange(COLUMNS, withHidden(COLUMNS, two, 'date'))).toMatchObject({ pinnedOfAll: 2, pinnedOfShown: 1 });
    const none = withPinned(COLUMNS, NO_LAYOUT, 'date', false);
    expect(arrange(COLUMNS, none)).toMatchObject({ pinnedOfAll: 0, pinnedOfShown: 0 });
  });

  it('move beside another, and are pinned beside a pinned one', () => {
    expect(shown(withMoved(COLUMNS, NO_LAYOUT, 'line', 'before', 'player'))).toBe('date line player team');
    expect(shown(withMoved(COLUMNS, NO_LAYOUT, 'player', 'after', 'line'))).toBe('date team line player');
    const joined = withMoved(COLUMNS, NO_LAYOUT, 'line', 'before', 'date');
    expect([shown(joined), arrange(COLUMNS, joined).pinnedOfAll]).toEqual(['line date player team', 2]);
    const left = withMoved(COLUMNS, NO_LAYOUT, 'date', 'after', 'team');
    expect([shown(left), arrange(COLUMNS, left).pinnedOfAll]).toEqual(['player team date line', 0]);
    expect(withMoved(COLUMNS, NO_LAYOUT, 'gone', 'after', 'team')).toBe(NO_LAYOUT);
    expect(withMoved(COLUMNS, NO_LAYOUT, 'team', 'after', 'gone')).toBe(NO_LAYOUT);
  });

  it('step one place among their like and no further', () => {
    const up = withStep(COLUMNS, NO_LAYOUT, 'line', -1);
    expect(shown(up)).toBe('date player line team');
    expect(shown(withStep(COLUMNS, up, 'line', 1))).toBe('date player team line');
    expect(withStep(COLUMNS, NO_LAYOUT, 'player', -1)).toBe(NO_LAYOUT);
    expect(withStep(COLUMNS, NO_LAYOUT, 'date', 1)).toBe(NO_LAYOUT);
    expect(withStep(COLUMNS, NO_LAYOUT, 'line', 1)).toBe(NO_LAYOUT);
  });
});
