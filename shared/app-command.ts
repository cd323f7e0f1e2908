import type { Appearance } from './settings.js';

/** The screens in the order of the list on the left, as the menu names them; the first nine have a key with their number. */
export const SCREEN_NAMES = [
  'Overview',
  'Backfill',
  'Runs',
  'Coverage',
  'Gaps',
  'Line diff',
  'Checks',
  'Root cause',
  'Settings',
] as const;
export type ScreenName = (typeof SCREEN_NAMES)[number];

/** What the menus of the desktop ask the page to do; nothing in them is free text. */
export type AppCommand =
  | {
      readonly do:
        | 'find'
        | 'shortcuts'
        | 'help'
        | 'introduction'
        | 'back'
        | 'forward'
        | 'copy-address'
        | 'reload'
        | 'undo'
        | 'import-folder'
        | 'connect-bigquery';
    }
  | { readonly do: 'screen'; readonly screen: ScreenName }
  | { readonly do: 'appearance'; readonly appearance: Appearance };
