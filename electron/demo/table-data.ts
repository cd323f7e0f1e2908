import type { TableName } from '../warehouse/tables/names.js';

/** How a generated column holds its values: `date` as days since 1970-01-01, `timestamp` as UTC milliseconds. */
export type CellKind =
  'text' | 'int' | 'decimal' | 'bool' | 'date' | 'timestamp' | 'floats' | 'texts' | 'dates' | 'struct';

export type Cell = string | number | boolean | readonly number[] | readonly string[] | object | null;

export type ColumnKinds = Readonly<Record<string, CellKind>>;

type Row<K extends ColumnKinds> = { readonly [N in keyof K]: Cell };

/** Rows of one table, held by column because that is how they are loaded. Columns not named here stay NULL. */
export class TableData<K extends ColumnKinds = ColumnKinds> {
  readonly columns: { readonly [N in keyof K]: Cell[] };
  readonly #slots: readonly { readonly name: keyof K & string; readonly cells: Cell[] }[];
  #rows = 0;

  constructor(
    readonly table: TableName,
    readonly kinds: K,
  ) {
    this.#slots = Object.keys(kinds).map((name) => ({ name, cells: [] }));
    this.columns = Object.fromEntries(this.#slots.map(({ name, cells }) => [name, cells])) as unknown as {
      readonly [N in keyof K]: Cell[];
    };
  }

  get rowCount(): number {
    return this.#rows;
  }

  add(row: Row<K>): void {
    for (const slot of this.#slots) slot.cells.push(row[slot.name]);
    this.#rows += 1;
  }

  /** All rows at once, a column at a time: `cell` of each item, without a row in between. */
  addColumns<T>(items: readonly T[], cells: { readonly [N in keyof K]: (item: T) => Cell }): void {
    for (const slot of this.#slots) {
      const cell = cells[slot.name];
      for (const item of items) slot.cells.push(cell(item));
    }
    this.#rows += items.length;
  }
}
