import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { presetsFor } from './presets.js';
import { checkRange } from './range-check.js';
import { RangePicker } from './RangePicker.js';
import { seasonToDate } from './season.js';
import { useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';

export interface ChosenRange extends DateRange {
  /** Why the range cannot be asked for, in a sentence; null when it can. */
  readonly wrong: string | null;
}

/** The range of an address, the season to date where it names none, and whether it can be asked for. */
export function useRange(
  route: { readonly from: GameDate | null; readonly to: GameDate | null },
  warehouse: WarehouseStatus,
): ChosenRange {
  const calendar = useConsole((state) => valueOf(state.calendar)) ?? [];
  const season = seasonToDate(warehouse);
  const from = route.from ?? season.from;
  const to = route.to ?? season.to;
  const verdict = checkRange(from, to, warehouse.today, calendar.length > 0 ? calendar : null);
  return { from, to, wrong: verdict.kind === 'wrong' ? verdict.message : null };
}

/** The range a report is asked for: two typed dates, the calendar, and the two ranges asked for most. */
export function RangeBar(props: {
  readonly range: ChosenRange;
  readonly warehouse: WarehouseStatus;
  readonly onChange: (range: DateRange) => void;
}): ReactNode {
  const { range, warehouse, onChange } = props;
  const known = useConsole((state) => valueOf(state.calendar));
  const calendar = known ?? [];
  return (
    <div className="range-bar">
      <RangePicker
        from={range.from}
        to={range.to}
        today={warehouse.today}
        calendar={calendar}
        error={range.wrong}
        onChange={(from, to) => {
          if (from !== null && to !== null) onChange({ from, to });
        }}
      />
      <div className="presets" role="group" aria-label="Presets">
        {presetsFor(warehouse.scheduleRead ? calendar : known, warehouse.today)
          .filter((preset) => preset.id === 'season' || preset.id === 'incident')
          .map((preset) => (
            <Button
              key={preset.id}
              className="button"
              isDisabled={preset.range === null}
              onPress={() => {
                if (preset.range) onChange(preset.range);
              }}
            >
              <span title={preset.hint}>{preset.label}</span>
            </Button>
          ))}
      </div>
    </div>
  );
}
