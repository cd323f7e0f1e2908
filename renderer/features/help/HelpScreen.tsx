import { useEffect, useRef, type ReactNode } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { COMPONENTS_SECTION, helpRoute, LICENCES_SECTION, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { Icon } from '../../components/Icon.js';
import { counted } from '../../format/numbers.js';
import { GUIDE_HEADINGS } from './guide.js';
import { guideTree, idOf } from './guide-tree.js';
import { useSectionInSight } from './use-section-in-sight.js';
import { useTextSearch, type TextSearch } from './use-text-search.js';

type HelpRoute = Extract<Route, { screen: 'help' }>;

const CONTENTS = GUIDE_HEADINGS.filter(({ level }) => level === 2 || level === 3);
const CONTENTS_IDS = CONTENTS.map(({ section }) => idOf(section));

/** The operators' guide, at the section that the address names. */
export function HelpScreen(props: { readonly route: HelpRoute }): ReactNode {
  const { section } = props.route;
  const article = useRef<HTMLElement>(null);
  const search = useTextSearch(article);
  const opened = useRef(false);
  const seen = useSectionInSight(article, CONTENTS_IDS);
  const contents = useRef<HTMLElement>(null);

  useEffect(() => {
    const first = !opened.current;
    opened.current = true;
    // It opens at its top: going there would only have all of it laid out before anything is seen.
    if (first && section === null) return;
    const heading = section === null ? null : article.current?.querySelector(`#${CSS.escape(idOf(section))}`);
    if (heading instanceof HTMLElement) {
      heading.scrollIntoView({ block: 'start' });
      heading.focus({ preventScroll: true });
    } else article.current?.scrollTo({ top: 0 });
  }, [section]);

  useEffect(() => {
    contents.current?.querySelector('[data-seen]')?.scrollIntoView({ block: 'nearest' });
  }, [seen]);

  return (
    <div className="screen help">
      <header className="screen-head row">
        <h1>Help</h1>
        <SearchInGuide search={search} />
      </header>
      <div className="help-split">
        <nav className="help-contents" aria-label="Contents" ref={contents}>
          <ol>
            {CONTENTS.map((heading) => (
              <li key={heading.section} data-level={heading.level}>
                <a
                  href={formatRoute(helpRoute(heading.section))}
                  aria-current={heading.section === section ? 'location' : undefined}
                  data-seen={idOf(heading.section) === seen || undefined}
                >
                  {heading.text}
                </a>
              </li>
            ))}
            <li data-level="2">
              <a href={formatRoute(helpRoute(LICENCES_SECTION))}>Licences</a>
            </li>
            <li data-level="2">
              <a href={formatRoute(helpRoute(COMPONENTS_SECTION))}>Components</a>
            </li>
          </ol>
        </nav>
        <article className="guide" ref={article} aria-label="Operators’ guide" tabIndex={0}>
          {guideTree()}
        </article>
      </div>
    </div>
  );
}

function SearchInGuide(props: { readonly search: TextSearch }): ReactNode {
  const { search } = props;
  return (
    <div className="row help-search" role="search">
      <SearchField
        aria-label="Find in the guide"
        value={search.typed}
        onChange={search.type}
        onSubmit={() => {
          search.step(1);
        }}
      >
        <Input className="input" placeholder="Find in the guide" />
      </SearchField>
      <Button
        className="button icon-button"
        aria-label="Previous place"
        isDisabled={search.count === 0}
        onPress={() => {
          search.step(-1);
        }}
      >
        <Icon name="up" />
      </Button>
      <Button
        className="button icon-button"
        aria-label="Next place"
        isDisabled={search.count === 0}
        onPress={() => {
          search.step(1);
        }}
      >
        <Icon name="down" />
      </Button>
      <span className="muted num" role="status">
        {search.typed.trim().length < 2
          ? ''
          : search.at > 0
            ? `${search.at} of ${search.count}`
            : search.count === 0
              ? 'not found'
              : counted(search.count, 'place')}
      </span>
    </div>
  );
}
