import { beforeEach, describe, expect, test } from 'vitest';
import { forgetUndo, hideTold, MOST_STEPS, offerUndo, undoLast, undoState } from '../../../renderer/store/undo.js';

beforeEach(forgetUndo);

describe('taking back small changes', () => {
  test('the newest first, each once, and then nothing', async () => {
    const log: string[] = [];
    for (const name of ['a', 'b']) offerUndo(name, () => void log.push(name));
    expect(undoState().told?.words).toBe('b');
    expect(await undoLast()).toBe(true);
    expect(undoState().told).toMatchObject({ words: 'Undone: b', undoes: null });
    expect(await undoLast()).toBe(true);
    expect(await undoLast()).toBe(false);
    expect(log).toEqual(['b', 'a']);
  });

  test('what cannot be taken back says why', async () => {
    offerUndo('Settings saved', () =>
      Promise.resolve({ code: 'wrong_state', message: 'a run is at work', retryable: true }),
    );
    await undoLast();
    expect(undoState().told?.words).toBe('Not undone, Settings saved: a run is at work');
  });

  test('words that were put away leave the step, and an older message does not put away a newer one', async () => {
    const log: string[] = [];
    offerUndo('a', () => void log.push('a'));
    const first = undoState().told?.id ?? 0;
    offerUndo('b', () => void log.push('b'));
    hideTold(first);
    expect(undoState().told?.words).toBe('b');
    hideTold(undoState().told?.id ?? 0);
    expect(undoState().told).toBeNull();
    await undoLast();
    expect(log).toEqual(['b']);
  });

  test('only the newest steps are kept', () => {
    for (let step = 0; step < MOST_STEPS + 5; step += 1) offerUndo(String(step), () => undefined);
    expect(undoState().done).toHaveLength(MOST_STEPS);
    expect(undoState().done[0]?.words).toBe('5');
  });
});
