import { parseDate } from '@internationalized/date';
import type { ReactNode } from 'react';
import { DateField, DateInput, DateSegment, I18nProvider, Label } from 'react-aria-components';
import { isGameDate, type GameDate } from '../../shared/game-date.js';

/** One typed date, year first as everywhere in Backline. Half a date changes nothing. */
export function DayField(props: {
  readonly label: string;
  readonly value: GameDate;
  readonly max: GameDate;
  readonly onChange: (date: GameDate) => void;
}): ReactNode {
  return (
    <I18nProvider locale="en-CA">
      <DateField
        className="date-field day-field"
        value={parseDate(props.value)}
        maxValue={parseDate(props.max)}
        shouldForceLeadingZeros
        onChange={(value) => {
          const text = value?.toString() ?? '';
          if (isGameDate(text) && text <= props.max) props.onChange(text);
        }}
      >
        <Label className="field-label">{props.label}</Label>
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
      </DateField>
    </I18nProvider>
  );
}
