/** A key of the console as it is told to people; `mod` is Cmd on a Mac and Ctrl elsewhere. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** Where a Mac has another key; null where it has none. */
  readonly mac?: readonly string[] | null;
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
      { keys: ['mod', '1–9'], words: 'The screens of the list on the left, from the top' },
      { keys: ['Alt', '←'], mac: ['mod', '['], words: 'Back' },
      { keys: ['Alt', '→'], mac: ['mod', ']'], words: 'Forward' },
      {
        keys: ['mod', 'Z'],
        words: 'Take back what was changed last: settings, filters, a panel; in a field, its text',
      },
      { keys: ['mod', 'R'], words: 'Ask the warehouse for everything again' },
      { keys: ['mod', 'Shift', 'C'], words: 'Copy the address of this view' },
      { keys: ['F1'], words: 'Help on this screen, from the operators’ guide' },
      { keys: ['Shift', 'F1'], words: 'Introduction to the demo season' },
    ],
  },
  {
    title: 'Warehouse and settings',
    shortcuts: [
      { keys: ['mod', 'Shift', 'O'], words: 'Import a folder of files as a new warehouse' },
      { keys: ['mod', 'Shift', 'B'], words: 'Connect BigQuery' },
      { keys: ['mod', 'Shift', 'D'], words: 'Open the data folder' },
      { keys: ['mod', ','], words: 'Settings' },
    ],
  },
  {
    title: 'Tables',
    shortcuts: [
      { keys: ['mod', 'F'], words: 'Search in the table; ↓ then goes to its rows' },
      { keys: ['↑ ↓'], words: 'Walk the rows; Page Up, Page Down, Home and End go further' },
      { keys: ['Shift', '↑'], words: 'Choose several rows' },
      { keys: ['Enter'], words: 'Open the row' },
      { keys: ['mod', 'Enter'], words: 'Plan a rebuild of the chosen rows’ dates' },
      { keys: ['Delete'], mac: ['mod', '⌫'], words: 'Delete the row, where that can be taken back' },
      { keys: ['mod', 'C'], words: 'Copy the cell, or else the chosen rows with their header' },
      { keys: ['mod', 'Alt', 'C'], words: 'Copy the chosen rows as CSV' },
      { keys: ['Shift', 'F10'], mac: null, words: 'What can be done with the row, its value or the column' },
      { keys: ['Alt', '←'], words: 'On a column’s header: narrower; Alt → wider' },
    ],
  },
  {
    title: 'Charts and calendars',
    shortcuts: [
      { keys: ['← →'], words: 'Walk the dates, their values are said and shown' },
      {
        keys: ['Home'],
        words: 'In a calendar: the first day of the row, End its last; with Ctrl or ⌘ of the whole range',
      },
      { keys: ['Page Down'], words: 'In a calendar: a month on; Page Up a month back' },
      { keys: ['Shift', '→'], words: 'In a calendar: choose a range of dates' },
      { keys: ['Esc'], words: 'Put the cursor away' },
    ],
  },
  {
    title: 'Backfill',
    shortcuts: [{ keys: ['mod', 'Enter'], words: 'Make the plan from any field' }],
  },
  {
    title: 'Text',
    shortcuts: [
      { keys: ['mod', 'X'], words: 'Cut' },
      { keys: ['mod', 'C'], words: 'Copy' },
      { keys: ['mod', 'V'], words: 'Paste' },
      { keys: ['mod', 'A'], words: 'Select all' },
      { keys: ['mod', 'Y'], mac: ['mod', 'Shift', 'Z'], words: 'Redo in a field' },
    ],
  },
  {
    title: 'Window',
    shortcuts: [
      { keys: ['mod', '+'], words: 'Larger' },
      { keys: ['mod', '-'], words: 'Smaller' },
      { keys: ['mod', '0'], words: 'Actual size' },
      { keys: ['F11'], mac: ['Ctrl', 'mod', 'F'], words: 'Full screen' },
      { keys: ['mod', 'M'], words: 'Minimize' },
      { keys: ['mod', 'W'], words: 'Close the window; a run can go on' },
      { keys: ['mod', 'Q'], words: 'Quit' },
    ],
  },
];

/** As they are on the platform; what it does not have is left out. */
export function shortcutsOf(mac: boolean): readonly ShortcutGroup[] {
  if (!mac) return SHORTCUTS;
  return SHORTCUTS.map((group) => ({
    ...group,
    shortcuts: group.shortcuts.flatMap((one) =>
      one.mac === null ? [] : [{ words: one.words, keys: one.mac ?? one.keys }],
    ),
  }));
}
