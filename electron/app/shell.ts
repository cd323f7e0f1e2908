import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  protocol,
  session,
  shell as desktop,
  type IpcMainInvokeEvent,
} from 'electron';
import type { AppCommand } from '../../shared/app-command.js';
import type { RunDelta, RunSummary } from '../../shared/backfill.js';
import type { CheckReport } from '../../shared/checks.js';
import type { AppInfo, OpenTarget, RunNotice, ServicesStatus } from '../../shared/console.js';
import { BacklineError, fromErrorInfo, toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import { channelOf } from '../../shared/ipc/call.js';
import { HostClient } from '../host/client.js';
import { forkHost } from '../host/fork.js';
import type { HostOptions } from '../host/protocol.js';
import { bindBridge } from '../ipc/bind.js';
import { bridgeHandlers, type ExportKind } from '../ipc/handlers.js';
import { OpenReads } from '../ipc/open-reads.js';
import { applyAppearance, applyStoredAppearance } from './appearance.js';
import { askExportPath, chooseFile, chooseImport } from './file-dialogs.js';
import { writeReport } from './print-report.js';
import { writePicture } from './write-picture.js';
import { offerContextMenus } from './context-menu.js';
import { BackgroundTray } from './background.js';
import { checkNotice } from './check-notice.js';
import { askBeforeClosing } from './close-guard.js';
import { hardenSession } from './hardening.js';
import { installMenu, showAppearance, showSteps } from './menu.js';
import { CHECKS_ADDRESS, runAddress } from './notice-address.js';
import { readNotices } from './notices.js';
import { notify } from './notify.js';
import { PAGE_SCHEME, servePage } from './page-protocol.js';
import { RunWatch } from './run-watch.js';
import { failToStart } from './startup-failure.js';
import { StayingAwake } from './staying-awake.js';
import { ConsoleWindow, windowPlaces } from './window.js';

/** A run that ended without a window leaves this long to answer its notification before the app goes too. */
const LINGER_MS = 60_000;

export interface ShellPlaces {
  /** Folder of the bundle: main.js, host.js, preload.cjs, renderer/. */
  readonly out: string;
  readonly userData: string;
}

/** Puts the window, the host and the desktop around them together, and decides when the app may go. */
export class Shell {
  private readonly window: ConsoleWindow;
  private readonly host: HostClient;
  private readonly watch = new RunWatch();
  private readonly awake = new StayingAwake();
  private readonly reads = new OpenReads();
  private readonly tray: BackgroundTray;
  private wasReady = false;
  private asking = false;
  /** Once true, closing asks no more. */
  private leaving = false;
  private afterStop: (() => void) | undefined;
  private linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly places: ShellPlaces,
    private readonly options: HostOptions,
    private readonly devTools: boolean,
  ) {
    const windowFiles = windowPlaces(places.out, places.userData, devTools);
    this.window = new ConsoleWindow(windowFiles, () => this.mayClose(), {
      opened: (window) => {
        showSteps({ back: false, forward: false });
        window.on('focus', () => {
          this.watch.looked();
          this.showProgress();
        });
        this.giveUpWithPage(window);
        offerContextMenus(window, (command) => this.command(command));
      },
      steps: showSteps,
    });
    this.host = new HostClient(() => forkHost(join(places.out, 'host.js'), options), {
      onServices: (status) => this.servicesChanged(status),
      onEvent: (group, name, payload) => this.hostEvent(group, name, payload),
      onDeath: (error) => this.hostDied(error),
    });
    this.tray = new BackgroundTray(windowFiles.icon, { open: () => this.open(), quit: () => app.quit() });
  }

  /** The window first, so that it is there while the services open. */
  start(): void {
    protocol.handle(PAGE_SCHEME, servePage(join(this.places.out, 'renderer')));
    hardenSession(session.defaultSession, this.devTools);
    applyStoredAppearance(this.options.dataDir);
    const handlers = bridgeHandlers(
      this.host,
      {
        info: () => this.info(),
        notices: () => readNotices(this.places.out),
        open: (target) => this.openPlace(target),
        askExportPath: (suggested, what) => this.askExportPath(suggested, what),
        chooseFile: (what) => chooseFile(this.window.browserWindow, what),
        chooseImport: () => chooseImport(this.window.browserWindow),
        writeReport: (path, make) => writeReport(path, make),
        writePicture: (path, png) => writePicture(path, png),
        settingsSaved: ({ appearance }) => {
          applyAppearance(appearance);
          showAppearance(appearance);
        },
      },
      this.reads,
    );
    bindBridge<IpcMainInvokeEvent>(
      (channel, listener) => ipcMain.handle(channel, listener),
      handlers,
      (event) => this.window.isSender(event),
      this.reads,
    );
    installMenu(
      {
        openDataFolder: () => this.fromMenu(this.openPlace('data-folder')),
        closeWindow: () => this.window.browserWindow?.close(),
        command: (command) => this.command(command),
      },
      this.devTools,
      nativeTheme.themeSource,
    );
    this.host.start();
    this.open();
  }

  /** Opens the window or brings it to the front: a second start, a click on the dock or tray; on a notification, at its view. */
  open(address?: string): void {
    clearTimeout(this.linger);
    this.tray.hide();
    this.watch.looked();
    this.window.show(address);
    this.showProgress();
  }

  /** The last window is gone. */
  windowsClosed(): void {
    if (this.watch.atWork.length > 0 && !this.leaving) this.tray.show();
    else app.quit();
  }

  /** Whether quitting may go on now; if not, the operator is being asked. */
  mayQuit(): boolean {
    if (this.leaving || this.watch.unfinished.length === 0) return true;
    this.ask(() => this.leave());
    return false;
  }

  /** The system or a terminal ends the app: no questions, the journal keeps what was under way. */
  leave(): void {
    this.leaving = true;
    app.quit();
  }

  async close(): Promise<void> {
    clearTimeout(this.linger);
    this.tray.hide();
    this.window.destroy();
    await this.host.close();
  }

  /** A page that is loaded anew, or closed while a run goes on, hears no answer any more. */
  private giveUpWithPage({ webContents }: BrowserWindow): void {
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.reads.giveUpAll();
    });
    webContents.once('destroyed', () => this.reads.giveUpAll());
  }

  private mayClose(): boolean {
    if (this.leaving || this.watch.unfinished.length === 0) return true;
    this.ask(() => this.window.destroy());
    return false;
  }

  /** Asks once at a time; `whenStopped` is what the operator was about to do. */
  private ask(whenStopped: () => void): void {
    if (this.asking) return;
    this.asking = true;
    void askBeforeClosing(this.window.browserWindow, this.watch.unfinished)
      .then(async (choice) => {
        if (choice === 'background') await this.toBackground();
        if (choice !== 'stop') return;
        this.afterStop = whenStopped;
        await this.tellAll('stop', this.watch.unfinished);
        this.goWhenIdle();
      })
      .catch((thrown: unknown) => this.complain(thrown))
      .finally(() => {
        this.asking = false;
      });
  }

  /** Without a window nobody could resume a paused run: it goes on now, unless another is at work already. */
  private async toBackground(): Promise<void> {
    if (this.watch.atWork.length === 0) await this.tellAll('resume', this.watch.unfinished);
    this.window.destroy();
  }

  private async tellAll(command: 'stop' | 'resume', runs: readonly RunSummary[]): Promise<void> {
    const told = await Promise.all(runs.map(({ id }) => this.host.call('backfill', command, { runId: id })));
    for (const run of told) this.watch.update(run);
  }

  private goWhenIdle(): void {
    if (this.watch.unfinished.length > 0) return;
    const go = this.afterStop;
    this.afterStop = undefined;
    go?.();
  }

  private servicesChanged(status: ServicesStatus): void {
    this.window.send(channelOf('app', 'servicesChanged'), status);
    // Whoever named a warehouse is told at once; where it was set, the window stays: another one is chosen there.
    if (status.phase === 'failed' && !this.wasReady && this.options.warehouse !== undefined) {
      this.host.abandon();
      failToStart(status.error ? fromErrorInfo(status.error) : new BacklineError('internal', status.message));
    }
    if (status.phase !== 'ready') return;
    this.wasReady = true;
    this.host.call('backfill', 'runs', undefined).then(
      (runs) => {
        this.watch.reset(runs);
        this.runsChanged();
      },
      (thrown: unknown) => process.stderr.write(`backline: ${toErrorInfo(thrown).message}\n`),
    );
  }

  private hostEvent(group: string, name: string, payload: unknown): void {
    const channel = channelOf(group, name);
    this.window.send(channel, payload);
    // The host is our own program and sends what the schema's types say.
    if (channel === channelOf('backfill', 'delta')) {
      this.watch.update((payload as RunDelta).summary);
      this.runsChanged();
    } else if (channel === channelOf('backfill', 'notice')) {
      const notice = payload as RunNotice;
      this.tellEnd(notice);
    } else if (channel === channelOf('checks', 'ran')) {
      const notice = checkNotice(payload as CheckReport);
      if (notice !== null) this.tell(notice, CHECKS_ADDRESS);
    }
  }

  private hostDied(error: ErrorInfo): void {
    process.stderr.write(`backline: ${error.message}\n`);
    for (const run of this.watch.atWork) {
      const notice: RunNotice = {
        runId: run.id,
        state: 'interrupted',
        title: 'The rebuild was interrupted',
        body: `${error.message}. Resume the run to go on.`,
      };
      this.window.send(channelOf('backfill', 'notice'), notice);
      this.tellEnd(notice);
    }
    this.watch.reset([]);
    this.runsChanged();
  }

  private tellEnd(notice: RunNotice): void {
    this.tell(notice, runAddress(notice));
    if (this.window.browserWindow?.isFocused()) return;
    this.watch.endedUnseen(notice.state);
    this.window.askForAttention();
    this.showProgress();
  }

  /** Whoever looks at the window sees it there. */
  private tell(notice: Pick<RunNotice, 'title' | 'body'>, address: string): void {
    if (!this.window.browserWindow?.isFocused()) notify(notice, () => this.open(address));
  }

  private runsChanged(): void {
    this.showProgress();
    const idle = this.watch.atWork.length === 0;
    this.awake.set(!idle);
    if (!idle) return;
    this.goWhenIdle();
    if (this.window.browserWindow === undefined && this.wasReady && process.platform !== 'darwin') {
      this.tray.describe('the rebuild has ended');
      clearTimeout(this.linger);
      this.linger = setTimeout(() => app.quit(), LINGER_MS);
    }
  }

  private showProgress(): void {
    const { fraction, mode } = this.watch.progress;
    this.window.setProgress(fraction, mode);
    if (fraction >= 0 && fraction <= 1) this.tray.describe(`a rebuild is running, ${Math.floor(fraction * 100)} %`);
  }

  private info(): AppInfo {
    return {
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      dataDir: this.options.dataDir,
    };
  }

  private async openPlace(target: OpenTarget): Promise<void> {
    const places: Readonly<Record<OpenTarget, string>> = {
      'data-folder': this.options.dataDir,
    };
    const problem = await desktop.openPath(places[target]);
    if (problem !== '') {
      throw new BacklineError('not_found', `${places[target]} cannot be opened: ${problem}`, {
        subject: places[target],
      });
    }
  }

  /** A menu works without a window too, where a Mac keeps one: it opens first. */
  private command(command: AppCommand): void {
    if (this.window.browserWindow === undefined) this.open();
    else this.window.send(channelOf('app', 'command'), command);
  }

  private askExportPath(suggested: string, what: ExportKind): Promise<string | null> {
    return askExportPath(this.window.browserWindow, join(app.getPath('documents'), suggested), what);
  }

  private fromMenu(work: Promise<void>): void {
    work.catch((thrown: unknown) => this.complain(thrown));
  }

  /** For failures outside any call of the window, which shows its own. */
  private complain(thrown: unknown): void {
    const { message, remedy } = toErrorInfo(thrown);
    process.stderr.write(`backline: ${message}\n`);
    void dialog.showMessageBox({ type: 'error', title: 'Backline', message, detail: remedy ?? '' });
  }
}
