import { BacklineError } from '../../shared/errors.js';

/**
 * Without a display Chromium ends by a fault of its own, in words of its own; so that is looked for before. Only Linux
 * can be without one.
 * @throws BacklineError `bad_input`.
 */
export function requireDisplay(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  hasSwitch: (name: string) => boolean,
): void {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return;
  // Whoever names another platform than a screen knows what he does.
  if (hasSwitch('headless') || hasSwitch('ozone-platform')) return;
  throw new BacklineError('bad_input', 'there is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set)', {
    subject: 'DISPLAY',
    remedy: 'In a terminal the same job is done by commands: see `backline help`.',
  });
}
