import type { RunningConsole } from './launch.js';

/** What the app asked of the desktop since it was watched. */
export interface DesktopSeen {
  /** `title: body` of each notification, in order. */
  readonly notifications: readonly string[];
  /** Mode and share of the taskbar's progress, as set last. */
  readonly progress: { readonly fraction: number; readonly mode: string } | null;
  /** Whether any of the app's own blockers keeps the machine awake now, as Electron says. */
  readonly awake: boolean;
}

interface Watched {
  readonly shown: Electron.Notification[];
  readonly blockers: number[];
  readonly modes: string[];
  progress: DesktopSeen['progress'];
}

type WithWatched = typeof globalThis & { watched: Watched };

/**
 * Watches what goes to the desktop, by Electron's own objects: only the drawing of a notification is left out, which a
 * machine without a desktop cannot do. The window counts as one that nobody looks at.
 */
export async function watchDesktop(running: RunningConsole): Promise<void> {
  await running.app.evaluate(({ BrowserWindow, Notification, powerSaveBlocker }) => {
    const watched: Watched = { shown: [], blockers: [], modes: [], progress: null };
    (globalThis as WithWatched).watched = watched;
    BrowserWindow.prototype.isFocused = () => false;
    Notification.isSupported = () => true;
    Notification.prototype.show = function (): void {
      watched.shown.push(this);
    };
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => {
      const id = start(type);
      watched.blockers.push(id);
      return id;
    };
    const windows = BrowserWindow.prototype as {
      setProgressBar: (
        this: Electron.BrowserWindow,
        ...args: Parameters<Electron.BrowserWindow['setProgressBar']>
      ) => void;
    };
    const { setProgressBar } = windows;
    windows.setProgressBar = function (fraction, options): void {
      const mode = options?.mode ?? 'normal';
      watched.progress = { fraction, mode };
      const seen = fraction < 0 ? 'none' : fraction > 1 ? 'unknown' : mode;
      if (watched.modes.at(-1) !== seen) watched.modes.push(seen);
      setProgressBar.call(this, fraction, options);
    };
  });
}

export function desktopOf(running: RunningConsole): Promise<DesktopSeen> {
  return running.app.evaluate(({ powerSaveBlocker }) => {
    const { shown, blockers, progress } = (globalThis as WithWatched).watched;
    return {
      notifications: shown.map(({ title, body }) => `${title}: ${body}`),
      progress,
      awake: blockers.some((id) => powerSaveBlocker.isStarted(id)),
    };
  });
}

/** What the taskbar's progress has been, in order: none, unknown (of no known length), normal, paused, error. */
export function progressModesOf(running: RunningConsole): Promise<readonly string[]> {
  return running.app.evaluate(() => (globalThis as WithWatched).watched.modes);
}

/** Clicks the newest notification. */
export function clickNotification(running: RunningConsole): Promise<void> {
  return running.app.evaluate(() => {
    (globalThis as WithWatched).watched.shown.at(-1)?.emit('click');
  });
}
