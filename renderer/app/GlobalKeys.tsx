import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { AppCommand } from '../../shared/app-command.js';
import { assertNever } from '../../shared/assert-never.js';
import type { Appearance } from '../../shared/settings.js';
import { helpFor } from '../features/help/guide-view.js';
import { showIntroduction } from '../features/overview/Introduction.js';
import { useClient, useConsole } from '../store/context.js';
import { startImport } from '../store/import-flow.js';
import { valueOf } from '../store/resource.js';
import { undoLast, undoState } from '../store/undo.js';
import { proposeKind } from '../features/settings/choose-warehouse.js';
import { ImportDialog } from '../features/settings/ImportDialog.js';
import { Palette } from './palette/Palette.js';
import { screenEntries, type Act, type ActionId } from './palette/entries.js';
import { focusSearch, pressOnScreen } from './palette/on-screen.js';
import { checksRoute, helpRoute, runRoute, settingsRoute } from '../address/routes.js';
import { isMac } from '../format/keys.js';
import { ShortcutsDialog } from './ShortcutsDialog.js';
import { UndoToast } from './UndoToast.js';
import { navigate, useRoute } from '../address/use-route.js';

/** A key typed into a field belongs to the field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="spinbutton"], [role="textbox"]') !== null)
  );
}

/** What a field would take back by itself: the menu's item takes the key from it. */
function undoTyping(): void {
  // The one way to the editing of a field; it has no newer name.
  document.execCommand('undo');
}

/** With Ctrl or Cmd and Shift. */
const WITH_SHIFT: ReadonlyMap<string, ActionId> = new Map([
  ['c', 'copy-address'],
  ['o', 'import-folder'],
  ['b', 'connect-bigquery'],
  ['d', 'data-folder'],
] as const);

type Shown = 'palette' | 'shortcuts' | null;

