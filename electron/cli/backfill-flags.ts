import {
  BACKFILL_MODES,
  DATE_ORDERS,
  DATE_SELECTIONS,
  DEFAULT_OPTIONS,
  GUARD_OVERRIDES,
  LINE_SOURCES,
  MAX_CONCURRENCY,
  type BackfillOptions,
} from '../../shared/backfill.js';
import { choice, choices, requiredRange, wholeNumber, type Args, type Flags } from './args.js';

export const PLAN_FLAGS: Flags = {
  from: 'value',
  to: 'value',
  mode: 'value',
  lines: 'value',
  only: 'value',
  order: 'value',
  allow: 'value',
  'max-bytes': 'value',
  concurrency: 'value',
};

export const PLAN_USAGE =
  '--from D --to D [--mode backfill|production] [--lines raw|context] [--only all|missing|failed|stale]\n' +
  '  [--order oldest-first|newest-first] [--concurrency N] [--max-bytes N] [--allow regression,row-loss,source-mismatch,upstream]';

/** The options of a plan or a run as the flags give them. */
export function backfillOptions(args: Args): BackfillOptions {
  return {
    ...requiredRange(args),
    mode: choice(args, 'mode', BACKFILL_MODES, DEFAULT_OPTIONS.mode),
    lines: choice(args, 'lines', LINE_SOURCES, DEFAULT_OPTIONS.lines),
    only: choice(args, 'only', DATE_SELECTIONS, DEFAULT_OPTIONS.only),
    order: choice(args, 'order', DATE_ORDERS, DEFAULT_OPTIONS.order),
    concurrency: wholeNumber(args, 'concurrency', { min: 1, max: MAX_CONCURRENCY }) ?? DEFAULT_OPTIONS.concurrency,
    maxBytes: wholeNumber(args, 'max-bytes', { min: 1, max: Number.MAX_SAFE_INTEGER }) ?? null,
    allow: choices(args, 'allow', GUARD_OVERRIDES),
  };
}
