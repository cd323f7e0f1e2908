import { assertNever } from '../../shared/assert-never.js';

/** Keys that do the same on every table's rows: Ctrl/Cmd+Enter plans, Delete takes away. Enter opens. */
export type RowKey = 'plan' | 'delete';

/** Something a screen does with the rows chosen, offered in their menu and, where it has one, by a key on the row. */
export interface RowAction {
  readonly id: string;
  readonly label: string;
  readonly key?: RowKey;
  /** Stands in the menu, and cannot be done now. */
  readonly disabled?: boolean;
  readonly act: () => void;
}

/** A key as `formatKeys` tells it; on a Mac the key above Enter deletes. */
export function keysOf(key: RowKey, mac: boolean): readonly string[] {
  switch (key) {
    case 'plan':
      return ['mod', 'Enter'];
    case 'delete':
      return mac ? ['mod', '⌫'] : ['Delete'];
    default:
      return assertNever(key, 'row key');
  }
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function rowKeyOf(event: KeyPress, mac: boolean): RowKey | null {
  if (event.altKey || event.shiftKey) return null;
  const mod = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && mod) return 'plan';
  if (event.key === 'Delete' && !mod) return 'delete';
  return mac && event.key === 'Backspace' && event.metaKey ? 'delete' : null;
}
