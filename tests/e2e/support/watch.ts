import type { Page } from 'playwright';
import type { RunningConsole } from './launch.js';

/** Complaints of a page: errors, warnings of the policy, failed loads. A good console makes none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** Answers the next questions of the app with these buttons, in turn, instead of showing a box. */
export async function answerQuestions(running: RunningConsole, buttons: readonly number[]): Promise<void> {
  await running.app.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    const asked: string[] = [];
    Object.assign(globalThis, { __asked: asked });
    // On a window or by itself: what is asked is the last argument.
    dialog.showMessageBox = (...args: readonly unknown[]) => {
      asked.push((args.at(-1) as { readonly message: string }).message);
      return Promise.resolve({ response: left.shift() ?? 2, checkboxChecked: false });
    };
  }, buttons);
}

/** What the app has asked since its questions are answered here. */
export function questionsOf(running: RunningConsole): Promise<readonly string[]> {
  return running.app.evaluate(() => (globalThis as unknown as { readonly __asked: readonly string[] }).__asked);
}

/** Where the next file is to be saved, instead of the desktop's own dialog, which no test can use. */
export async function answerSave(running: RunningConsole, filePath: string): Promise<void> {
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}
