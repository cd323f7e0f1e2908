import { type CalendarDate, parseDate } from '@internationalized/date';
import { useMemo, useState, type ReactNode } from 'react';
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateField,
  DateSegment,
  Dialog,
  DialogTrigger,
  Heading,
  I18nProvider,
  Label,
  Popover,
  RangeCalendar,
} from 'react-aria-components';
import type { CalendarDay } from '../../../shared/console.js';
import { isGameDate, type GameDate } from '../../../shared/game-date.js';
import { Icon } from '../Icon.js';
import { failsMatchCheck } from './presets.js';

export interface RangePickerProps {
  readonly from: GameDate | null;
  readonly to: GameDate | null;
  readonly today: GameDate;
  readonly calendar: readonly CalendarDay[];
  readonly error: string | null;
  readonly onChange: (from: GameDate | null, to: GameDate | null) => void;
}

function toCalendarDate(date: GameDate | null): CalendarDate | null {
  return date === null ? null : parseDate(date);
}

function toGameDate(date: { toString(): string } | null): GameDate | null {
  const text = date?.toString() ?? '';
  return isGameDate(text) ? text : null;
}

/** What a day of the calendar tells by its mark, as a word. */
function dayMark(day: CalendarDay | undefined): 'none' | 'bootstrap' | 'fails' | 'games' | undefined {
  if (!day) return undefined;
  if (day.games === 0) return 'none';
  if (day.bootstrap) return 'bootstrap';
  return failsMatchCheck(day) ? 'fails' : 'games';
}

function End(props: {
  readonly label: string;
  readonly value: GameDate | null;
  readonly invalid: boolean;
  readonly onChange: (date: GameDate | null) => void;
}): ReactNode {
  // Segments are kept here while a date is half typed, so that the field does not empty under the operator's hands.
  return (
    <DateField
      className="date-field"
      value={toCalendarDate(props.value)}
      isInvalid={props.invalid}
      shouldForceLeadingZeros
      onChange={(value) => {
        props.onChange(toGameDate(value));
      }}
    >
      <Label className="field-label">{props.label}</Label>
      <DateInput className="date-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
    </DateField>
  );
}

function PickerCalendar(props: RangePickerProps & { readonly close: () => void }): ReactNode {
  const byDate = useMemo(() => new Map(props.calendar.map((day) => [day.date as string, day])), [props.calendar]);
  const from = toCalendarDate(props.from);
  const to = toCalendarDate(props.to);
  const value = from && to && props.from && props.to && props.from <= props.to ? { start: from, end: to } : null;
  return (
    <RangeCalendar
      aria-label="Game dates"
      className="calendar"
      visibleDuration={{ months: 2 }}
      firstDayOfWeek="mon"
      maxValue={parseDate(props.today)}
      defaultFocusedValue={to ?? parseDate(props.today)}
      value={value}
      onChange={(next) => {
        props.onChange(toGameDate(next.start), toGameDate(next.end));
        props.close();
      }}
    >
      <header className="calendar-head">
        <Button slot="previous" className="button icon-button" aria-label="Earlier months">
          <Icon name="left" />
        </Button>
        <Heading className="calendar-title" />
        <Button slot="next" className="button icon-button" aria-label="Later months">
          <Icon name="right" />
        </Button>
      </header>
      <div className="calendar-months">
        {[0, 1].map((months) => (
          <CalendarGrid key={months} offset={{ months }} className="calendar-grid">
            <CalendarGridHeader>
              {(day) => <CalendarHeaderCell className="calendar-weekday">{day}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => {
                const mark = dayMark(byDate.get(date.toString()));
                return (
                  <CalendarCell date={date} className="calendar-cell" data-mark={mark}>
                    {({ formattedDate }) => (
                      <>
                        {formattedDate}
                        <span className="calendar-mark" />
                      </>
                    )}
                  </CalendarCell>
                );
              }}
            </CalendarGridBody>
          </CalendarGrid>
        ))}
      </div>
      <ul className="legend calendar-legend">
        <li>
          <span className="calendar-key" data-mark="games" /> games
        </li>
        <li>
          <span className="calendar-key" data-mark="fails" /> match rate below 80 %
        </li>
        <li>
          <span className="calendar-key" data-mark="bootstrap" /> first 14 days, skipped
        </li>
        <li>
          <span className="calendar-key" data-mark="none" /> no games
        </li>
      </ul>
    </RangeCalendar>
  );
}

/**
 * Two typed dates, year first as everywhere in Backline, and one calendar for both. The ends are separate fields so
 * that a reversed range can be typed and is then told, instead of being swapped in silence.
 */
export function RangePicker(props: RangePickerProps): ReactNode {
  const [open, setOpen] = useState(false);
  const invalid = props.error !== null;
  return (
    <I18nProvider locale="en-CA">
      <div className="range-picker" role="group" aria-label="Date range">
        <End
          label="From"
          value={props.from}
          invalid={invalid}
          onChange={(from) => {
            props.onChange(from, props.to);
          }}
        />
        <End
          label="To"
          value={props.to}
          invalid={invalid}
          onChange={(to) => {
            props.onChange(props.from, to);
          }}
        />
        <DialogTrigger isOpen={open} onOpenChange={setOpen}>
          <Button className="button icon-button" aria-label="Choose in the calendar">
            <Icon name="calendar" size={14} />
          </Button>
          <Popover className="popover" placement="bottom start">
            <Dialog aria-label="Choose the range">
              <PickerCalendar
                {...props}
                close={() => {
                  setOpen(false);
                }}
              />
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
    </I18nProvider>
  );
}
