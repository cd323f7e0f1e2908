import { clipboard, Menu, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '../../shared/app-command.js';
import { isPageUrl } from './page-protocol.js';

export interface ContextMenuActions {
  readonly command: (command: AppCommand) => void;
  readonly copyText: (text: string) => void;
  readonly can: { readonly back: boolean; readonly forward: boolean };
}

type Shown = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'linkURL' | 'editFlags'>;

/** What a right click, or the menu key, offers where it was made: a field, chosen text, a link, or the view itself. */
export function contextTemplate(shown: Shown, actions: ContextMenuActions): MenuItemConstructorOptions[] {
  const { editFlags } = shown;
  if (shown.isEditable) {
    return [
      { role: 'undo', enabled: editFlags.canUndo },
      { role: 'redo', enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ];
  }
  const hash = isPageUrl(shown.linkURL) ? new URL(shown.linkURL).hash : '';
  const link: MenuItemConstructorOptions[] =
    hash === '' ? [] : [{ label: 'Copy link', click: () => actions.copyText(hash) }, { type: 'separator' }];
  const text: MenuItemConstructorOptions[] =
    shown.selectionText.trim() === ''
      ? []
      : [{ role: 'copy', enabled: editFlags.canCopy }, { role: 'selectAll' }, { type: 'separator' }];
  return [
    ...link,
    ...text,
    { label: 'Back', enabled: actions.can.back, click: () => actions.command({ do: 'back' }) },
    { label: 'Forward', enabled: actions.can.forward, click: () => actions.command({ do: 'forward' }) },
    { label: 'Copy link to this view', click: () => actions.command({ do: 'copy-address' }) },
    { type: 'separator' },
    { label: 'Help on this screen', click: () => actions.command({ do: 'help' }) },
  ];
}

/** A view that handles the click itself, such as a row of a table, never gets here. */
export function offerContextMenus(window: BrowserWindow, command: (command: AppCommand) => void): void {
  const { webContents } = window;
  webContents.on('context-menu', (_event, params) => {
    const { navigationHistory } = webContents;
    const template = contextTemplate(params, {
      command,
      copyText: (text) => {
        void clipboard.writeText(text);
      },
      can: { back: navigationHistory.canGoBack(), forward: navigationHistory.canGoForward() },
    });
    Menu.buildFromTemplate(template).popup({ window });
  });
}
