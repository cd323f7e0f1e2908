import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { formatMonth, speakDay } from '../format/dates.js';
import { stepDay, weeksOf } from './heatmap-layout.js';
import { Icon } from './Icon.js';
import type { Look } from './states.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export interface HeatmapProps {
  readonly label: string;
  readonly range: DateRange;
  /** Null: nothing to tell about the day, such as a day without games. */
  readonly lookOf: (date: GameDate) => Look | null;
  /** What is said and shown on hover beside the date. */
  readonly describe: (date: GameDate) => string;
  readonly selected: GameDate | null;
  /** `extend` is true with Shift held: from the day chosen before to this one. */
  readonly onSelect: (date: GameDate, extend: boolean) => void;
  /** Days drawn as belonging to a chosen range. */
  readonly within?: DateRange | null;
  readonly legend?: readonly Look[];
  /** Larger days, where the calendar is what the screen is about. */
  readonly large?: boolean;
}

/** The range as a calendar of small cells: one Tab stop, then arrow keys. */
export function Heatmap(props: HeatmapProps): ReactNode {
  const { range, selected, within } = props;
  const grid = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(range);
  // Where the keyboard is, as long as the day chosen is the one it set out from: a range grows away from its start.
  const [cursor, setCursor] = useState<{ readonly date: GameDate; readonly under: GameDate | null } | null>(null);
  const inside = (date: GameDate): boolean => date >= range.from && date <= range.to;
  const stop =
    cursor !== null && cursor.under === selected && inside(cursor.date)
      ? cursor.date
      : selected !== null && inside(selected)
        ? selected
        : range.from;

  function choose(date: GameDate, extend: boolean): void {
    setCursor({ date, under: selected });
    props.onSelect(date, extend);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = stepDay(event.key, stop, range);
    if (next === null) return;
    event.preventDefault();
    choose(next, event.shiftKey);
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus());
  }

  return (
    <div className="heatmap" data-large={props.large || undefined}>
      <div className="heatmap-scroll">
        <table className="heatmap-grid" role="grid" aria-label={props.label} ref={grid} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <td />
              {weeks.map((week, index) =>
                week.month ? (
                  <th key={index} scope="col" className="heatmap-month">
                    <span>{formatMonth(week.month).slice(0, 3)}</span>
                  </th>
                ) : (
                  <td key={index} />
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((weekday, day) => (
              <tr key={weekday}>
                <th scope="row" className="heatmap-weekday">
                  {weekday}
                </th>
                {weeks.map((week, index) => {
                  const date = week.days[day] ?? null;
                  if (date === null) return <td key={index} />;
                  const look = props.lookOf(date);
                  const text = `${speakDay(date)}: ${props.describe(date)}`;
                  const chosen = within ? date >= within.from && date <= within.to : date === selected;
                  return (
                    <td key={index} aria-selected={chosen}>
                      <button
                        type="button"
                        className="heat"
                        data-day={date}
                        data-tone={look?.tone ?? 'none'}
                        data-within={(within && chosen) || undefined}
                        data-selected={date === selected || undefined}
                        tabIndex={date === stop ? 0 : -1}
                        title={text}
                        aria-label={text}
                        onClick={(event) => {
                          choose(date, event.shiftKey);
                        }}
                      >
                        {look ? <Icon name={look.icon} size={10} /> : null}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {props.legend ? (
        <ul className="legend" aria-hidden="true">
          {props.legend.map((look) => (
            <li key={look.word}>
              <span className="heat" data-tone={look.tone}>
                <Icon name={look.icon} size={10} />
              </span>
              {look.word}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
