import { memo, type ReactNode } from 'react';
import { alignOf, drawValue, type Column } from './table-column.js';

interface TableRowProps<T> {
  readonly row: T;
  readonly id: string;
  readonly index: number;
  readonly columns: readonly Column<T>[];
  readonly tone: string | undefined;
  readonly chosen: boolean;
  readonly current: boolean;
  /** The one row that Tab leads to. */
  readonly stop: boolean;
}

/** Text is cut off at a column's edge; what it is in full shows on hover. Cells drawn by a column say it themselves. */
function wholeText<T>(column: Column<T>, row: T): string | undefined {
  const value = column.type === 'text' && !column.cell ? column.value(row) : null;
  return value === null ? undefined : String(value);
}

function Row<T>(props: TableRowProps<T>): ReactNode {
  const { row, columns } = props;
  return (
    <tr
      data-row={props.id}
      data-index={props.index}
      data-tone={props.tone}
      aria-rowindex={props.index + 2}
      aria-selected={props.chosen}
      aria-current={props.current ? 'true' : undefined}
      tabIndex={props.stop ? 0 : -1}
    >
      {columns.map((column) => (
        <td key={column.id} data-align={alignOf(column)} tabIndex={-1} title={wholeText(column, row)}>
          {column.cell ? column.cell(row) : drawValue(column.type, column.value(row))}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when something of it changed: scrolling draws the rows that come into sight and no other. */
export const TableRow = memo(Row) as typeof Row;
