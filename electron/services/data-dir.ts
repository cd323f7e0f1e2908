import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where journal, snapshots, settings and the demo warehouse live unless a folder is named: `BACKLINE_DATA_DIR`, else the
 * platform's place for application data.
 */
export function defaultDataDir(env: Environment = process.env, platform: string = process.platform): string {
  const named = env['BACKLINE_DATA_DIR'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Backline');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Backline');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG base directory rules say that a relative path is to be ignored.
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.local', 'share'), 'backline');
}
