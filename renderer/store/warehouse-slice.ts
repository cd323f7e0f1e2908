import type { CalendarDay, WarehouseStatus } from '../../shared/console.js';
import type { DateRange } from '../../shared/game-date.js';
import { ok } from '../../shared/result.js';
import { gameSpan, seasonSpan, untilLastGame } from './calendar-span.js';
import { answered, asking, IDLE, valueOf, type Resource } from './resource.js';
import type { SliceTools } from './slice.js';

export interface WarehouseSlice {
  readonly warehouse: Resource<WarehouseStatus>;
  /** Every day of the known schedule. */
  readonly calendar: Resource<readonly CalendarDay[]>;

  /** Reads the season's calendar where that is billed; elsewhere it comes with the warehouse. */
  readonly readCalendar: () => Promise<void>;
}

export interface WarehousePart {
  readonly slice: WarehouseSlice;
  readonly load: () => Promise<void>;
}

/**
 * The open warehouse and the days of its schedule. `changed` hears that another one answered than before, `loaded` hears
 * each answer once its schedule has been read.
 */
export function warehousePart(
  { client, now, set, get }: SliceTools<WarehouseSlice>,
  hears: { readonly changed: () => void; readonly loaded: (status: WarehouseStatus) => Promise<void> },
): WarehousePart {
  /** Location of the warehouse that answered last. */
  let figuresOf: string | null = null;

  async function loadCalendar({ today }: WarehouseStatus, span: DateRange | null): Promise<void> {
    if (span === null) {
      set({ calendar: { state: 'ready', key: 'none', value: [] } });
      return;
    }
    const key = `${span.from}..${span.to}`;
    set((state) => ({ calendar: asking(state.calendar, key, now()) }));
    const answer = await client.warehouse.calendar({ ...span });
    const known = answer.ok ? ok(untilLastGame(answer.value, today)) : answer;
    set((state) => ({ calendar: answered(state.calendar, key, known) }));
  }

  return {
    slice: {
      warehouse: IDLE,
      calendar: IDLE,

      async readCalendar() {
        const status = valueOf(get().warehouse);
        if (status !== null) await loadCalendar(status, seasonSpan(status.today));
      },
    },

    async load() {
      set((state) => ({ warehouse: asking(state.warehouse, 'warehouse', now()) }));
      const answer = await client.warehouse.status();
      set((state) => ({ warehouse: answered(state.warehouse, 'warehouse', answer) }));
      if (!answer.ok) return;
      const { location } = answer.value;
      if (figuresOf !== null && figuresOf !== location) hears.changed();
      figuresOf = location;
      if (answer.value.scheduleRead) await loadCalendar(answer.value, gameSpan(answer.value));
      await hears.loaded(answer.value);
    },
  };
}