/** The keys that work on every screen, the palette and the list of keys. */
export function GlobalKeys(): ReactNode {
  const client = useClient();
  const reload = useConsole((state) => state.reload);
  const route = useRoute();
  const isDemo = useConsole((state) => valueOf(state.warehouse)?.isDemo ?? false);
  const settingsResource = useConsole((state) => state.settings);
  const settings = valueOf(settingsResource);
  const draft = useConsole((state) => state.settingsDraft);
  const saveSettings = useConsole((state) => state.saveSettings);
  const editSettings = useConsole((state) => state.editSettings);
  const commandRun = useConsole((state) => state.command);
  const mac = isMac(useConsole((state) => state.info?.platform));
  const [shown, setShown] = useState<Shown>(null);
  const close = (): void => {
    setShown(null);
  };

  function perform(action: ActionId): void {
    switch (action) {
      case 'shortcuts':
        setShown('shortcuts');
        return;
      case 'copy-address':
        void navigator.clipboard.writeText(window.location.hash);
        return;
      case 'undo':
        if (isTyping(document.activeElement)) undoTyping();
        else void undoLast();
        return;
      case 'import-folder':
        void startImport(client);
        return;
      case 'connect-bigquery':
        proposeKind({ settings: settingsResource, settingsDraft: draft, editSettings }, 'bigquery');
        navigate(settingsRoute('warehouse'));
        return;
      case 'appearance-system':
        void setAppearance('system');
        return;
      case 'appearance-light':
        void setAppearance('light');
        return;
      case 'appearance-dark':
        void setAppearance('dark');
        return;
      case 'run-checks':
        navigate(checksRoute());
        return;
      case 'guide':
        navigate(helpRoute(helpFor(route)));
        return;
      case 'introduction':
        // It speaks of the demo; on another warehouse the guide is what introduces.
        if (isDemo) showIntroduction();
        navigate(isDemo ? { screen: 'overview' } : helpRoute());
        return;
      case 'data-folder':
        void client.app.open({ target: 'data-folder' });
        return;
      case 'reload':
        reload();
        return;
      default:
        assertNever(action, 'action');
    }
  }

  function act(chosen: Act): void {
    switch (chosen.kind) {
      case 'go':
        navigate(chosen.route);
        return;
      case 'do':
        perform(chosen.action);
        return;
      case 'run':
        navigate(runRoute(chosen.runId));
        void commandRun(chosen.runId, chosen.command);
        return;
      case 'press':
        pressOnScreen(chosen.id);
        return;
      default:
        assertNever(chosen, 'act');
    }
  }

  /** What is edited and not saved yet stays so, but for the appearance. */
  async function setAppearance(appearance: Appearance): Promise<void> {
    const known = settings ?? (await client.settings.get().then((answer) => (answer.ok ? answer.value : null)));
    const answer = known === null ? null : await saveSettings({ ...known, appearance });
    if (answer?.ok !== true) {
      // Settings say why they cannot be read, or show what is not saved.
      if (known !== null) editSettings({ ...(draft ?? known), appearance });
      navigate(settingsRoute('appearance'));
    } else if (draft !== null) editSettings({ ...draft, appearance });
  }

  const obey = useEffectEvent((command: AppCommand): void => {
    switch (command.do) {
      case 'find':
        setShown('palette');
        return;
      case 'shortcuts':
      case 'introduction':
      case 'copy-address':
      case 'reload':
      case 'undo':
      case 'import-folder':
      case 'connect-bigquery':
        perform(command.do);
        return;
      case 'help':
        perform('guide');
        return;
      case 'back':
        window.history.back();
        return;
      case 'forward':
        window.history.forward();
        return;
      case 'screen': {
        const entry = screenEntries().find(({ label }) => label === command.screen);
        if (entry) act(entry.act);
        return;
      }
      case 'appearance':
        void setAppearance(command.appearance);
        return;
      default:
        assertNever(command, 'command');
    }
  });

  useEffect(
    () =>
      client.app.command((command) => {
        obey(command);
      }),
    [client],
  );

  useEffect(() => {
    /** The fourth and fifth button of a mouse. */
    function onMouseUp(event: MouseEvent): void {
      if (event.button !== 3 && event.button !== 4) return;
      event.preventDefault();
      obey({ do: event.button === 3 ? 'back' : 'forward' });
    }
    window.addEventListener('mouseup', onMouseUp);
    return () => {
      window.removeEventListener('mouseup', onMouseUp);
    };
  }, []);

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const mod = mac ? event.metaKey : event.ctrlKey;
    const key = event.key.toLowerCase();
    if (mod && !event.altKey && !event.shiftKey && key === 'k') {
      event.preventDefault();
      setShown((now) => (now === 'palette' ? null : 'palette'));
      return;
    }
    // A dialog has its own keys.
    if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
    if (event.key === 'F1' && !mod && !event.altKey) {
      event.preventDefault();
      perform(event.shiftKey ? 'introduction' : 'guide');
    } else if (event.key === '?' && !mod && !isTyping(event.target)) {
      event.preventDefault();
      setShown('shortcuts');
    } else if (mod && !event.altKey && !event.shiftKey && key === 'z') {
      // A field takes back what was typed in it, which the page has no part in.
      if (isTyping(event.target) || undoState().done.length === 0) return;
      event.preventDefault();
      perform('undo');
    } else if (mod && !event.altKey && !event.shiftKey && key === 'f') {
      if (focusSearch()) event.preventDefault();
    } else if (mod && !event.altKey && !event.shiftKey && key === 'r') {
      event.preventDefault();
      perform('reload');
    } else if (mod && event.shiftKey && !event.altKey && WITH_SHIFT.has(key)) {
      event.preventDefault();
      perform(WITH_SHIFT.get(key) ?? 'shortcuts');
    } else if (mod && !event.altKey && !event.shiftKey && /^[1-9]$/.test(event.key)) {
      const entry = screenEntries()[Number(event.key) - 1];
      if (entry?.act.kind !== 'go') return;
      event.preventDefault();
      navigate(entry.act.route);
    } else if (event.altKey && !mod && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      // On a column's header the same keys change its width, in a field they belong to the field.
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (event.target instanceof Element && event.target.closest('th, [role="columnheader"]') !== null) return;
      event.preventDefault();
      if (event.key === 'ArrowLeft') window.history.back();
      else window.history.forward();
    }
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      onKey(event);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    <>
      <Palette open={shown === 'palette'} mac={mac} onClose={close} onAct={act} />
      <ShortcutsDialog open={shown === 'shortcuts'} mac={mac} onClose={close} />
      <ImportDialog />
      <UndoToast mac={mac} />
    </>
  );
}
