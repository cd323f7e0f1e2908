import { useMemo, useState, type ReactNode, type RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { isGameDate } from '../../shared/game-date.js';
import type { FilterOp, TableQuery } from '../../shared/tables/table.js';
import { formatCount } from '../format/numbers.js';
import { ActionButton } from './ActionButton.js';
import type { Column } from './table-column.js';
import { facetsOf, filtersOf, filterWith, withFilter, withFilters, wordOf } from './table-query.js';

interface FilterMenuProps<T> {
  readonly column: Column<T>;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
}

/** The filters of one column, opened beside the button in its header. */
export function FilterPopover<T>(
  props: FilterMenuProps<T> & {
    readonly trigger: RefObject<HTMLElement | null>;
    readonly onClose: () => void;
  },
): ReactNode {
  const { column } = props;
  return (
    <Popover
      className="popover filter-popover"
      placement="bottom start"
      triggerRef={props.trigger}
      isOpen
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Dialog className="filter-dialog" aria-label={`Filter ${column.header}`}>
        <FilterFields {...props} />
      </Dialog>
    </Popover>
  );
}

function FilterFields<T>(props: FilterMenuProps<T>): ReactNode {
  const { column, columns, rows, query, onQuery } = props;
  const set = (op: FilterOp, values: readonly string[] | null): void => {
    onQuery(withFilter(query, column.id, op, values));
  };
  const presence = filterWith(query, column.id, 'empty')
    ? 'empty'
    : filterWith(query, column.id, 'notEmpty')
      ? 'notEmpty'
      : 'any';
  const bounded = column.type !== 'text' && column.type !== 'boolean';
  return (
    <>
      <p className="filter-title">{column.header}</p>
      {column.title ? <p className="hint filter-hint">{column.title}</p> : null}
      {bounded ? <Bounds column={column} query={query} set={set} /> : null}
      {column.type === 'text' || column.type === 'boolean' ? (
        <Values column={column} columns={columns} rows={rows} query={query} set={set} />
      ) : null}
      {column.type === 'text' && column.choices === undefined ? (
        <TextField
          label="Contains"
          value={filterWith(query, column.id, 'contains')?.values[0] ?? ''}
          onChange={(text) => {
            set('contains', text === '' ? null : [text]);
          }}
        />
      ) : null}
      <label className="filter-field">
        <span className="field-label">Value</span>
        <select
          className="input"
          value={presence}
          onChange={(event) => {
            const rest = filtersOf(query, column.id).filter((one) => one.op !== 'empty' && one.op !== 'notEmpty');
            const op = event.target.value;
            const more = op === 'empty' || op === 'notEmpty' ? [{ column: column.id, op, values: [] } as const] : [];
            onQuery(withFilters(query, column.id, [...rest, ...more]));
          }}
        >
          <option value="any">there or not</option>
          <option value="notEmpty">only with a value</option>
          <option value="empty">only without a value</option>
        </select>
      </label>
      <ActionButton
        className="button"
        isDisabled={filtersOf(query, column.id).length === 0}
        onPress={() => {
          onQuery(withFilters(query, column.id, []));
        }}
      >
        Clear
      </ActionButton>
    </>
  );
}

type SetFilter = (op: FilterOp, values: readonly string[] | null) => void;

function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problem?: string | null;
  readonly placeholder?: string;
}): ReactNode {
  return (
    <label className="filter-field">
      <span className="field-label">{props.label}</span>
      <input
        className="input"
        type="text"
        maxLength={10_000}
        value={props.value}
        placeholder={props.placeholder}
        aria-invalid={props.problem ? true : undefined}
        onChange={(event) => {
          props.onChange(event.target.value);
        }}
      />
      {props.problem ? (
        <span className="filter-problem" role="alert">
          {props.problem}
        </span>
      ) : null}
    </label>
  );
}

/** Two inclusive ends. What cannot be a bound is said beside its field and does not filter. */
function Bounds<T>(props: {
  readonly column: Column<T>;
  readonly query: TableQuery;
  readonly set: SetFilter;
}): ReactNode {
  const { column, query } = props;
  return (
    <div className="filter-bounds">
      <Bound key="atLeast" label="At least" op="atLeast" column={column} query={query} set={props.set} />
      <Bound key="atMost" label="At most" op="atMost" column={column} query={query} set={props.set} />
    </div>
  );
}

function Bound<T>(props: {
  readonly label: string;
  readonly op: 'atLeast' | 'atMost';
  readonly column: Column<T>;
  readonly query: TableQuery;
  readonly set: SetFilter;
}): ReactNode {
  const { column, op } = props;
  const standing = filterWith(props.query, column.id, op)?.values[0] ?? '';
  // A bound half typed is kept here; the filter has only whole ones.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? standing;
  const date = column.type === 'date' || column.type === 'timestamp';
  const good = (value: string): boolean =>
    date ? isGameDate(value) : value.trim() !== '' && Number.isFinite(Number(value));
  const problem =
    text === '' || good(text) ? null : date ? 'A date like 2026-01-31.' : 'A number, with a point for decimals.';
  return (
    <TextField
      label={column.type === 'percent' ? `${props.label} (%)` : props.label}
      value={text}
      placeholder={date ? '2026-01-31' : ''}
      problem={problem}
      onChange={(value) => {
        setTyped(value);
        if (value === '') props.set(op, null);
        else if (good(value)) props.set(op, [value.trim()]);
      }}
    />
  );
}

function Values<T>(props: {
  readonly column: Column<T>;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly query: TableQuery;
  readonly set: SetFilter;
}): ReactNode {
  const { column, columns, rows, query } = props;
  const facets = useMemo(() => facetsOf(rows, columns, query, column), [rows, columns, query, column]);
  const chosen = filterWith(query, column.id, 'is')?.values ?? [];
  if (facets === null) return null;
  return (
    <ul className="filter-values" aria-label={`Values of ${column.header}`}>
      {facets.map((facet) => (
        <li key={facet.value}>
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(facet.value)}
              onChange={(event) => {
                const next = event.target.checked
                  ? [...chosen, facet.value]
                  : chosen.filter((value) => value !== facet.value);
                props.set('is', next.length === 0 ? null : next);
              }}
            />
            <span className="clip" title={wordOf(column, facet.value)}>
              {wordOf(column, facet.value)}
            </span>
            <span className="num muted">{formatCount(facet.rows)}</span>
          </label>
        </li>
      ))}
      {facets.length === 0 ? <li className="muted">No values in the rows shown.</li> : null}
    </ul>
  );
}
