import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { EVERYTHING, type TableQuery } from '../../shared/tables/table.js';
import type { TableScope } from '../../shared/tables/scope.js';
import { readsOfScope } from '../../shared/tables/scope-reads.js';
import { counted, formatCount } from '../format/numbers.js';
import { useClient } from '../store/context.js';
import { offerUndo } from '../store/undo.js';
import { ExportNote, useExport } from './ExportButton.js';
import { ExportTable } from './ExportTable.js';
import { Icon } from './Icon.js';
import type { Column } from './table-column.js';
import { describeFilter } from './table-query.js';

/** Longer than any cell; an export of what was found takes it too. */
const LONGEST_TEXT = 10_000;

export interface TableToolbarProps<T> {
  readonly label: string;
  readonly noun: string;
  readonly nouns?: string;
  readonly columns: readonly Column<T>[];
  readonly query: TableQuery;
  /** Null: rows cannot be searched or filtered. */
  readonly onQuery: ((query: TableQuery) => void) | null;
  /** Each letter typed into the search. */
  readonly onType: (search: string) => void;
  readonly shown: number;
  readonly total: number;
  readonly chosen: number;
  /** Rows are awaited or failed: there is nothing to count. */
  readonly quiet: boolean;
  readonly scope?: TableScope | undefined;
  /** What an export asks for: the query with what the screen itself leaves out. */
  readonly exportQuery: TableQuery;
  /** Leads from the search to the rows it found. */
  readonly toRows: () => void;
  /** Those shown, in their order, where somebody arranged them: an export then asks which it is to have. */
  readonly shownColumns: readonly string[] | null;
  readonly columnsMenu: ReactNode;
  readonly children?: ReactNode;
}

/** Above a table: search, the filters in words, what is counted, what can be done with the rows chosen, export. */
export function TableToolbar<T>(props: TableToolbarProps<T>): ReactNode {
  const { columns, query, onQuery, shown, total, scope } = props;
  const client = useClient();
  const { exported, write, dismiss } = useExport();
  const all = counted(total, props.noun, props.nouns);
  return (
    <div className="table-tools">
      <div className="toolbar" role="group" aria-label={`Tools of the table ${props.label}`}>
        {onQuery ? (
          <input
            className="input table-search"
            type="search"
            placeholder="Search"
            maxLength={LONGEST_TEXT}
            aria-label={`Search in ${props.label}`}
            value={query.search}
            onChange={(event) => {
              props.onType(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onQuery(query);
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              props.toRows();
            }}
          />
        ) : null}
        {onQuery
          ? query.filters.map((filter, index) => {
              const words = describeFilter(
                columns.find((column) => column.id === filter.column),
                filter,
              );
              return (
                <Button
                  key={`${filter.column} ${filter.op}`}
                  className="filter-chip"
                  aria-label={`Take away the filter ${words}`}
                  onPress={() => {
                    onQuery({ ...query, filters: query.filters.filter((_, at) => at !== index) });
                    offerUndo(`Filter taken away: ${words}`, () => {
                      onQuery(query);
                    });
                  }}
                >
                  <span className="clip">{words}</span>
                  <Icon name="cross" size={10} />
                </Button>
              );
            })
          : null}
        {onQuery && (query.filters.length > 1 || query.sort.length > 0) ? (
          <Button
            className="button quiet"
            onPress={() => {
              onQuery(EVERYTHING);
              offerUndo(`${props.label}: filters and order reset`, () => {
                onQuery(query);
              });
            }}
          >
            Reset
          </Button>
        ) : null}
        <span className="grow" />
        <span className="table-count num" role="status">
          {props.quiet ? '' : shown === total ? all : `${formatCount(shown)} of ${all}`}
          {props.chosen > 1 ? `, ${formatCount(props.chosen)} chosen` : ''}
        </span>
        {props.children}
        {props.columnsMenu}
        {scope ? (
          <ExportTable
            shown={props.shownColumns}
            isDisabled={exported.state === 'writing'}
            onExport={(chosen) => {
              const { filters, sort, search } = props.exportQuery;
              write(readsOfScope(scope), () =>
                client.export.table({
                  scope,
                  query: {
                    filters: filters.map((one) => ({ ...one, values: [...one.values] })),
                    sort: [...sort],
                    search,
                  },
                  columns: chosen === null ? null : [...chosen],
                }),
              );
            }}
          />
        ) : null}
      </div>
      <ExportNote exported={exported} noun="row" dismiss={dismiss} />
    </div>
  );
}
