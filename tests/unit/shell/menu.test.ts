import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { SCREEN_NAMES, type AppCommand } from '../../../shared/app-command.js';
import type { Appearance } from '../../../shared/settings.js';
import { screenEntries } from '../../../renderer/app/palette/entries.js';
import { formatKeys } from '../../../renderer/format/keys.js';
import { shortcutsOf } from '../../../renderer/app/shortcuts.js';

// Only the installing of a menu needs Electron, which plain Node has not.
vi.mock('electron', () => ({ Menu: {}, clipboard: {} }));
const { menuTemplate } = await import('../../../electron/app/menu.js');
const { contextTemplate } = await import('../../../electron/app/context-menu.js');

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

function build(platform: NodeJS.Platform, devTools = false, appearance: Appearance = 'system') {
  const sent: AppCommand[] = [];
  const opened: string[] = [];
  const template = menuTemplate(
    {
      openDataFolder: () => opened.push('data folder'),
      closeWindow: () => opened.push('close'),
      command: (command) => sent.push(command),
    },
    platform,
    devTools,
    appearance,
  );
  return { template, items: flat(template), sent, opened };
}

function flat(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

function click(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = items.find((one) => one.label === label);
  if (item?.click === undefined) throw new Error(`${label} is no item that can be clicked`);
  (item.click as () => void)();
}

/** Electron's own keys for its roles (lib/browser/api/menu-item-roles), where the menu names no other. */
const ROLE_KEYS: Readonly<Record<string, string | Partial<Record<NodeJS.Platform, string>>>> = {
  cut: 'CmdOrCtrl+X',
  copy: 'CmdOrCtrl+C',
  paste: 'CmdOrCtrl+V',
  selectAll: 'CmdOrCtrl+A',
  minimize: 'CmdOrCtrl+M',
  close: 'CmdOrCtrl+W',
  quit: { darwin: 'CmdOrCtrl+Q', linux: 'CmdOrCtrl+Q' },
  resetZoom: 'CmdOrCtrl+0',
  zoomIn: 'CmdOrCtrl++',
  zoomOut: 'CmdOrCtrl+-',
  togglefullscreen: { darwin: 'Ctrl+Cmd+F', linux: 'F11', win32: 'F11' },
  hide: 'Cmd+H',
  hideOthers: 'Cmd+Alt+H',
  toggleDevTools: { darwin: 'Alt+Cmd+I', linux: 'Ctrl+Shift+I', win32: 'Ctrl+Shift+I' },
};

function keysOf(items: readonly MenuItemConstructorOptions[], platform: NodeJS.Platform): readonly string[] {
  return items.flatMap((item) => {
    // The second key of a larger view is the same key of the keyboard.
    if (item.visible === false) return [];
    const own = ROLE_KEYS[item.role ?? ''];
    const key = item.accelerator ?? (typeof own === 'string' ? own : own?.[platform]);
    return key === undefined ? [] : [String(key).replace('CmdOrCtrl', platform === 'darwin' ? 'Cmd' : 'Ctrl')];
  });
}

/** `Ctrl+Shift+O` as the page writes it: `mod`, `Shift`, `O`. */
function partsOf(key: string, mac: boolean): readonly string[] {
  const signs: Readonly<Record<string, string>> = { Left: '←', Right: '→', [mac ? 'Cmd' : 'Ctrl']: 'mod' };
  return key
    .replace(/\+\+$/, '+PLUS')
    .split('+')
    .map((part) => (part === 'PLUS' ? '+' : (signs[part] ?? part)));
}

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  test('gives no key twice, the keys of the roles included', () => {
    const keys = keysOf(build(platform, true).items, platform);
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(keys.length).toBeGreaterThan(28);
  });

  test('has a key for every item that does something here', () => {
    const bare = build(platform).items.filter(
      (item) =>
        item.click !== undefined && item.type !== 'radio' && item.accelerator === undefined && item.role === undefined,
    );
    expect(bare.map(({ label }) => label)).toEqual([]);
  });

  test('lists every key in the dialog of keys, as the platform has it', () => {
    const mac = platform === 'darwin';
    const told = new Set(
      shortcutsOf(mac).flatMap(({ shortcuts }) =>
        shortcuts.flatMap(({ keys }) =>
          keys.at(-1) === '1–9'
            ? SCREEN_NAMES.map((_, index) => formatKeys([...keys.slice(0, -1), String(index + 1)], mac))
            : [formatKeys(keys, mac)],
        ),
      ),
    );
    const wanted = keysOf(build(platform).items, platform).map((key) => formatKeys(partsOf(key, mac), mac));
    // The system's own: hiding programs is told by the Mac itself.
    expect(wanted.filter((key) => !told.has(key))).toEqual(mac ? ['⌘H', '⌘⌥H'] : []);
  });

  test('opens every screen by name and number', () => {
    const { items, sent } = build(platform);
    SCREEN_NAMES.forEach((screen, index) => {
      expect(items.find(({ label }) => label === screen)?.accelerator).toBe(`CmdOrCtrl+${index + 1}`);
      click(items, screen);
    });
    expect(sent).toEqual(SCREEN_NAMES.map((screen) => ({ do: 'screen', screen })));
  });

  test('asks the page for what the page does', () => {
    const { items, sent } = build(platform);
    for (const label of ['Find anything…', 'Back', 'Forward', 'Operators’ guide', 'Keys', 'Introduction', 'Dark']) {
      click(items, label);
    }
    expect(sent).toEqual([
      { do: 'find' },
      { do: 'back' },
      { do: 'forward' },
      { do: 'help' },
      { do: 'shortcuts' },
      { do: 'introduction' },
      { do: 'appearance', appearance: 'dark' },
    ]);
  });

  test('marks the appearance that is set, and only that', () => {
    const marked = build(platform, false, 'dark').items.filter(({ type, checked }) => type === 'radio' && checked);
    expect(marked.map(({ label }) => label)).toEqual(['Dark']);
  });

  test('has the tools of developers only where they are wanted', () => {
    const roles = (devTools: boolean): readonly unknown[] => build(platform, devTools).items.map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
  });

  test('leaves the keys that the page handles to the page', () => {
    const { items } = build(platform);
    const find = items.find(({ label }) => label === 'Find anything…');
    expect(find).toMatchObject({ accelerator: 'CmdOrCtrl+K', registerAccelerator: false });
  });
});

