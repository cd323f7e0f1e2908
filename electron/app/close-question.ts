import type { MessageBoxOptions } from 'electron';
import type { RunSummary } from '../../shared/backfill.js';

export type CloseChoice = 'background' | 'stop' | 'stay';

const CHOICES: readonly CloseChoice[] = ['background', 'stop', 'stay'];

interface Words {
  readonly is: string;
  readonly detail: string;
  readonly labels: Readonly<Record<CloseChoice, string>>;
}

const RUNNING: Words = {
  is: 'is still running',
  detail:
    'In the background it goes on, and you find it again when you open Backline. Stopped, no date is left half ' +
    'written, and the run can be resumed.',
  labels: { background: 'Keep running in the background', stop: 'Stop after the running dates', stay: 'Stay' },
};

const PAUSED: Words = {
  is: 'is paused',
  detail:
    'Resumed in the background it goes on, and you find it again when you open Backline. Stopped, it can be resumed ' +
    'later.',
  labels: { background: 'Resume in the background', stop: 'Stop the run', stay: 'Stay' },
};

/** What is asked when the window is closed during a run; `runs` are those not over, the one asked about first. */
export function closeQuestion(runs: readonly RunSummary[]): MessageBoxOptions {
  const [run] = runs;
  const words = run?.state === 'paused' ? PAUSED : RUNNING;
  const range = run === undefined ? '' : ` of ${run.options.from} to ${run.options.to}`;
  const left = runs.reduce((sum, { counts }) => sum + counts.pending + counts.running, 0);
  return {
    type: 'question',
    title: 'Backline',
    message: `The rebuild${range} ${words.is}`,
    detail: `${left} ${left === 1 ? 'date is' : 'dates are'} left. ${words.detail}`,
    buttons: CHOICES.map((choice) => words.labels[choice]),
    defaultId: 0,
    cancelId: CHOICES.indexOf('stay'),
    noLink: true,
  };
}

/** The choice behind a button of the question; anything else is the harmless one. */
export function choiceOf(button: number): CloseChoice {
  return CHOICES[button] ?? 'stay';
}
