import { useEffect, useState, type ReactNode } from 'react';
import { assertNever } from '../../shared/assert-never.js';
import { useClient, useConsole } from '../store/context.js';
import { Palette } from './palette/Palette.js';
import { screenEntries, type Act, type ActionId } from './palette/entries.js';
import { checksRoute } from './routes.js';
import { isMac } from './shortcuts.js';
import { ShortcutsDialog } from './ShortcutsDialog.js';
import { navigate } from './use-route.js';

/** A key typed into a field belongs to the field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="spinbutton"], [role="textbox"]') !== null)
  );
}

type Shown = 'palette' | 'shortcuts' | null;

/** The keys that work on every screen, the palette and the list of keys. */
export function GlobalKeys(): ReactNode {
  const client = useClient();
  const reload = useConsole((state) => state.reload);
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
      case 'run-checks':
        navigate(checksRoute());
        return;
      case 'guide':
        void client.app.open({ target: 'operators-guide' });
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
    if (chosen.kind === 'go') navigate(chosen.route);
    else perform(chosen.action);
  }

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const mod = mac ? event.metaKey : event.ctrlKey;
      const key = event.key.toLowerCase();
      if (mod && !event.altKey && !event.shiftKey && key === 'k') {
        event.preventDefault();
        setShown((now) => (now === 'palette' ? null : 'palette'));
        return;
      }
      // A dialog has its own keys.
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (event.key === '?' && !mod && !isTyping(event.target)) {
        event.preventDefault();
        setShown('shortcuts');
      } else if (mod && event.shiftKey && key === 'c') {
        event.preventDefault();
        void navigator.clipboard.writeText(window.location.hash);
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
    }
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [mac]);

  return (
    <>
      <Palette open={shown === 'palette'} mac={mac} onClose={close} onAct={act} />
      <ShortcutsDialog open={shown === 'shortcuts'} mac={mac} onClose={close} />
    </>
  );
}
