import { Notification } from 'electron';
import type { RunNotice } from '../../shared/console.js';

/** Kept until clicked or closed: a notification that is collected forgets its click. */
const shown = new Set<Notification>();

/** Tells the operator outside the window; a click opens it. */
export function notify(notice: Pick<RunNotice, 'title' | 'body'>, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: notice.title, body: notice.body });
  shown.add(notification);
  const forget = (): void => {
    shown.delete(notification);
  };
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  notification.show();
}
