import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, net, protocol } from 'electron';

// The built gallery in a window of the same Chromium as the console's; its folder is the last argument.
const folder = process.argv.at(-1);
protocol.registerSchemesAsPrivileged([{ scheme: 'gallery', privileges: { standard: true, secure: true } }]);
// Not awaited here: Electron gets ready only once this module has been read.
app.whenReady().then(() => {
  protocol.handle('gallery', (request) => net.fetch(pathToFileURL(join(folder, new URL(request.url).pathname)).href));
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
  return window.loadURL('gallery://page/index.html');
});
