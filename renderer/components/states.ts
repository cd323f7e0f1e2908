import type { DateState, PlanAction, RunState, UpstreamState } from '../../shared/backfill.js';
import type { IconName } from './icon-name.js';

export type Tone = 'ok' | 'warn' | 'bad' | 'live' | 'idle' | 'undone';

/** How a state is told: one shape, one word, one tone, the same on every screen. */
export interface Look {
  readonly icon: IconName;
  readonly word: string;
  readonly tone: Tone;
}

/** A game day of the bootstrap that has no rows: production writes none then, so nothing is amiss. */
export const NEVER_STORED = {
  icon: 'blocked',
  word: 'first 14 days, never stored',
  tone: 'idle',
} as const satisfies Look;

export const DATE_LOOKS: Readonly<Record<DateState, Look>> = {
  pending: { icon: 'dot', word: 'pending', tone: 'idle' },
  running: { icon: 'half', word: 'running', tone: 'live' },
  done: { icon: 'check', word: 'done', tone: 'ok' },
  failed: { icon: 'cross', word: 'failed', tone: 'bad' },
  blocked: { icon: 'blocked', word: 'blocked', tone: 'warn' },
  skipped: { icon: 'dash', word: 'skipped', tone: 'idle' },
  cancelled: { icon: 'ring', word: 'cancelled', tone: 'idle' },
  restored: { icon: 'back', word: 'put back', tone: 'undone' },
};

export const RUN_LOOKS: Readonly<Record<RunState, Look>> = {
  running: { icon: 'half', word: 'running', tone: 'live' },
  pausing: { icon: 'pause', word: 'pausing…', tone: 'live' },
  paused: { icon: 'pause', word: 'paused', tone: 'warn' },
  stopping: { icon: 'stop', word: 'stopping…', tone: 'live' },
  stopped: { icon: 'stop', word: 'stopped', tone: 'idle' },
  cancelling: { icon: 'ring', word: 'cancelling…', tone: 'live' },
  cancelled: { icon: 'ring', word: 'cancelled', tone: 'idle' },
  interrupted: { icon: 'warning', word: 'interrupted', tone: 'warn' },
  succeeded: { icon: 'check', word: 'succeeded', tone: 'ok' },
  failed: { icon: 'cross', word: 'failed', tone: 'bad' },
};

export const ACTION_LOOKS: Readonly<Record<PlanAction, Look>> = {
  create: { icon: 'play', word: 'create', tone: 'live' },
  rebuild: { icon: 'half', word: 'rebuild', tone: 'live' },
  skip: { icon: 'dash', word: 'skip', tone: 'idle' },
};

export const UPSTREAM_LOOKS: Readonly<Record<UpstreamState, Look>> = {
  ready: { icon: 'check', word: 'ready', tone: 'ok' },
  thin: { icon: 'half', word: 'thin', tone: 'warn' },
  missing: { icon: 'cross', word: 'missing', tone: 'bad' },
  expired: { icon: 'ring', word: 'expired', tone: 'warn' },
};
