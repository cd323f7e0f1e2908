import type { Route } from '../../address/routes.js';

export interface GuideHeading {
  /** 1 is the title of the guide. */
  readonly level: number;
  readonly text: string;
  /** As it stands in addresses: `is-the-store-healthy`. */
  readonly section: string;
}

/** The anchor of a heading by the rule of the places where Markdown is read: lower case, blanks become hyphens. */
export function sectionOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The headings of a Markdown text in their order; what stands in fenced code is none. */
export function headingsOf(markdown: string): readonly GuideHeading[] {
  let fenced = false;
  return markdown.split('\n').flatMap((line): GuideHeading[] => {
    if (line.startsWith('```')) fenced = !fenced;
    const found = fenced ? null : /^(#{1,4}) (.+?)#*$/.exec(line);
    const [, marks, words] = found ?? [];
    if (marks === undefined || words === undefined) return [];
    const text = words.replaceAll(/[`*]/g, '').trim();
    return [{ level: marks.length, text, section: sectionOf(text) }];
  });
}

/** Where the guide speaks of a screen; a test holds each to a heading of docs/operators.md. */
export const HELP_SECTIONS: Readonly<Record<Exclude<Route['screen'], 'help'>, string>> = {
  overview: 'is-the-store-healthy',
  backfill: 'the-job-in-the-window',
  runs: 'after-a-crash',
  run: 'when-a-date-is-blocked',
  coverage: 'see-every-gap',
  gaps: 'see-every-gap',
  player: 'see-every-gap',
  diff: 'where-a-line-got-lost',
  checks: 'is-the-store-healthy',
  'root-cause': 'where-a-line-got-lost',
  settings: 'settings',
};

/** The section that helps with a view. */
export function helpFor(route: Route): string | null {
  if (route.screen === 'help') return route.section;
  // Within a screen the part that is open.
  if (route.screen === 'run' && route.tab === 'progress' && route.date === null) return 'the-job-in-the-window';
  return HELP_SECTIONS[route.screen];
}

/** Name of a picture as the guide writes it (`pictures/plan.png`): `plan.png`. */
export function pictureName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** A link inside the guide, or null for one that would leave the console, which has no network. */
export function linkSection(href: string | undefined): string | null {
  return href?.startsWith('#') === true && href.length > 1 ? href.slice(1) : null;
}
