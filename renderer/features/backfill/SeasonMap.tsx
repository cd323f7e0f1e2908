import { useMemo, type ReactNode } from 'react';
import type { CalendarDay } from '../../../shared/console.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { formatShare } from '../../../shared/coverage.js';
import { Heatmap } from '../../components/Heatmap.js';
import { NEVER_STORED, type Look } from '../../components/states.js';
import { counted, describeShare } from '../../format/numbers.js';
import { failsMatchCheck } from '../../components/range/presets.js';

const LOOKS = {
  ok: { icon: 'check', word: 'match rate 80 % or more', tone: 'ok' },
  fails: { icon: 'cross', word: 'below 80 %', tone: 'bad' },
  empty: { icon: 'ring', word: 'no rows stored', tone: 'warn' },
  bootstrap: NEVER_STORED,
  future: { icon: 'dot', word: 'not played yet', tone: 'idle' },
} as const satisfies Record<string, Look>;

function lookOf(day: CalendarDay | undefined, today: GameDate): Look | null {
  if (!day || day.games === 0) return null;
  // Today's games are not over: that they have no rows is nothing amiss.
  if (day.date > today || (day.date === today && day.storedRows === 0)) return LOOKS.future;
  if (day.storedRows === 0) return day.bootstrap ? LOOKS.bootstrap : LOOKS.empty;
  return failsMatchCheck(day) ? LOOKS.fails : LOOKS.ok;
}

function describe(day: CalendarDay | undefined): string {
  if (!day || day.games === 0) return 'no games';
  const match = `match rate ${formatShare(day.match)} (${describeShare(day.match, 'players with a raw line')})`;
  return `${counted(day.games, 'game')}, ${counted(day.storedRows, 'row')} stored, ${match}`;
}

/** The season as the store has it, to choose a range in: a day, then with Shift the other end. */
export function SeasonMap(props: {
  readonly calendar: readonly CalendarDay[];
  readonly today: GameDate;
  readonly from: GameDate | null;
  readonly to: GameDate | null;
  readonly onChange: (from: GameDate, to: GameDate) => void;
}): ReactNode {
  const { calendar, from, to, today } = props;
  const byDate = useMemo(() => new Map(calendar.map((day) => [day.date, day])), [calendar]);
  const legend = useMemo(() => {
    const shown = new Set(calendar.map((day) => lookOf(day, today)));
    return Object.values(LOOKS).filter((look) => shown.has(look));
  }, [calendar, today]);
  const first = calendar.find((day) => day.games > 0);
  const last = calendar.at(-1);
  if (!first || !last) return null;
  const range: DateRange = { from: first.date, to: last.date };
  return (
    <Heatmap
      label="Season"
      range={range}
      lookOf={(date) => lookOf(byDate.get(date), today)}
      describe={(date) => describe(byDate.get(date))}
      selected={from}
      within={from !== null && to !== null ? { from, to } : null}
      onSelect={(date, anchor) => {
        if (date < anchor) props.onChange(date, anchor);
        else props.onChange(anchor, date);
      }}
      legend={legend}
    />
  );
}
