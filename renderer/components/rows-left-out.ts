import type { ErrorInfo } from '../../shared/errors.js';

/** Some of what was asked for is not among the rows: a sentence, and each of it on demand. */
export interface RowsLeftOut {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** For rows read from files of which some cannot be read; null when all could. `noun` is what a file holds: `run`. */
export function unreadableLeftOut(unreadable: readonly ErrorInfo[] | null, noun: string): RowsLeftOut | null {
  if (unreadable === null || unreadable.length === 0) return null;
  const [what, is] = unreadable.length === 1 ? [noun, 'is'] : [`${noun}s`, 'are'];
  return {
    sentence: `${unreadable.length} ${what} cannot be read and ${is} not listed.`,
    details: unreadable.map(({ message, remedy }) => [message, remedy].filter(Boolean).join('. ')),
  };
}
