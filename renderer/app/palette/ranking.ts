import { folded } from '../../format/folded.js';

/**
 * How well a text answers what was typed: 3 begins with it, 2 a word of it begins with each part typed, 1 contains every
 * part, 0 not at all. Nothing typed finds everything alike.
 */
export function fit(text: string, typed: string): number {
  const wanted = folded(typed).trim();
  if (wanted === '') return 1;
  const whole = folded(text);
  if (whole.startsWith(wanted)) return 3;
  const parts = wanted.split(/\s+/);
  const words = whole.split(/[^\p{L}\p{N}]+/u);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return parts.every((part) => whole.includes(part)) ? 1 : 0;
}

interface Named {
  readonly label: string;
  readonly note: string;
}

/** `fit` of what something is called, or of that with the words beside it, which weigh less. */
export function scoreOf({ label, note }: Named, typed: string): number {
  return Math.max(2 * fit(label, typed), 2 * fit(`${label} ${note}`, typed) - 1);
}

/** What fits, best first; equals keep their order. */
export function ranked<T>(items: readonly T[], typed: string, namedOf: (item: T) => Named): readonly T[] {
  return items
    .map((item) => ({ item, score: scoreOf(namedOf(item), typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
