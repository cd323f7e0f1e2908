/** What the list keeps of its own width, and what the details take at most of both. */
const LEAST_LIST = 320;
const MOST_SHARE = 0.7;

export interface SplitLimits {
  readonly min: number;
  readonly max: number;
}

/** Pixels between which the details may be: `least` leads where both cannot have what they need. */
export function splitLimits(whole: number, least: number): SplitLimits {
  return { min: least, max: Math.max(least, Math.round(Math.min(whole * MOST_SHARE, whole - LEAST_LIST))) };
}

export function clampSize(size: number, { min, max }: SplitLimits): number {
  return Math.round(Math.min(max, Math.max(min, size)));
}

const STEP = 16;
const STRIDE = 96;

/** The width after a key on the edge; null when the key is none of its own. The details stand on the right: left widens. */
export function sizeAfterKey(key: string, shift: boolean, size: number, limits: SplitLimits): number | null {
  const step = shift ? STRIDE : STEP;
  switch (key) {
    case 'ArrowLeft':
      return clampSize(size + step, limits);
    case 'ArrowRight':
      return clampSize(size - step, limits);
    case 'Home':
      return limits.max;
    case 'End':
      return limits.min;
    default:
      return null;
  }
}

/** A width as it was kept, or null when that is nothing that can be used. */
export function parseSize(text: string | null): number | null {
  const size = text === null ? Number.NaN : Number(text);
  return Number.isInteger(size) && size >= 100 && size <= 10_000 ? size : null;
}
