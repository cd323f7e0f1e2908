import { describe, expect, it } from 'vitest';
import { planAction, playerDateActions, spanActions, spanOfDates } from '../../../renderer/components/date-actions.js';
import {
  backfillRoute,
  coverageRoute,
  diffRoute,
  EMPTY_DRAFT,
  gapsRoute,
  playerRoute,
  type Route,
} from '../../../renderer/address/routes.js';
import { keysOf, rowKeyOf, type RowAction } from '../../../renderer/components/row-action.js';
import type { MenuGroup } from '../../../renderer/components/menu-entry.js';
import { rowMenu } from '../../../renderer/components/row-menu.js';
import type { Column } from '../../../renderer/components/table-column.js';
import { DEFAULT_CSV } from '../../../shared/settings.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { day } from './support/fixtures.js';

const A = day('2026-01-05');
const B = day('2026-01-12');

/** Where each action leads, by its words. */
function leads(actions: (go: (route: Route) => void) => readonly RowAction[]): ReadonlyMap<string, Route> {
  let last: Route | null = null;
  const made = actions((route) => {
    last = route;
  });
  return new Map(
    made.flatMap(({ label, act }) => {
      last = null;
      act();
      return last === null ? [] : [[label, last] as const];
    }),
  );
}

describe('rows of dates', () => {
  it('span from the first to the last of those chosen, whatever their order', () => {
    expect(spanOfDates([B, A, day('2026-01-08')])).toEqual({ from: A, to: B });
    expect(spanOfDates([])).toBeNull();
  });

  it('lead to the screens that tell more, one date to its players', () => {
    expect([...leads((go) => spanActions({ from: A, to: A }, go))]).toEqual([
      ['Players of 2026-01-05', coverageRoute({ from: A, to: A, month: '2026-01', date: A })],
      ['Gaps of 2026-01-05', gapsRoute({ from: A, to: A })],
      ['Line diff of 2026-01-05', diffRoute({ from: A, to: A })],
    ]);
    expect([...leads((go) => spanActions({ from: A, to: B }, go))]).toEqual([
      ['Coverage, 2026-01-05 to 2026-01-12', coverageRoute({ from: A, to: B })],
      ['Gaps, 2026-01-05 to 2026-01-12', gapsRoute({ from: A, to: B })],
      ['Line diff, 2026-01-05 to 2026-01-12', diffRoute({ from: A, to: B })],
    ]);
    expect(spanActions(null, () => undefined)).toEqual([]);
  });

  it('are planned as one range that is said in full, or not at all where the screen has no plan for them', () => {
    const plan = (span: { readonly from: typeof A; readonly to: typeof A }): Route =>
      backfillRoute({ ...EMPTY_DRAFT, ...span });
    expect([...leads((go) => planAction({ from: A, to: B }, plan, go))]).toEqual([
      ['Plan a rebuild, 2026-01-05 to 2026-01-12', plan({ from: A, to: B })],
    ]);
    expect(planAction({ from: A, to: A }, plan, () => undefined)[0]).toMatchObject({
      label: 'Plan a rebuild of 2026-01-05',
      key: 'plan',
    });
    expect(
      planAction(
        { from: A, to: B },
        () => null,
        () => undefined,
      ),
    ).toEqual([]);
  });
});

describe('rows of players and dates', () => {
  const row = (playerLookup: string, date = A, inStore = true) => ({ playerLookup, date, inStore });

  it('lead to the player, the raw rows and the stored row', () => {
    expect([...leads((go) => playerDateActions([row('jo')], go))]).toEqual([
      ['Player’s season', playerRoute('jo', { date: A })],
      ['All raw rows', diffRoute({ from: A, to: A, selected: { date: A, playerLookup: 'jo' } })],
      ['Stored row with its features', coverageRoute({ from: A, to: A, month: '2026-01', date: A, player: 'jo' })],
    ]);
  });

  it('offer only what all of several share, and no row that does not stand in the store', () => {
    expect([...leads((go) => playerDateActions([row('jo'), row('jo', B)], go))]).toEqual([
      ['Player’s season', playerRoute('jo')],
    ]);
    expect(playerDateActions([row('jo'), row('al')], () => undefined)).toEqual([]);
    const stored = playerDateActions([row('jo', A, false)], () => undefined).find(({ id }) => id === 'stored');
    expect(stored?.disabled).toBe(true);
  });
});

describe('a row’s menu', () => {
  const column: Column<string> = { id: 'name', header: 'Name', type: 'text', value: (one) => one, width: 80 };
  const menu = (actions: readonly RowAction[], mac = false): readonly MenuGroup[] =>
    rowMenu({
      row: 'a',
      rows: ['a', 'b'],
      column,
      columns: [column],
      query: EVERYTHING,
      onQuery: () => undefined,
      open: () => undefined,
      actions,
      csv: DEFAULT_CSV,
      copy: () => undefined,
      mac,
    });

  it('begins with what the screen does with the rows, each with its key', () => {
    const act = (): void => undefined;
    const [first, second] = menu([
      { id: 'plan', label: 'Plan', key: 'plan', act },
      { id: 'delete', label: 'Delete', key: 'delete', disabled: true, act },
      { id: 'player', label: 'Player', act },
    ]);
    expect(first?.entries.map(({ label, keys, disabled }) => [label, keys, disabled])).toEqual([
      ['Open', 'Enter', undefined],
      ['Plan', 'Ctrl+Enter', undefined],
      ['Delete', 'Delete', true],
      ['Player', undefined, undefined],
    ]);
    expect(second?.entries.map(({ label, keys }) => [label, keys])).toEqual([
      ['Copy Name', undefined],
      ['Copy 2 rows', 'Ctrl+C'],
      ['Copy 2 rows as CSV', 'Ctrl+Alt+C'],
    ]);
    expect(menu([{ id: 'delete', label: 'Delete', key: 'delete', act }], true)[0]?.entries.at(-1)?.keys).toBe('⌘⌫');
  });

  it('names keys that are the keys it hears', () => {
    const press = (
      key: string,
      held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
    ) => ({
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...held,
      key,
    });
    expect(keysOf('plan', false)).toEqual(['mod', 'Enter']);
    expect(rowKeyOf(press('Enter', { ctrlKey: true }), false)).toBe('plan');
    expect(rowKeyOf(press('Enter', { metaKey: true }), true)).toBe('plan');
    expect(rowKeyOf(press('Enter'), false)).toBeNull();
    expect(rowKeyOf(press('Enter', { ctrlKey: true, altKey: true }), false)).toBeNull();
    expect(rowKeyOf(press('Delete'), false)).toBe('delete');
    expect(rowKeyOf(press('Delete', { shiftKey: true }), false)).toBeNull();
    expect(rowKeyOf(press('Backspace', { metaKey: true }), true)).toBe('delete');
    expect(rowKeyOf(press('Backspace', { metaKey: true }), false)).toBeNull();
  });
});
