import type { ReactElement, ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { helpRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { GUIDE, GUIDE_PICTURES } from './guide.js';
import { linkSection, pictureName, sectionOf } from './guide-view.js';

/** The element of a section's heading. */
export const idOf = (section: string): string => `guide-${section}`;

function wordsOf(children: ReactNode): string {
  if (typeof children === 'string') return children;
  if (Array.isArray(children)) return children.map((child: ReactNode) => wordsOf(child)).join('');
  return '';
}

/** Headings can be gone to, links stay inside the guide, pictures are the page's own; all else is plain Markdown. */
const PARTS: Components = {
  h1: ({ children }) => <p className="guide-title">{children}</p>,
  h2: ({ children }) => (
    <h2 id={idOf(sectionOf(wordsOf(children)))} tabIndex={-1}>
      {children}
    </h2>
  ),
  h3: ({ children }) => (
    <h3 id={idOf(sectionOf(wordsOf(children)))} tabIndex={-1}>
      {children}
    </h3>
  ),
  a: ({ href, children }) => {
    const section = linkSection(href);
    return section === null ? <span>{children}</span> : <a href={formatRoute(helpRoute(section))}>{children}</a>;
  },
  img: ({ src, alt }) => {
    const address = typeof src === 'string' ? GUIDE_PICTURES.get(pictureName(src)) : undefined;
    return address === undefined ? <span className="muted">{alt}</span> : <img src={address} alt={alt ?? ''} />;
  },
  table: ({ children }) => (
    <div className="guide-scroll">
      <table className="mini">{children}</table>
    </div>
  ),
};

let tree: ReactElement | null = null;

/**
 * The guide as elements, read once in the life of the window: its Markdown takes longer to read than its elements to
 * draw, and never changes. Whoever has an idle moment before it is opened may ask for it.
 */
export function guideTree(): ReactElement {
  tree ??= Markdown({ children: GUIDE, remarkPlugins: [remarkGfm], components: PARTS });
  return tree;
}
