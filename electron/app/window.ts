import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen, type IpcMainInvokeEvent } from 'electron';
import { isPageUrl, PAGE_URL } from './page-protocol.js';
import { readWindowState, writeWindowState } from './window-state.js';

export interface WindowPlaces {
  /** The bundled preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly stateFile: string;
  readonly devTools: boolean;
}

/** The one window. It may be closed while a run goes on and opened again. */
export class ConsoleWindow {
  private window: BrowserWindow | undefined;

  constructor(
    private readonly places: WindowPlaces,
    /** Asked when the operator closes the window; false keeps it open. */
    private readonly mayClose: () => boolean,
    /** A new window has its page; whether it can go back and forward is told on each change of view. */
    private readonly heard: {
      readonly opened: (window: BrowserWindow) => void;
      readonly steps: (can: { readonly back: boolean; readonly forward: boolean }) => void;
    },
  ) {}

  get browserWindow(): BrowserWindow | undefined {
    return this.window;
  }

  /** Opens the window, or brings the open one to the front; `address` is a view of the page, `#/...`. */
  show(address = ''): void {
    const { window } = this;
    if (window === undefined) {
      this.window = this.create(address);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    // Only what stands behind the # changes: the page stays and goes there as by a link.
    if (address !== '') void window.loadURL(PAGE_URL + address);
  }

  /** Closes without asking. */
  destroy(): void {
    this.window?.destroy();
  }

  send(channel: string, payload: unknown): void {
    this.window?.webContents.send(channel, payload);
  }

  /** -1 takes the bar away; above 1 is of unknown length. */
  setProgress(fraction: number, mode: 'normal' | 'paused' | 'error'): void {
    this.window?.setProgressBar(fraction, { mode });
  }

  /** The taskbar's button calls for a look, until the window has the focus. */
  askForAttention(): void {
    this.window?.flashFrame(true);
  }

  /** Only the page in the main frame of our own window is listened to. */
  isSender(event: IpcMainInvokeEvent): boolean {
    const contents = this.window?.webContents;
    const frame = event.senderFrame;
    return contents !== undefined && frame !== null && frame === contents.mainFrame && isPageUrl(frame.url);
  }

  private create(address: string): BrowserWindow {
    const state = readWindowState(
      this.places.stateFile,
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow({
      width: 1360,
      height: 860,
      ...state.bounds,
      minWidth: 960,
      minHeight: 600,
      show: false,
      title: 'Backline',
      icon: this.places.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#f7f8fa',
      webPreferences: {
        preload: this.places.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: this.places.devTools,
      },
    });
    if (state.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('focus', () => window.flashFrame(false));
    window.on('close', (event) => {
      if (!this.mayClose()) event.preventDefault();
      else
        writeWindowState(this.places.stateFile, {
          bounds: window.getNormalBounds(),
          maximized: window.isMaximized(),
          zoom: window.webContents.getZoomLevel(),
        });
    });
    window.on('closed', () => {
      this.window = undefined;
    });
    // A page that died is loaded again: it asks for everything anew, nothing lives in it alone.
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit' && !window.isDestroyed()) void window.loadURL(PAGE_URL);
    });
    window.webContents.once('dom-ready', () => window.webContents.setZoomLevel(state.zoom));
    window.webContents.on('did-navigate-in-page', () => {
      const { navigationHistory } = window.webContents;
      this.heard.steps({ back: navigationHistory.canGoBack(), forward: navigationHistory.canGoForward() });
    });
    this.heard.opened(window);
    void window.loadURL(PAGE_URL + address);
    return window;
  }
}

/** Where the bundle puts what the window needs; `out` is the folder of main.js. */
export function windowPlaces(out: string, userData: string, devTools: boolean): WindowPlaces {
  return {
    preload: join(out, 'preload.cjs'),
    icon: join(out, 'icon.png'),
    stateFile: join(userData, 'window-state.json'),
    devTools,
  };
}
