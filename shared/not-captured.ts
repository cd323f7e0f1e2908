import type { Feed, SeasonNotCaptured } from './lines.js';

export const FEED_NAMES: Readonly<Record<Feed, string>> = { odds_api: 'Odds API', bettingpros: 'BettingPros' };

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** What was not captured, when, and what follows for the gaps, in one sentence. */
export function notCapturedText({ season, feeds, from, to, dates, leftOut }: SeasonNotCaptured): string {
  const names = feeds.map((feed) => FEED_NAMES[feed]).join(' and ');
  const when = `${counted(dates, 'date', 'dates')}, ${from} to ${to}`;
  const said = `${names} ${feeds.length === 1 ? 'was' : 'were'} not captured in ${season}: no row in the whole season`;
  return feeds.length === 1
    ? `${said}, so the silence on ${when}, is no outage.`
    : `${said}. On ${when}, ${counted(leftOut, 'player and date', 'players and dates')} without a line in the store are not counted as gaps.`;
}
