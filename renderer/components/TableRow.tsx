import { memo, type CSSProperties, type ReactNode } from 'react';
import { DayText } from './DayText.js';
import { alignOf, drawValue, type Column } from './table-column.js';

interface TableRowProps<T> {
  readonly row: T;
  readonly id: string;
  readonly index: number;
  /** Pixels from the first row to this one. */
  readonly start: number;
  readonly columns: readonly Column<T>[];
  /** Where each pinned column begins; as many as are pinned. */
  readonly pins: readonly CSSProperties[];
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

/** What stands under each other in a column of dates are its digits. */
function plainCell<T>(column: Column<T>, row: T): ReactNode {
  const text = drawValue(column.type, column.value(row));
  return column.type === 'date' || column.type === 'timestamp' ? <DayText text={text} /> : text;
}

function Row<T>(props: TableRowProps<T>): ReactNode {
  const { row, columns, pins } = props;
  return (
    <tr
      role="row"
      data-row={props.id}
      data-index={props.index}
      data-tone={props.tone}
      aria-rowindex={props.index + 2}
      aria-selected={props.chosen}
      aria-current={props.current ? 'true' : undefined}
      tabIndex={props.stop ? 0 : -1}
      style={{ top: props.start }}
    >
      {columns.map((column, at) => {
        const pin = pins[at];
        return (
          <td
            key={column.id}
            role="gridcell"
            data-align={alignOf(column) === 'end' ? 'end' : undefined}
            data-pinned={pin === undefined ? undefined : at === pins.length - 1 ? 'last' : ''}
            style={pin}
            tabIndex={-1}
            title={wholeText(column, row)}
          >
            {column.cell ? column.cell(row) : plainCell(column, row)}
          </td>
        );
      })}
    </tr>
  );
}

/** Drawn again only when something of it changed: scrolling draws the rows that come into sight and no other. */
export const TableRow = memo(Row) as typeof Row;
