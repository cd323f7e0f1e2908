import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The app's own data folder (journal, snapshots, demo warehouse, settings): the same for the window and the command
 * line, so that each finds what the other did. `--data-dir` overrides it.
 */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Backline');
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Backline');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'backline');
}
