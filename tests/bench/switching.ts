import type { Page } from 'playwright';

export interface Switch {
  readonly screen: string;
  /** From the change of address to the frame with the screen's first content, and to the one with all its answers. */
  readonly firstMs: number;
  readonly wholeMs: number;
}

const RANGE = 'from=2025-11-04&to=2026-02-01';

/** Every screen by its address. */
export function screensOf(runId: string): readonly (readonly [name: string, hash: string])[] {
  return [
    ['Backfill', '#/backfill'],
    ['Plan', `#/backfill?${RANGE}&plan=1`],
    ['Runs', '#/backfill/runs'],
    ['Run, progress', `#/backfill/runs/${runId}`],
    ['Run, result', `#/backfill/runs/${runId}?tab=result`],
    ['Coverage', '#/coverage'],
    ['Coverage, calendar', '#/coverage?view=heatmap'],
    ['Gaps', '#/gaps'],
    ['Line diff', `#/diff?${RANGE}`],
    ['Checks', '#/checks'],
    ['Root cause', `#/checks/root-cause?${RANGE}`],
    ['Settings', '#/settings'],
    ['Help', '#/help'],
    ['Overview', '#/overview'],
  ];
}

/**
 * Goes to an address and waits for the first frame that shows something of it: another heading than before, or what is
 * under it, that is no skeleton. Measured in the page, so that the automation's own way is not in it.
 */
export async function switchTo(page: Page, screen: string, hash: string): Promise<Switch> {
  const times = await page.evaluate(
    (to) =>
      new Promise<{ firstMs: number; wholeMs: number }>((resolve) => {
        const main = document.querySelector('main');
        const before = new Set(main?.querySelectorAll('*'));
        const start = performance.now();
        let firstMs: number | null = null;
        let wholeMs: number | null = null;
        let quiet = 0;
        const limit = 30_000;
        const look = (): void => {
          const here = document.querySelector('main');
          const fresh = [...(here?.querySelectorAll('h1, h2, td, .figure, .card, .field, .tab') ?? [])].some(
            (element) => !before.has(element) && element.closest('[aria-busy="true"]') === null,
          );
          const busy = here?.querySelector('[aria-busy="true"]') !== null;
          const now = performance.now() - start;
          // Seen in a frame's own callback: it is on the screen one frame later.
          if (fresh && firstMs === null) firstMs = now;
          if (firstMs !== null && !busy) wholeMs ??= now;
          else wholeMs = null;
          // One answer may lead to the next question: only what stays quiet for a few frames is whole.
          quiet = wholeMs === null ? 0 : quiet + 1;
          if (firstMs !== null && wholeMs !== null && quiet === 4) resolve({ firstMs, wholeMs });
          else if (now > limit) resolve({ firstMs: firstMs ?? now, wholeMs: now });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        globalThis.location.hash = to;
      }),
    hash,
  );
  return { screen, ...times };
}
