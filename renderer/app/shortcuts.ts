/** A key of the console as it is told to people; `mod` is Cmd on a Mac and Ctrl elsewhere. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly words: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['mod', 'K'], words: 'Find any screen, action, date, run or player' },
      { keys: ['?'], words: 'These keys' },
      { keys: ['mod', '1'], words: 'First screen of the list on the left; 2 to 9 the next ones' },
      { keys: ['Alt', '←'], words: 'Back' },
      { keys: ['Alt', '→'], words: 'Forward' },
      { keys: ['mod', 'Shift', 'C'], words: 'Copy the address of this view' },
      { keys: ['F1'], words: 'Help on this screen, from the operators’ guide' },
    ],
  },
  {
    title: 'Tables',
    shortcuts: [
      { keys: ['↑ ↓'], words: 'Walk the rows; Page Up, Page Down, Home and End go further' },
      { keys: ['Shift', '↑'], words: 'Choose several rows' },
      { keys: ['Enter'], words: 'Open the row' },
      { keys: ['mod', 'C'], words: 'Copy the chosen rows with their header' },
      { keys: ['Alt', '←'], words: 'On a column’s header: narrower; Alt → wider' },
    ],
  },
  {
    title: 'Charts and calendars',
    shortcuts: [
      { keys: ['← →'], words: 'Walk the dates, their values are said and shown' },
      { keys: ['Shift', '→'], words: 'In a calendar: choose a range of dates' },
      { keys: ['Esc'], words: 'Put the cursor away' },
    ],
  },
  {
    title: 'Backfill',
    shortcuts: [{ keys: ['mod', 'Enter'], words: 'Make the plan from any field' }],
  },
];

export function isMac(platform: string | undefined): boolean {
  return platform === 'darwin';
}

/** `Ctrl+K`, or `⌘K` on a Mac. */
export function formatKeys(keys: readonly string[], mac: boolean): string {
  const signs: Readonly<Record<string, string>> = mac ? { mod: '⌘', Shift: '⇧', Alt: '⌥' } : { mod: 'Ctrl' };
  return keys.map((key) => signs[key] ?? key).join(mac ? '' : '+');
}
