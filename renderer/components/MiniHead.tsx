import type { ReactNode } from 'react';

export interface MiniColumn {
  readonly label: string;
  /** Numbers stand at the end of their column, and so does their head. */
  readonly end?: boolean;
  readonly title?: string | undefined;
}

/** The head of a small table; a text alone is a column that begins at its start. */
export function MiniHead(props: { readonly columns: readonly (string | MiniColumn)[] }): ReactNode {
  return (
    <thead>
      <tr>
        {props.columns.map((one) => {
          const { label, end = false, title } = typeof one === 'string' ? { label: one } : one;
          return (
            <th key={label} scope="col" data-align={end ? 'end' : undefined} title={title}>
              {label}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
