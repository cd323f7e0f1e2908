import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { formatMonth, speakDay } from '../format/dates.js';
import { anchorOf, stepDay, weeksOf } from './heatmap-layout.js';
import { Icon } from './Icon.js';
import type { IconName } from './icon-name.js';
import type { Look, Tone } from './states.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export interface HeatmapProps {
  readonly label: string;
  readonly range: DateRange;
  /** Null: nothing to tell about the day, such as a day without games. */
  readonly lookOf: (date: GameDate) => Look | null;
  /** What is said and shown beside the date, on hover and at the keyboard's place. */
  readonly describe: (date: GameDate) => string;
  readonly selected: GameDate | null;
  /**
   * A day was chosen. `anchor` is the day a range was begun at, by Shift with the arrows or a click, or by dragging; it is
   * the day itself when one day alone was chosen.
   */
  readonly onSelect: (date: GameDate, anchor: GameDate) => void;
  /** A month's name was pressed; by keyboard Shift with Page Down chooses as much. The names are plain without it. */
  readonly onMonth?: (month: string) => void;
  /** Days drawn as belonging to a chosen range. */
  readonly within?: DateRange | null;
  readonly legend?: readonly Look[];
  /** What a day without a look is, in the legend. */
  readonly plainWord?: string;
  /** Larger days, where the calendar is what the screen is about. */
  readonly large?: boolean;
}

/**
 * The range as a calendar of small cells: one Tab stop, then arrow keys, Page Up/Down by the month, Home and End to the ends
 * of the row, with Ctrl or Cmd to those of the range. Shift with any of them, with a click, or dragging, chooses a range.
 */
export function Heatmap(props: HeatmapProps): ReactNode {
  const { range, selected, within, onMonth } = props;
  const grid = useRef<HTMLTableElement>(null);
  const weeks = useMemo(() => weeksOf({ from: range.from, to: range.to }), [range.from, range.to]);
  // Where the keyboard is, as long as the day chosen is the one it set out from: a range grows away from its start.
  const [cursor, setCursor] = useState<{ readonly date: GameDate; readonly under: GameDate | null } | null>(null);
  const [begun, setBegun] = useState<GameDate | null>(null);
  const dragged = useRef<GameDate | null>(null);
  const inside = (date: GameDate): boolean => date >= range.from && date <= range.to;
  const stop =
    cursor !== null && cursor.under === selected && inside(cursor.date)
      ? cursor.date
      : selected !== null && inside(selected)
        ? selected
        : range.from;

  function choose(date: GameDate, extend: boolean): void {
    const anchor = extend ? anchorOf(begun, selected, within ?? null, date) : date;
    setBegun(anchor);
    setCursor({ date, under: selected });
    props.onSelect(date, anchor);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey) return;
    const whole = event.ctrlKey || event.metaKey;
    // The arrows with Cmd are the window's: back and forward.
    if (whole && event.key !== 'Home' && event.key !== 'End') return;
    const next = stepDay(event.key, stop, range, whole);
    if (next === null) return;
    event.preventDefault();
    choose(next, event.shiftKey);
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus());
  }

  useEffect(() => {
    const drop = (): void => {
      dragged.current = null;
    };
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', drop);
    return () => {
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', drop);
    };
  }, []);

  return (
    <div className="heatmap" data-large={props.large || undefined}>
      <div className="heatmap-scroll">
        <table
          className="heatmap-grid"
          role="grid"
          aria-label={props.label}
          aria-multiselectable={within !== undefined || undefined}
          ref={grid}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            const date = dateAt(event.target);
            if (event.button !== 0 || date === null) return;
            dragged.current = date;
            choose(date, event.shiftKey);
          }}
          onPointerOver={(event) => {
            const date = dateAt(event.target);
            if (dragged.current === null || date === null || dragged.current === date || (event.buttons & 1) === 0)
              return;
            dragged.current = date;
            choose(date, true);
          }}
          onClick={(event) => {
            const date = dateAt(event.target);
            // Enter, Space and assistive technology; the pointer chose when it went down.
            if (event.detail === 0 && date !== null) choose(date, event.shiftKey);
          }}
        >
          <thead>
            <tr>
              <td />
              {weeks.map(({ month }, index) =>
                month === null ? (
                  <td key={index} />
                ) : (
                  <th key={index} scope="col" className="heatmap-month">
                    {onMonth === undefined ? (
                      <span>{formatMonth(month).slice(0, 3)}</span>
                    ) : (
                      <button
                        type="button"
                        tabIndex={-1}
                        title={`Choose the days of ${formatMonth(month)}`}
                        onClick={() => {
                          onMonth(month);
                        }}
                      >
                        {formatMonth(month).slice(0, 3)}
                      </button>
                    )}
                  </th>
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
                  return (
                    <Day
                      key={index}
                      date={date}
                      icon={look?.icon ?? null}
                      tone={look?.tone ?? 'none'}
                      words={props.describe(date)}
                      within={within ? date >= within.from && date <= within.to : null}
                      selected={date === selected}
                      stop={date === stop}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DayTip grid={grid} describe={props.describe} />
      {props.legend ? (
        <ul className="legend" aria-label="Legend">
          {props.legend.map((look) => (
            <li key={look.word}>
              <span className="heat" data-tone={look.tone}>
                <Icon name={look.icon} size={10} />
              </span>
              {look.word}
            </li>
          ))}
          <li>
            <span className="heat" data-tone="none" />
            {props.plainWord ?? 'no games'}
          </li>
        </ul>
      ) : null}
    </div>
  );
}

/** One day, drawn again only when something of it changed: in a live run that is the few days under way. */
const Day = memo(function Day(props: {
  readonly date: GameDate;
  readonly icon: IconName | null;
  readonly tone: Tone | 'none';
  readonly words: string;
  /** Whether it belongs to the chosen range; null where days are chosen one by one. */
  readonly within: boolean | null;
  readonly selected: boolean;
  /** The one day that Tab leads to. */
  readonly stop: boolean;
}): ReactNode {
  const { date, icon, within, selected } = props;
  return (
    <td aria-selected={within ?? selected}>
      <button
        type="button"
        className="heat"
        data-day={date}
        data-tone={props.tone}
        data-within={within === true || undefined}
        data-selected={selected || undefined}
        tabIndex={props.stop ? 0 : -1}
        aria-label={`${speakDay(date)}: ${props.words}`}
      >
        {icon === null ? null : <Icon name={icon} size={10} />}
      </button>
    </td>
  );
});

function dateAt(target: EventTarget): GameDate | null {
  return (dayAt(target)?.dataset['day'] ?? null) as GameDate | null;
}

function dayAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-day]') : null;
}

