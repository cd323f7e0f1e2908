import { useEffect } from 'react';
import type { WarehouseStatus } from '../../shared/console.js';
import type { ReadKind } from '../../shared/read-cost.js';
import { useBilledRead, type BilledRead } from './billed-reads.js';
import { seasonSpan } from './calendar-span.js';
import { useConsole } from './context.js';

const CALENDAR: readonly ReadKind[] = ['calendar'];

/** The calendar of the season: known from the start, or, where reads are billed, once somebody agreed to it. */
export function useCalendarRead(warehouse: WarehouseStatus): BilledRead {
  const read = useBilledRead(warehouse, { screen: 'calendar', kinds: CALENDAR, range: seasonSpan(warehouse.today) });
  const unread = useConsole((state) => state.calendar.state === 'idle') && !warehouse.scheduleRead;
  const readCalendar = useConsole((state) => state.readCalendar);
  const wanted = unread && read.agreed;
  useEffect(() => {
    if (wanted) void readCalendar();
  }, [wanted, readCalendar]);
  return read;
}
