import type {
  BackfillMode,
  BackfillOptions,
  DateOrder,
  DateSelection,
  GuardOverride,
  LineSource,
} from '../../../../shared/backfill.js';
import type { DateRange } from '../../../../shared/game-date.js';
import type { ChoiceItem } from '../../../components/Choice.js';
import { formatBytes } from '../../../../shared/bytes.js';

export const MODES: readonly ChoiceItem<BackfillMode>[] = [
  {
    value: 'backfill',
    label: 'Backfill',
    hint: 'Every player of the box score: the right choice for dates that were played.',
  },
  {
    value: 'production',
    label: 'Production',
    hint: 'The players the context lists, as the daily run before tip-off does.',
  },
];

export const SOURCES: readonly ChoiceItem<LineSource>[] = [
  {
    value: 'raw',
    label: 'Raw tables',
    hint: 'Lines from Odds API, else BettingPros: serves every player a book posted a line for.',
  },
  {
    value: 'context',
    label: 'Context',
    hint: 'Lines from the context table. It lacks most box-score players: this is what emptied the store.',
  },
];

export const SELECTIONS: readonly ChoiceItem<DateSelection>[] = [
  { value: 'all', label: 'All', hint: 'Every game date of the range.' },
  { value: 'missing', label: 'Missing', hint: 'Only dates without rows in the store.' },
  { value: 'failed', label: 'Failed', hint: 'Only dates that failed in the newest run that touched them.' },
  { value: 'stale', label: 'Stale', hint: 'Only dates whose inputs were loaded after their rows were written.' },
];

export const ORDERS: readonly ChoiceItem<DateOrder>[] = [
  { value: 'oldest-first', label: 'Oldest first', hint: 'Dates are written in the order they were played.' },
  { value: 'newest-first', label: 'Newest first', hint: 'The dates asked about most are right soonest.' },
];

export const OVERRIDES: Readonly<Record<GuardOverride, { readonly label: string; readonly hint: string }>> = {
  regression: { label: 'Lower coverage', hint: 'Write a date although its match rate or coverage falls.' },
  'row-loss': {
    label: 'Dropped players',
    hint: 'Write a date although players that stand in the store are not in the new rows.',
  },
  'source-mismatch': {
    label: 'Line source too thin',
    hint: 'Go on although the line source cannot serve the player list (the cause of the incident).',
  },
  upstream: {
    label: 'Upstream not ready',
    hint: 'Go on although a phase 4 table is thin, missing or expired for a date.',
  },
};

function labelOf<T extends string>(items: readonly ChoiceItem<T>[], value: T): string {
  return items.find((item) => item.value === value)?.label ?? value;
}

/** The options as short words for one line: `Backfill · Raw tables · All dates · Oldest first · 2 at a time`. */
export function describeOptions(options: Omit<BackfillOptions, keyof DateRange>): readonly string[] {
  return [
    labelOf(MODES, options.mode),
    labelOf(SOURCES, options.lines),
    `${labelOf(SELECTIONS, options.only)} dates`,
    labelOf(ORDERS, options.order),
    `${options.concurrency} at a time`,
    ...(options.maxBytes === null ? [] : [`at most ${formatBytes(options.maxBytes)}`]),
    ...(options.allow.length === 0
      ? []
      : [`allowed: ${options.allow.map((one) => OVERRIDES[one].label.toLowerCase()).join(', ')}`]),
  ];
}
