import type { RunSummary } from '../../../shared/backfill.js';
import type { ChangeNote } from '../../../shared/checks.js';
import { daysBetween, isGameDate, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { TIMELINE } from '../../../shared/timeline.js';
import type { FlowRow, SourceRow, StoreFacts } from '../readings.js';
import { plural } from '../result.js';
import { silencesOf, SOURCES, sourceStates, type SourceDay } from '../silent-sources.js';
import type { WriterTraces } from './writers.js';

/** Rows written this many days after their games were not written by the daily run. */
const LATE_DAYS = 3;

/** A single small date with few rows can carry the other form of ids. */
const HOLD_DATES = 3;

interface Told {
  readonly date: GameDate;
  readonly told: string | null;
}

/**
 * Dates on which something told of the dates becomes another and stays so for `hold` dates that tell; dates that do not
 * tell are passed over.
 */
function switches(
  days: readonly Told[],
  hold = 1,
): readonly { readonly date: GameDate; readonly from: string; readonly to: string }[] {
  const telling = days.filter(({ told }) => told !== null);
  const found: { date: GameDate; from: string; to: string }[] = [];
  let last = telling[0]?.told ?? null;
  for (const [index, { date, told }] of telling.entries()) {
    if (told === null || last === null || told === last) continue;
    const following = telling.slice(index, index + hold);
    if (following.length < hold || following.some((day) => day.told !== told)) continue;
    found.push({ date, from: last, to: told });
    last = told;
  }
  return found;
}

export function writerChanges(traces: readonly WriterTraces[]): readonly ChangeNote[] {
  const sources = switches(traces.map(({ date, linesFrom }) => ({ date, told: linesFrom })));
  const lists = switches(traces.map(({ date, listedBy }) => ({ date, told: listedBy })));
  return [
    ...sources.map(({ date, from, to }): ChangeNote => ({
      date,
      kind: 'writer',
      text: `store rows take their lines from the ${to}, before from the ${from}`,
    })),
    ...lists.map(({ date, from, to }): ChangeNote => ({
      date,
      kind: 'writer',
      text: `store rows are listed by the ${to}, before by the ${from}`,
    })),
  ];
}

/** Stretches of dates whose rows were all written long after their games, on one and the same day. */
export function rebuiltStretches(store: readonly StoreFacts[]): readonly ChangeNote[] {
  const days = store.flatMap((row): Told[] => {
    const written = row.last_written?.slice(0, 10);
    if (row.game_date === null || written === undefined || !isGameDate(written)) return [];
    return [{ date: row.game_date, told: daysBetween(row.game_date, written) > LATE_DAYS ? written : null }];
  });
  const stretches: { from: GameDate; to: GameDate; dates: number; written: string }[] = [];
  let previous: string | null = null;
  for (const { date, told } of days) {
    const last = stretches.at(-1);
    if (told !== null && told === previous && last !== undefined) {
      last.to = date;
      last.dates += 1;
    } else if (told !== null) stretches.push({ from: date, to: date, dates: 1, written: told });
    previous = told;
  }
  return stretches.map(({ from, to, dates, written }) => ({
    date: from,
    kind: 'writer',
    text: `${plural(dates, 'date')} up to ${to} stand as they were written on ${written}, long after the games`,
  }));
}

export function runChanges(runs: readonly RunSummary[], range: DateRange): readonly ChangeNote[] {
  return runs
    .filter(({ options, counts }) => options.from <= range.to && options.to >= range.from && counts.done > 0)
    .map(({ id, options, counts, startedAt }) => ({
      date: options.from < range.from ? range.from : options.from,
      kind: 'run',
      text:
        `run ${id} of ${startedAt.slice(0, 10)} wrote ${plural(counts.done, 'date')} from ${options.from} to ${options.to}, ` +
        `${options.mode} mode, ${options.lines} lines`,
    }));
}

/** Feeds that fall silent or speak again, and the day the Odds API changes the form of its game ids. */
export function sourceChanges(
  bySource: ReadonlyMap<string, readonly SourceDay[]>,
  rows: readonly SourceRow[],
): readonly ChangeNote[] {
  const outages = [...bySource].flatMap(([source, days]) => {
    const last = days.at(-1)?.date;
    return silencesOf(source, sourceStates(days)).flatMap(({ from, to, dates }): ChangeNote[] => {
      const name = SOURCES[source] ?? source;
      const until = dates === 1 ? '' : to === last ? ', to the end' : `, to ${to}`;
      const text = `${name}: no row on ${plural(dates, 'game date')}${until}`;
      const silent: ChangeNote = { date: from, kind: 'source', text };
      const again = days.find(({ date }) => date > to)?.date;
      if (again === undefined || dates === 1) return [silent];
      return [
        silent,
        { date: again, kind: 'source', text: `${name}: rows from here, after ${plural(dates, 'game date')} without` },
      ];
    });
  });
  const ids = rows
    .filter((row) => row.source === 'odds_api' && row.game_date !== null && (row.row_count ?? 0) > 0)
    .map((row): Told => ({
      date: row.game_date as GameDate,
      told: (row.ten_digit_ids ?? 0) * 2 > (row.row_count ?? 0) ? 'ten-digit' : 'date',
    }));
  return [
    ...outages,
    ...switches(ids, HOLD_DATES).map(({ date, from, to }): ChangeNote => ({
      date,
      kind: 'source',
      text: `Odds API rows carry game ids in the ${to} form, before in the ${from} form, by which the context looks lines up`,
    })),
  ];
}

/** Dates whose whole context has no line although raw lines are there: a look-up that failed (domain: vegas trap 9). */
export function contextChanges(flow: readonly FlowRow[]): readonly ChangeNote[] {
  return flow.flatMap((row): ChangeNote[] =>
    row.game_date !== null &&
    (row.context_lines ?? 0) === 0 &&
    (row.listed_in_context ?? 0) > 0 &&
    (row.raw_players ?? 0) > 0
      ? [
          {
            date: row.game_date,
            kind: 'context',
            text: `no context row has a line although ${plural(row.raw_players ?? 0, 'player')} have one in the raw tables: the look-up failed`,
          },
        ]
      : [],
  );
}

export function events(range: DateRange): readonly ChangeNote[] {
  return TIMELINE.filter(({ date }) => date >= range.from && date <= range.to).map(({ date, text }) => ({
    date,
    kind: 'event',
    text,
  }));
}
