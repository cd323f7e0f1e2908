import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly openDataFolder: () => void;
  readonly openOperatorsGuide: () => void;
  readonly closeWindow: () => void;
}

/** The application menu of the platform; what the page itself does has its own keys there. */
export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform,
  devTools: boolean,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const dataFolder: MenuItemConstructorOptions = { label: 'Open data folder', click: actions.openDataFolder };
  const close: MenuItemConstructorOptions = {
    label: 'Close window',
    accelerator: 'CmdOrCtrl+W',
    click: actions.closeWindow,
  };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ];
  const developer: MenuItemConstructorOptions[] = devTools
    ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }]
    : [];
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: isMac ? [dataFolder, separator, close] : [dataFolder, separator, close, { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: [...view, ...developer] },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Operators’ guide', accelerator: 'F1', click: actions.openOperatorsGuide },
        ...(isMac ? [] : [separator, { role: 'about' } satisfies MenuItemConstructorOptions]),
      ],
    },
  ];
}

export function installMenu(actions: MenuActions, devTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform, devTools)));
}
