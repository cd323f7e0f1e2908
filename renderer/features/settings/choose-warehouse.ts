import type { ErrorInfo } from '../../../shared/errors.js';
import type { BridgeClient } from '../../../shared/ipc/types.js';
import type { Settings, WarehouseKind } from '../../../shared/settings.js';
import type { ConsoleState } from '../../store/console-store.js';
import { valueOf } from '../../store/resource.js';
import { offerUndo } from '../../store/undo.js';

type Parts = Pick<ConsoleState, 'settings' | 'settingsDraft' | 'editSettings' | 'saveSettings'>;

/** What is set, asked for when the window does not know it yet; null where it cannot be read. */
export async function knownSettings(client: BridgeClient, state: Pick<Parts, 'settings'>): Promise<Settings | null> {
  const known = valueOf(state.settings);
  if (known !== null) return known;
  const answer = await client.settings.get();
  return answer.ok ? answer.value : null;
}

/** Chooses that kind of warehouse in Settings and saves nothing: what is to be filled in is in sight. */
export function proposeKind(
  state: Pick<Parts, 'settings' | 'settingsDraft' | 'editSettings'>,
  kind: WarehouseKind,
): void {
  const known = state.settingsDraft ?? valueOf(state.settings);
  if (known !== null) state.editSettings({ ...known, warehouse: { ...known.warehouse, kind } });
}

/** Saves, and offers to take that back. */
export async function saveWithUndo(
  state: Pick<Parts, 'saveSettings'>,
  before: Settings | null,
  next: Settings,
  words: string,
): Promise<ErrorInfo | null> {
  const answer = await state.saveSettings(next);
  if (!answer.ok) return answer.error;
  if (before !== null) {
    offerUndo(words, async () => {
      const back = await state.saveSettings(before);
      return back.ok ? null : back.error;
    });
  }
  return null;
}

/** Opens a warehouse file in place of the one in use. What else is edited and not saved stays so. */
export async function openFile(client: BridgeClient, state: Parts, file: string): Promise<ErrorInfo | null> {
  const before = await knownSettings(client, state);
  if (before === null) {
    return {
      code: 'bad_input',
      message: 'the settings cannot be read, so the warehouse cannot be changed',
      remedy: 'Open Settings: it says what is wrong with them.',
      retryable: false,
    };
  }
  const draft = state.settingsDraft;
  const warehouse = { kind: 'file', file } as const;
  const problem = await saveWithUndo(state, before, { ...before, warehouse }, 'Another warehouse opened');
  if (problem === null && draft !== null) state.editSettings({ ...draft, warehouse });
  return problem;
}
