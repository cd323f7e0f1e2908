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

/** Starts measuring how late main's event loop is; the answer of the returned function is the 99th percentile in ms. */
export async function watchMainLoop(running: RunningConsole): Promise<() => Promise<number>> {
  await running.app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 5 });
    histogram.enable();
    (globalThis as Record<string, unknown>)['loopDelay'] = histogram;
  });
  return () =>
    running.app.evaluate(() => {
      const { loopDelay } = globalThis as unknown as { loopDelay: { percentile(share: number): number } };
      return loopDelay.percentile(99) / 1e6;
    });
}

/** Answers the next questions of the app with these buttons, in turn, instead of showing a box. */
export async function answerQuestions(running: RunningConsole, buttons: readonly number[]): Promise<void> {
  await running.app.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    dialog.showMessageBox = () => Promise.resolve({ response: left.shift() ?? 2, checkboxChecked: false });
  }, buttons);
}
