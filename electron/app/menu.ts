import { Menu, type MenuItemConstructorOptions } from 'electron';
import { SCREEN_NAMES, type AppCommand } from '../../shared/app-command.js';
import { APPEARANCES, type Appearance } from '../../shared/settings.js';

export interface MenuActions {
  readonly openDataFolder: () => void;
  readonly closeWindow: () => void;
  /** What the page does. */
  readonly command: (command: AppCommand) => void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };
const APPEARANCE_NAMES: Readonly<Record<Appearance, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

/** Ids of the items that change with what is shown or set. */
export const MENU_IDS = {
  back: 'back',
  forward: 'forward',
  appearance: (appearance: Appearance): string => `appearance-${appearance}`,
} as const;

/** The application menu of the platform. Keys that the page knows itself are shown here and handled there. */
export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform,
  devTools: boolean,
  appearance: Appearance,
): Item[] {
  const isMac = platform === 'darwin';
  const command = (label: string, what: AppCommand, accelerator?: string): Item => ({
    label,
    click: () => actions.command(what),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const settings: Item = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.command({ do: 'screen', screen: 'Settings' }),
  };
  const dataFolder: Item = {
    label: 'Open data folder',
    accelerator: 'CmdOrCtrl+Shift+D',
    registerAccelerator: false,
    click: actions.openDataFolder,
  };
  const importFolder = command('Import a folder…', { do: 'import-folder' }, 'CmdOrCtrl+Shift+O');
  const connect = command('Connect BigQuery…', { do: 'connect-bigquery' }, 'CmdOrCtrl+Shift+B');
  const close: Item = { label: 'Close window', accelerator: 'CmdOrCtrl+W', click: actions.closeWindow };
  const macApp: Item = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' },
    ],
  };
  const look = (choice: Appearance): Item => ({
    id: MENU_IDS.appearance(choice),
    label: APPEARANCE_NAMES[choice],
    type: 'radio',
    checked: choice === appearance,
    click: () => actions.command({ do: 'appearance', appearance: choice }),
  });
  const view: Item[] = [
    { label: 'Appearance', submenu: APPEARANCES.map(look) },
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    // The plus sign of most keyboards is on the key of the equals sign.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
    ...(devTools
      ? [
          SEPARATOR,
          // Its usual key asks the warehouse again.
          { role: 'reload', accelerator: 'CmdOrCtrl+Alt+R' } as const,
          { role: 'toggleDevTools' } as const,
        ]
      : []),
  ];
  // Undo is the page's: outside of fields it takes back the last small change.
  const edit: Item[] = [
    command('Undo', { do: 'undo' }, 'CmdOrCtrl+Z'),
    { role: 'redo', accelerator: isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y' },
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    SEPARATOR,
    { role: 'selectAll' },
  ];
  // The role's own menu would close the window by the key of File, too.
  const window: Item[] = isMac
    ? [{ role: 'minimize' }, { role: 'zoom' }, SEPARATOR, { role: 'front' }]
    : [{ role: 'minimize' }];
  // A Mac has its own keys for these, which the page leaves to the menu.
  const step = (label: string, what: 'back' | 'forward', mac: string, other: string): Item => ({
    ...command(label, { do: what }, isMac ? mac : other),
    id: MENU_IDS[what],
    enabled: false,
    ...(isMac ? { registerAccelerator: true } : {}),
  });
  const go: Item[] = [
    command('Find anything…', { do: 'find' }, 'CmdOrCtrl+K'),
    SEPARATOR,
    step('Back', 'back', 'Cmd+[', 'Alt+Left'),
    step('Forward', 'forward', 'Cmd+]', 'Alt+Right'),
    SEPARATOR,
    ...SCREEN_NAMES.map((screen, index) => command(screen, { do: 'screen', screen }, `CmdOrCtrl+${index + 1}`)),
    SEPARATOR,
    command('Copy the address of this view', { do: 'copy-address' }, 'CmdOrCtrl+Shift+C'),
    command('Ask the warehouse again', { do: 'reload' }, 'CmdOrCtrl+R'),
  ];
  return [
    ...(isMac ? [macApp] : []),
    {
      label: '&File',
      submenu: [
        importFolder,
        connect,
        dataFolder,
        SEPARATOR,
        ...(isMac ? [close] : [settings, SEPARATOR, close, { role: 'quit', accelerator: 'Ctrl+Q' } as const]),
      ],
    },
    { role: 'editMenu', submenu: edit },
    { label: '&View', submenu: view },
    { label: '&Go', submenu: go },
    { role: 'windowMenu', submenu: window },
    {
      role: 'help',
      submenu: [
        command('Operators’ guide', { do: 'help' }, 'F1'),
        command('Keys', { do: 'shortcuts' }, '?'),
        command('Introduction', { do: 'introduction' }, 'Shift+F1'),
        ...(isMac ? [] : [SEPARATOR, { role: 'about' } as const]),
      ],
    },
  ];
}

export function installMenu(actions: MenuActions, devTools: boolean, appearance: Appearance): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform, devTools, appearance)));
}

/** The choice is made in Settings too: the menu follows. */
export function showAppearance(appearance: Appearance): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(MENU_IDS.appearance(appearance));
  if (item) item.checked = true;
}

/** Whether there is a view to go back or forward to. */
export function showSteps(can: { readonly back: boolean; readonly forward: boolean }): void {
  const menu = Menu.getApplicationMenu();
  for (const what of ['back', 'forward'] as const) {
    const item = menu?.getMenuItemById(MENU_IDS[what]);
    if (item) item.enabled = can[what];
  }
}
