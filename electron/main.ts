import { join } from 'node:path';
import { app, protocol } from 'electron';
import { requireDisplay } from './app/display.js';
import { hardenAllContents } from './app/hardening.js';
import { readOptions } from './app/options.js';
import { PAGE_SCHEME } from './app/page-protocol.js';
import { Shell } from './app/shell.js';
import { failToStart } from './app/startup-failure.js';
import { makeFolder } from './disk/make-folder.js';
import { commandLineIn } from './cli/command-line.js';
import { defaultDataDir } from './services/data-dir.js';

/** Chromium's own files (cache, locks) live inside the data folder, so that the lock below is per data folder. */
function prepareFolders(dataDir: string): string {
  const userData = join(dataDir, 'window');
  makeFolder(userData);
  app.setPath('userData', userData);
  app.setPath('sessionData', userData);
  return userData;
}

function run(): void {
  requireDisplay(process.env, process.platform, (name) => app.commandLine.hasSwitch(name));
  const options = readOptions(process.argv.slice(1), process.cwd());
  const dataDir = options.dataDir ?? defaultDataDir();
  const userData = prepareFolders(dataDir);
  // The first instance on this data folder comes to the front instead.
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
  // As root Chromium runs without its sandbox or not at all; `npm start` says so when that is the case.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  hardenAllContents();

  const shell = new Shell({ out: import.meta.dirname, userData }, { ...options, dataDir }, !app.isPackaged);
  let ending: 'no' | 'closing' | 'closed' = 'no';
  app.on('second-instance', () => shell.open());
  app.on('activate', () => shell.open());
  app.on('window-all-closed', () => shell.windowsClosed());
  app.on('before-quit', (event) => {
    if (!shell.mayQuit()) event.preventDefault();
  });
  app.on('will-quit', (event) => {
    if (ending === 'closed') return;
    event.preventDefault();
    if (ending === 'closing') return;
    ending = 'closing';
    void shell.close().finally(() => {
      ending = 'closed';
      app.quit();
    });
  });
  // Not awaited: `ready` waits for this script to end.
  void app
    .whenReady()
    .then(() => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => shell.leave());
      shell.start();
    })
    .catch(failToStart);
}

const command = commandLineIn(process.argv, app.isPackaged);
if (command === null) {
  try {
    run();
  } catch (thrown) {
    failToStart(thrown);
  }
} else {
  // Awaited: no window system is looked for before this script has ended, so commands run on servers and in cron.
  const { runCommandLine } = await import('./cli/run.js');
  await runCommandLine(command);
}
