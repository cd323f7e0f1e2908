import type { ReactNode } from 'react';
import { bookName } from '../format/books.js';

/** A book by its name; as the feed spells it on hover. */
export function BookText(props: { readonly book: string | null }): ReactNode {
  const { book } = props;
  if (book === null) return '–';
  const name = bookName(book);
  return <span title={name === book ? name : `${name}: ${book} in the feed`}>{name}</span>;
}
