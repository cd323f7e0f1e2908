import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGameDate } from '../../../shared/game-date.js';
import { formatRoute, parseRoute } from '../../../renderer/address/address.js';
import { gapsRoute, helpRoute, runRoute } from '../../../renderer/address/routes.js';
import { ERROR_SECTIONS } from '../../../renderer/components/error-help.js';
import {
  headingsOf,
  helpFor,
  HELP_SECTIONS,
  linkSection,
  sectionOf,
} from '../../../renderer/features/help/guide-view.js';
import { placesOf } from '../../../renderer/features/help/text-search.js';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const GUIDE = readFileSync(join(DOCS, 'operators.md'), 'utf8');
const SECTIONS = headingsOf(GUIDE).map(({ section }) => section);

describe('the guide', () => {
  it.each(Object.entries(HELP_SECTIONS))('has the section that helps with %s: %s', (_screen, section) => {
    expect(SECTIONS).toContain(section);
  });

  it.each(Object.entries(ERROR_SECTIONS))('has the section that says more about %s: %s', (_code, section) => {
    expect(SECTIONS).toContain(section);
  });

  it('names no section twice, so that an address leads to one place', () => {
    expect(SECTIONS.toSorted()).toEqual([...new Set(SECTIONS)].toSorted());
  });

  it('links to sections of its own that exist', () => {
    const links = [...GUIDE.matchAll(/\]\((#[^)]+)\)/g)].map(([, href]) => linkSection(href));
    expect(links.length).toBeGreaterThan(0);
    for (const section of links) expect(SECTIONS).toContain(section);
  });

  it('shows pictures that exist, of a kind that the page serves', () => {
    const pictures = [...GUIDE.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) {
      expect(path).toMatch(/^pictures\/[a-z0-9-]+\.png$/);
      expect(existsSync(join(DOCS, path))).toBe(true);
    }
  });
});

describe('headings', () => {
  it('are those outside of code, with the anchors that readers of Markdown give them', () => {
    const text = ['# Title', '## Is `check` *ok*, now?', '```', '## not one', '```', '### C5: 3 % left'].join('\n');
    expect(headingsOf(text)).toEqual([
      { level: 1, text: 'Title', section: 'title' },
      { level: 2, text: 'Is check ok, now?', section: 'is-check-ok-now' },
      { level: 3, text: 'C5: 3 % left', section: 'c5-3--left' },
    ]);
    expect(sectionOf('When a date is blocked')).toBe('when-a-date-is-blocked');
  });

  it('are where the help of a view leads; within the help it stays where it is', () => {
    expect(helpFor(gapsRoute())).toBe('see-every-gap');
    expect(helpFor(helpRoute('settings'))).toBe('settings');
    expect(SECTIONS).toContain(helpFor(runRoute('r')));
    expect(helpFor(runRoute('r', 'progress', parseGameDate('2026-01-12', 'test')))).toBe('when-a-date-is-blocked');
  });
});

describe('the address of the help', () => {
  it.each([null, 'after-a-crash'])('%s leads back to the same section', (section) => {
    expect(parseRoute(formatRoute(helpRoute(section)))).toEqual(helpRoute(section));
  });

  it('drops what is no section', () => {
    expect(parseRoute('#/help/%3Cimg%3E')).toEqual(helpRoute(null));
  });
});

it.each([undefined, '#', 'https://example.com', 'architecture.md', '//host#words'])('%s leaves the guide', (href) => {
  expect(linkSection(href)).toBeNull();
});

describe('finding in the guide', () => {
  it('finds every place in any case, without accents, from two letters on', () => {
    expect(placesOf('Plan the plan, PLÁN', 'plan')).toEqual([
      { start: 0, end: 4 },
      { start: 9, end: 13 },
      { start: 15, end: 19 },
    ]);
    expect(placesOf('Plan', 'p')).toEqual([]);
    expect(placesOf('aaaa', 'aa')).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ]);
  });

  it('keeps to the letters as they stand where folding would move them', () => {
    // A decomposed accent is a letter of its own until it is folded away.
    expect(placesOf('e\u0301 plan', 'plan')).toEqual([{ start: 3, end: 7 }]);
  });
});
