import { dialog, type BrowserWindow } from 'electron';
import type { RunSummary } from '../../shared/backfill.js';
import { choiceOf, closeQuestion, type CloseChoice } from './close-question.js';

/** Asks on the window, or by itself when there is none. */
export async function askBeforeClosing(
  window: BrowserWindow | undefined,
  runs: readonly RunSummary[],
): Promise<CloseChoice> {
  const question = closeQuestion(runs);
  const { response } = window ? await dialog.showMessageBox(window, question) : await dialog.showMessageBox(question);
  return choiceOf(response);
}
