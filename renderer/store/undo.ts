import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ErrorInfo } from '../../shared/errors.js';

/** Something small that can be taken back at once. Writes to the warehouse are not: those are put back by their run. */
export interface Undoable {
  readonly id: number;
  /** What was done: `Settings saved`. */
  readonly words: string;
  /** Takes it back; answers what went wrong where that can happen. */
  readonly undo: () => void | Promise<ErrorInfo | null>;
}

export interface UndoState {
  /** Oldest first. */
  readonly done: readonly Undoable[];
  /** What the newest offer or the last undo says; null once it was seen. `undoes` is the offer that it makes. */
  readonly told: { readonly id: number; readonly words: string; readonly undoes: Undoable | null } | null;
}

/** Steps that are remembered: enough for a slip, not a history. */
export const MOST_STEPS = 20;

const NOTHING: UndoState = { done: [], told: null };
const store = createStore<UndoState>()(() => NOTHING);
let last = 0;

/** Tells what was done and keeps how it is taken back. */
export function offerUndo(words: string, undo: Undoable['undo']): void {
  last += 1;
  const step: Undoable = { id: last, words, undo };
  store.setState(({ done }) => ({
    done: [...done, step].slice(-MOST_STEPS),
    told: { id: last, words, undoes: step },
  }));
}

/** Takes back the newest step. False when there is none. */
export async function undoLast(): Promise<boolean> {
  const step = store.getState().done.at(-1);
  if (step === undefined) return false;
  store.setState(({ done }) => ({ done: done.filter((one) => one !== step) }));
  const problem = (await step.undo()) ?? null;
  last += 1;
  const words = problem === null ? `Undone: ${step.words}` : `Not undone, ${step.words}: ${problem.message}`;
  store.setState({ told: { id: last, words, undoes: null } });
  return true;
}

/** The words were seen long enough, or put away; the step itself can still be taken back. */
export function hideTold(id: number): void {
  store.setState(({ told }) => ({ told: told?.id === id ? null : told }));
}

/** Forgets every step. */
export function forgetUndo(): void {
  store.setState(NOTHING);
}

export function undoState(): UndoState {
  return store.getState();
}

export function useUndo(): UndoState {
  return useStore(store);
}
