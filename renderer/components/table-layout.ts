import { clampWidth, type ColumnWidths } from './column-widths.js';

/** How somebody has arranged a table's columns. Ids that a table does not have do no harm: it may have them again. */
export interface TableLayout {
  /** Ids in their order; columns that are not in it stand where the table declares them. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Null: those that the table itself pins. */
  readonly pinned: readonly string[] | null;
  readonly widths: ColumnWidths;
}

export const NO_LAYOUT: TableLayout = { order: [], hidden: [], pinned: null, widths: {} };

/** Raised when a layout kept before means something else; an older one is then forgotten. */
const VERSION = 1;

interface Arranged {
  readonly id: string;
  readonly width: number;
  readonly pinned?: boolean;
}

export interface Arrangement<C> {
  /** Every column, the pinned ones first. */
  readonly all: readonly C[];
  readonly shown: readonly C[];
  /** How many of `all`, and of `shown`, are pinned. */
  readonly pinnedOfAll: number;
  readonly pinnedOfShown: number;
}

/** Declared columns that the order does not name follow the one they are declared after. */
function inOrder<C extends Arranged>(columns: readonly C[], order: readonly string[]): readonly C[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const placed = [...new Set(order)].flatMap((id) => byId.get(id) ?? []);
  const named = new Set(placed.map(({ id }) => id));
  columns.forEach((column, at) => {
    if (named.has(column.id)) return;
    const before = columns[at - 1];
    const place = before === undefined ? 0 : placed.findIndex(({ id }) => id === before.id) + 1;
    placed.splice(place, 0, column);
  });
  return placed;
}

export function isPinned(column: Arranged, layout: TableLayout): boolean {
  return layout.pinned === null ? column.pinned === true : layout.pinned.includes(column.id);
}

/** The columns as they are shown. A layout that hides all of them hides none. */
export function arrange<C extends Arranged>(columns: readonly C[], layout: TableLayout): Arrangement<C> {
  const ordered = inOrder(columns, layout.order);
  const pinned = ordered.filter((column) => isPinned(column, layout));
  const all = [...pinned, ...ordered.filter((column) => !isPinned(column, layout))];
  const hidden = new Set(layout.hidden);
  const isShown = ({ id }: C): boolean => !hidden.has(id);
  const some = all.some(isShown);
  return {
    all,
    shown: some ? all.filter(isShown) : all,
    pinnedOfAll: pinned.length,
    pinnedOfShown: some ? pinned.filter(isShown).length : pinned.length,
  };
}

/** Only these of the table's columns; what the layout hides of other tables' columns stays so. Never none. */
export function withShown<C extends Arranged>(
  columns: readonly C[],
  layout: TableLayout,
  shown: ReadonlySet<string>,
): TableLayout {
  const own = new Set(columns.map(({ id }) => id));
  if (![...own].some((id) => shown.has(id))) return layout;
  const others = layout.hidden.filter((id) => !own.has(id));
  return { ...layout, hidden: [...others, ...[...own].filter((id) => !shown.has(id))] };
}

export function withHidden<C extends Arranged>(columns: readonly C[], layout: TableLayout, id: string): TableLayout {
  const { shown } = arrange(columns, layout);
  return withShown(columns, layout, new Set(shown.flatMap((column) => (column.id === id ? [] : [column.id]))));
}

export function withPinned<C extends Arranged>(
  columns: readonly C[],
  layout: TableLayout,
  id: string,
  pin: boolean,
): TableLayout {
  const { all, pinnedOfAll } = arrange(columns, layout);
  const others = all.slice(0, pinnedOfAll).flatMap((column) => (column.id === id ? [] : [column.id]));
  return { ...layout, pinned: pin ? [...others, id] : others };
}

/** Puts a column before or after another; beside a pinned one it is pinned, beside any other it is not. */
export function withMoved<C extends Arranged>(
  columns: readonly C[],
  layout: TableLayout,
  id: string,
  side: 'before' | 'after',
  target: string,
): TableLayout {
  if (id === target) return layout;
  const { all, pinnedOfAll } = arrange(columns, layout);
  const order = all.flatMap((column) => (column.id === id ? [] : [column.id]));
  const at = order.indexOf(target);
  if (at < 0 || order.length === all.length) return layout;
  order.splice(side === 'before' ? at : at + 1, 0, id);
  const pinned = new Set(all.slice(0, pinnedOfAll).map((column) => column.id));
  const joins = pinned.has(target);
  if (joins === pinned.has(id)) return { ...layout, order };
  return { ...layout, order, pinned: order.filter((one) => (one === id ? joins : pinned.has(one))) };
}

/** One place up or down among its like: a pinned column among the pinned ones, any other among the others. */
export function withStep<C extends Arranged>(
  columns: readonly C[],
  layout: TableLayout,
  id: string,
  by: -1 | 1,
): TableLayout {
  const { all, pinnedOfAll } = arrange(columns, layout);
  const at = all.findIndex((column) => column.id === id);
  const next = all[at + by];
  if (at < 0 || next === undefined || at < pinnedOfAll !== at + by < pinnedOfAll) return layout;
  return withMoved(columns, layout, id, by < 0 ? 'before' : 'after', next.id);
}

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((id): id is string => typeof id === 'string'))] : [];
}

function widthsOf(value: unknown): ColumnWidths {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, width]) =>
      typeof width === 'number' && Number.isFinite(width) ? [[id, clampWidth(width)]] : [],
    ),
  );
}

/** A layout as it was kept; one that cannot be read, or of another version, is none. */
export function parseLayout(text: string | null): TableLayout {
  if (text === null) return NO_LAYOUT;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return NO_LAYOUT;
    const { v, order, hidden, pinned, widths } = kept as Readonly<Record<string, unknown>>;
    if (v !== VERSION) return NO_LAYOUT;
    return {
      order: idsOf(order),
      hidden: idsOf(hidden),
      pinned: Array.isArray(pinned) ? idsOf(pinned) : null,
      widths: widthsOf(widths),
    };
  } catch {
    return NO_LAYOUT;
  }
}

/** Null where nothing was arranged, so that nothing is kept. */
export function formatLayout(layout: TableLayout): string | null {
  return isArranged(layout) ? JSON.stringify({ v: VERSION, ...layout }) : null;
}

/** Whether other columns are shown than declared, or in another order than without any arrangement. */
export function isRearranged<C extends Arranged>(
  columns: readonly C[],
  { shown }: Pick<Arrangement<C>, 'shown'>,
): boolean {
  const declared = arrange(columns, NO_LAYOUT).shown;
  return shown.length !== declared.length || shown.some((column, at) => column !== declared[at]);
}

export function isArranged({ order, hidden, pinned, widths }: TableLayout): boolean {
  return order.length > 0 || hidden.length > 0 || pinned !== null || Object.keys(widths).length > 0;
}
