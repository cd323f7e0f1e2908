import type { CalendarDay } from '../../../shared/console.js';
import { ratioOf } from '../../../shared/coverage.js';
import { addDays, seasonYearOf, type DateRange, type GameDate } from '../../../shared/game-date.js';

export interface Preset {
  readonly id: 'season' | 'month' | 'week' | 'incident' | 'failing';
  readonly label: string;
  /** What it covers, in a sentence, or why it cannot be used now. */
  readonly hint: string;
  readonly range: DateRange | null;
}

/** C5 alerts below this share of matched players (domain: vegas section 8). */
export const MATCH_ALERT = 0.8;

/** True when C5 fails for the day; a day without raw lines has nothing to match and cannot fail. */
export function failsMatchCheck(day: CalendarDay): boolean {
  const ratio = ratioOf(day.match);
  return day.games > 0 && !day.bootstrap && ratio !== null && ratio < MATCH_ALERT;
}

function spanOf(days: readonly CalendarDay[]): DateRange | null {
  const first = days[0];
  const last = days.at(-1);
  return first && last ? { from: first.date, to: last.date } : null;
}

/** The same ranges by their dates alone, while the calendar has not been read. */
function presetsByDate(today: GameDate): readonly Preset[] {
  const season = seasonYearOf(today);
  const yesterday = addDays(today, -1);
  const until = (from: string, to: string = yesterday): DateRange | null =>
    from <= to ? { from: from as GameDate, to: to as GameDate } : null;
  const february = `${season + 1}-02-28`;
  const hint = 'By its dates: the calendar has not been read.';
  return [
    {
      id: 'incident',
      label: 'November to February',
      hint,
      range: until(`${season}-11-01`, february < yesterday ? february : yesterday),
    },
    { id: 'season', label: 'Season to date', hint, range: until(`${season}-10-01`) },
    { id: 'month', label: 'This month', hint, range: until(`${today.slice(0, 7)}-01`) },
    { id: 'week', label: 'Last 7 days', hint, range: until(addDays(today, -7)) },
  ];
}

/**
 * Ranges offered beside the picker. `days` is the known calendar in date order, null while it has not been read. Every preset ends yesterday at the
 * latest: today's games are not played, and until they are they belong to production mode.
 */
export function presetsFor(days: readonly CalendarDay[] | null, today: GameDate): readonly Preset[] {
  if (days === null) return presetsByDate(today);
  const season = seasonYearOf(today);
  const played = days.filter((day) => day.games > 0 && day.date < today && seasonYearOf(day.date) === season);
  const rebuildable = played.filter((day) => !day.bootstrap);
  const failing = rebuildable.filter(failsMatchCheck);
  const monthStart = `${today.slice(0, 7)}-01` as GameDate;
  const weekStart = addDays(today, -7);
  const inMonth = rebuildable.filter((day) => day.date >= monthStart);
  const inWeek = rebuildable.filter((day) => day.date >= weekStart);
  // The store was emptied of lines from November on; it was understood on the night of 31 January (vegas section 10).
  const incident = rebuildable.filter((day) => day.date >= `${season}-11-01` && day.date <= `${season + 1}-02-28`);
  const nothing = 'No game dates to rebuild in it.';
  return [
    {
      id: 'incident',
      label: 'November to February',
      hint:
        incident.length > 0
          ? 'First date after the season’s first 14 days, to the last game played, February at the latest.'
          : nothing,
      range: spanOf(incident),
    },
    {
      id: 'failing',
      label: `Dates that fail the check${days.length === 0 ? '' : ` (${failing.length})`}`,
      hint:
        failing.length > 0
          ? `From the first to the last date on which fewer than 80 % of players with a raw line have it in the store.`
          : 'No date of the season is below 80 %.',
      range: spanOf(failing),
    },
    {
      id: 'season',
      label: 'Season to date',
      hint: played.length > 0 ? 'Every game date before today.' : nothing,
      range: spanOf(played),
    },
    {
      id: 'month',
      label: 'This month',
      hint: inMonth.length > 0 ? `${today.slice(0, 7)} so far.` : nothing,
      range: spanOf(inMonth),
    },
    {
      id: 'week',
      label: 'Last 7 days',
      hint: inWeek.length > 0 ? `${weekStart} to ${addDays(today, -1)}.` : nothing,
      range: spanOf(inWeek),
    },
  ];
}
