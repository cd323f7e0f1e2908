import type { Page } from 'playwright';

export interface FrameFigures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Share of frames that came within 16.7 ms of the one before, 0..1; a tenth of a millisecond is the clock's rounding. */
  readonly onTime: number;
}

const FRAME_MS = 16.8;

/** Intervals between the frames of a page while `during` goes on. */
export async function framesDuring(page: Page, during: () => Promise<unknown>): Promise<FrameFigures> {
  await page.evaluate(() => {
    const state = { frames: [] as number[], on: true };
    Object.assign(globalThis, { benchFrames: state });
    let before = performance.now();
    const next = (now: number): void => {
      state.frames.push(now - before);
      before = now;
      if (state.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await during();
  const frames = await page.evaluate(() => {
    const { benchFrames } = globalThis as unknown as { benchFrames: { frames: number[]; on: boolean } };
    benchFrames.on = false;
    return benchFrames.frames.slice(1);
  });
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    onTime: frames.filter((ms) => ms <= FRAME_MS).length / Math.max(1, frames.length),
  };
}
