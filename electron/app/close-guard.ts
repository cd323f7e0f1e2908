import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
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
  const counts = run?.counts;
  const left = counts === undefined ? 0 : counts.pending + counts.running;
  return {
    type: 'question',
    title: 'Backline',
    message: `The rebuild${range} is still running`,
    detail:
      `${left} ${left === 1 ? 'date is' : 'dates are'} left. In the background it goes on, and you find it again when you ` +
      'open Backline. Stopped, no date is left half written, and the run can be resumed.',
    buttons: CHOICES.map(({ label }) => label),
    defaultId: 0,
    cancelId: CHOICES.findIndex(({ choice }) => choice === 'stay'),
    noLink: true,
  };
}

export async function askBeforeClosing(
  window: BrowserWindow | undefined,
  runs: readonly RunSummary[],
): Promise<CloseChoice> {
  const question = closeQuestion(runs);
  const { response } = window ? await dialog.showMessageBox(window, question) : await dialog.showMessageBox(question);
  return CHOICES[response]?.choice ?? 'stay';
}