const TIP_WIDTH = 300;
/** Pixels above a day that the tip needs; without them it stands below. */
const TIP_ROOM = 96;

/** What a day tells, beside it: for the pointer and for the keyboard alike. Escape takes it away. */
function DayTip(props: {
  readonly grid: RefObject<HTMLTableElement | null>;
  readonly describe: (date: GameDate) => string;
}): ReactNode {
  const { grid } = props;
  const [at, setAt] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const table = grid.current;
    if (!table) return undefined;
    const gone = (): void => {
      setAt(null);
    };
    const all: readonly (readonly [string, (event: Event) => void])[] = [
      ['pointerover', (event) => setAt(dayAt(event.target))],
      ['pointerleave', gone],
      [
        'focusin',
        (event) => setAt((now) => ((event.target as Element).matches(':focus-visible') ? dayAt(event.target) : now)),
      ],
      ['focusout', gone],
      ['keydown', (event) => ((event as globalThis.KeyboardEvent).key === 'Escape' ? gone() : undefined)],
    ];
    for (const [name, listener] of all) table.addEventListener(name, listener);
    // It stands at a place of the window and would be left behind.
    window.addEventListener('scroll', gone, true);
    return () => {
      for (const [name, listener] of all) table.removeEventListener(name, listener);
      window.removeEventListener('scroll', gone, true);
    };
  }, [grid]);
  const date = at?.dataset['day'] as GameDate | undefined;
  if (at === null || date === undefined) return null;
  const box = at.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left + box.width / 2 - TIP_WIDTH / 2, window.innerWidth - TIP_WIDTH - 8));
  const place = box.top > TIP_ROOM ? { bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4 };
  return createPortal(
    // Readers hear the same words as the day's own name.
    <div className="tip" style={{ left, width: TIP_WIDTH, ...place }} aria-hidden="true">
      <strong className="nowrap">{speakDay(date)}</strong>
      <span>{props.describe(date)}</span>
    </div>,
    document.body,
  );
}
