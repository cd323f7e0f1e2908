import type { MessageBoxOptions } from 'electron';
import type { RunSummary } from '../../shared/backfill.js';

export type CloseChoice = 'background' | 'stop' | 'stay';

const CHOICES: readonly { readonly choice: CloseChoice; readonly label: string }[] = [
  { choice: 'background', label: 'Keep running in the background' },
  { choice: 'stop', label: 'Stop after the running dates' },
  { choice: 'stay', label: 'Stay' },
];

/** What is asked when the window is closed during a run. */
export function closeQuestion(runs: readonly RunSummary[]): MessageBoxOptions {
  const [run] = runs;
  const range = run === undefined ? '' : ` of ${run.options.from} to ${run.options.to}`;
  const left = runs.reduce((sum, { counts }) => sum + counts.pending + counts.running, 0);
  return {
    type: 'question',
    title: 'Backline',
    message: `The rebuild${range} is still running`,
    detail:
      `${left} ${left === 1 ? 'date is' : 'dates are'} left. In the background it goes on, and you find it again when ` +
      'you open Backline. Stopped, no date is left half written, and the run can be resumed.',
    buttons: CHOICES.map(({ label }) => label),
    defaultId: 0,
    cancelId: CHOICES.findIndex(({ choice }) => choice === 'stay'),
    noLink: true,
  };
}

/** The choice behind a button of the question; anything else is the harmless one. */
export function choiceOf(button: number): CloseChoice {
  return CHOICES[button]?.choice ?? 'stay';
}
