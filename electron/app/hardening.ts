import { app, type Session, type WebContents } from 'electron';
import { isPageUrl } from './page-protocol.js';

/** Copying cells is the one thing the page asks permission for. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

function harden(contents: WebContents): void {
  contents.on('will-navigate', (event, url) => {
    if (!isPageUrl(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Applies to every page this process will ever hold, whoever creates it. */
export function hardenAllContents(): void {
  app.on('web-contents-created', (_event, contents) => harden(contents));
}

/** The page has no network: whatever is not ours is cancelled before a connection is made. */
export function hardenSession(session: Session, devTools: boolean): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.has(permission) && isPageUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => ALLOWED_PERMISSIONS.has(permission) && isPageUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const tools = devTools && details.url.startsWith('devtools:');
    answer({ cancel: !tools && !isPageUrl(details.url) });
  });
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}
