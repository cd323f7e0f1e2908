import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { EVERYTHING, type TableQuery } from '../../shared/tables/table.js';
import type { TableScope } from '../../shared/tables/scope.js';
import { counted, formatCount } from '../format/numbers.js';
import { useClient } from '../store/context.js';
import { offerUndo } from '../store/undo.js';
import { ExportNote, useExport } from './ExportButton.js';
import { Icon } from './Icon.js';
import type { Column } from './table-column.js';
import { describeFilter } from './table-query.js';

const TYPING_PAUSE_MS = 150;

export interface TableToolbarProps<T> {
  readonly label: string;
  readonly noun: string;
  readonly nouns?: string;
  readonly columns: readonly Column<T>[];
  readonly query: TableQuery;
  /** Null: rows cannot be searched or filtered. */
  readonly onQuery: ((query: TableQuery) => void) | null;
  readonly shown: number;
  readonly total: number;
  readonly chosen: number;
  readonly scope?: TableScope | undefined;
  /** What an export asks for: the query with what the screen itself leaves out. */
  readonly exportQuery: TableQuery;
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
          <SearchBox
            label={`Search in ${props.label}`}
            value={query.search}
            onChange={(search) => {
              onQuery({ ...query, search });
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
          {shown === total ? all : `${formatCount(shown)} of ${all}`}
          {props.chosen > 1 ? `, ${formatCount(props.chosen)} chosen` : ''}
        </span>
        {props.children}
        {scope ? (
          <Button
            className="button"
            isDisabled={exported.state === 'writing'}
            onPress={() => {
              const { filters, sort, search } = props.exportQuery;
              write(() =>
                client.export.table({
                  scope,
                  query: {
                    filters: filters.map((one) => ({ ...one, values: [...one.values] })),
                    sort: [...sort],
                    search,
                  },
                }),
              );
            }}
          >
            Export…
          </Button>
        ) : null}
      </div>
      <ExportNote exported={exported} noun="row" dismiss={dismiss} />
    </div>
  );
}

/** Waits for a pause in typing, so that a long table is not filtered for every letter. */
function SearchBox(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const { value, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      onChange(typed);
      setTyped(null);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, onChange]);
  return (
    <input
      className="input table-search"
      type="search"
      placeholder="Search"
      aria-label={props.label}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || typed === null) return;
        onChange(typed);
        setTyped(null);
      }}
    />
  );
}
