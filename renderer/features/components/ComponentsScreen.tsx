import { useRef, type ReactNode } from 'react';
import { COMPONENTS_SECTION, helpRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { ButtonsPart, FieldsPart, OverlaysPart } from './ControlsPart.js';
import { CalendarsPart, ChartsPart, PanesPart, TablesPart } from './DataPart.js';
import { FiguresPart, MessagesPart } from './MessagesPart.js';
import { ColoursPart, ScalesPart, ShapesPart } from './TokensPart.js';

import { ReadsPart } from './ReadsPart.js';
import type { Part } from './Sample.js';

const PARTS: readonly Part[] = [
  { id: 'colours', title: 'Colours', body: <ColoursPart /> },
  { id: 'scales', title: 'Type and spaces', body: <ScalesPart /> },
  { id: 'shapes', title: 'State shapes', body: <ShapesPart /> },
  { id: 'buttons', title: 'Buttons', body: <ButtonsPart /> },
  { id: 'fields', title: 'Fields', body: <FieldsPart /> },
  { id: 'overlays', title: 'Questions, menus, tabs', body: <OverlaysPart /> },
  { id: 'messages', title: 'Notes and waiting', body: <MessagesPart /> },
  { id: 'figures', title: 'Figures', body: <FiguresPart /> },
  { id: 'reads', title: 'Reads and exports', body: <ReadsPart /> },
  { id: 'tables', title: 'Tables', body: <TablesPart /> },
  { id: 'charts', title: 'Charts', body: <ChartsPart /> },
  { id: 'calendars', title: 'Calendars', body: <CalendarsPart /> },
  { id: 'panes', title: 'Panes', body: <PanesPart /> },
];

/** Every token and every component in every state, over fixed samples: what a new screen is put together from. */
export function ComponentsScreen(): ReactNode {
  const article = useRef<HTMLElement>(null);
  return (
    <div className="screen help">
      <header className="screen-head row">
        <h1>Components</h1>
        <p className="muted">What the console is made of, over samples. Nothing here reads or writes.</p>
        <span className="grow" />
        <a className="button" href={formatRoute(helpRoute())}>
          Operators’ guide
        </a>
      </header>
      <div className="help-split">
        <nav className="help-contents" aria-label="Contents">
          <ol>
            {PARTS.map((part) => (
              <li key={part.id} data-level="2">
                <a
                  href={formatRoute(helpRoute(COMPONENTS_SECTION))}
                  onClick={(event) => {
                    event.preventDefault();
                    const heading = article.current?.querySelector(`#part-${part.id}`);
                    if (!(heading instanceof HTMLElement)) return;
                    heading.scrollIntoView({ block: 'start' });
                    heading.focus({ preventScroll: true });
                  }}
                >
                  {part.title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <article className="guide component-page" ref={article} aria-label="Components" tabIndex={0}>
          {PARTS.map((part) => (
            <section key={part.id} aria-labelledby={`part-${part.id}`}>
              <h2 id={`part-${part.id}`} tabIndex={-1}>
                {part.title}
              </h2>
              {part.body}
            </section>
          ))}
        </article>
      </div>
    </div>
  );
}