test('back and forward have the keys of the platform', () => {
  const keys = (platform: NodeJS.Platform): readonly unknown[] =>
    build(platform)
      .items.filter(({ id }) => id === 'back' || id === 'forward')
      .map(({ accelerator, enabled }) => [accelerator, enabled]);
  expect(keys('darwin')).toEqual([
    ['Cmd+[', false],
    ['Cmd+]', false],
  ]);
  expect(keys('linux')).toEqual([
    ['Alt+Left', false],
    ['Alt+Right', false],
  ]);
});

test('settings stand in the app’s own menu on a Mac and under File elsewhere, and quitting with them', () => {
  const menuOf = (platform: NodeJS.Platform, label: string): string | undefined => {
    const found = build(platform).template.find(
      ({ submenu }) => Array.isArray(submenu) && submenu.some((item) => item.label === label || item.role === label),
    );
    return found?.role ?? found?.label;
  };
  expect([menuOf('darwin', 'Settings…'), menuOf('darwin', 'quit')]).toEqual(['appMenu', 'appMenu']);
  expect([menuOf('linux', 'Settings…'), menuOf('win32', 'quit')]).toEqual(['&File', '&File']);
});

test('the menu and the palette name the screens alike', () => {
  expect(screenEntries().map(({ label }) => label)).toEqual([...SCREEN_NAMES]);
});

describe('a right click', () => {
  const NOTHING = {
    canUndo: false,
    canRedo: false,
    canCut: false,
    canCopy: false,
    canPaste: false,
    canDelete: false,
    canSelectAll: true,
    canEditRichly: false,
  };
  const offer = (shown: Partial<Parameters<typeof contextTemplate>[0]>) => {
    const sent: AppCommand[] = [];
    const copied: string[] = [];
    const items = contextTemplate(
      { isEditable: false, selectionText: '', linkURL: '', editFlags: NOTHING, ...shown },
      {
        command: (command) => sent.push(command),
        copyText: (text) => copied.push(text),
        can: { back: true, forward: false },
      },
    );
    return { items, sent, copied, words: items.flatMap(({ role, label }) => role ?? label ?? []) };
  };

  test('in a field edits, with what can be done there', () => {
    const { items, words } = offer({ isEditable: true, editFlags: { ...NOTHING, canPaste: true } });
    expect(words).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']);
    expect(items.filter(({ enabled }) => enabled === true).map(({ role }) => role)).toEqual(['paste', 'selectAll']);
  });

  test('on chosen text copies it; elsewhere there is nothing to copy but the view', () => {
    expect(offer({ selectionText: '25.5', editFlags: { ...NOTHING, canCopy: true } }).words).toContain('copy');
    expect(offer({}).words).toEqual(['Back', 'Forward', 'Copy link to this view', 'Help on this screen']);
  });

  test('on a link of the console copies its address, on another nothing', () => {
    const { items, copied } = offer({ linkURL: 'app://backline/index.html#/gaps?row=1' });
    click(items, 'Copy link');
    expect(copied).toEqual(['#/gaps?row=1']);
    expect(offer({ linkURL: 'https://example.com/#/gaps' }).words).not.toContain('Copy link');
  });

  test('goes back and forward only where there is something', () => {
    const { items, sent } = offer({});
    expect(items.filter(({ enabled }) => enabled === false).map(({ label }) => label)).toEqual(['Forward']);
    click(items, 'Back');
    click(items, 'Copy link to this view');
    click(items, 'Help on this screen');
    expect(sent).toEqual([{ do: 'back' }, { do: 'copy-address' }, { do: 'help' }]);
  });
});
