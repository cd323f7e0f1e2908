import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeTheme } from 'electron';
import type { Appearance } from '../../shared/settings.js';
import { SETTINGS_FILE } from '../settings/service.js';
import { parseSettings } from '../settings/settings-file.js';

/** The page follows the system's choice of light and dark, so it is the system's answer that is set. */
export function applyAppearance(appearance: Appearance): void {
  nativeTheme.themeSource = appearance;
}

/**
 * Before the first window, so that none is drawn in the wrong colours. A file that is missing or damaged is told by the
 * services; here it only means that nothing is set.
 */
export function applyStoredAppearance(dataDir: string): void {
  const path = join(dataDir, SETTINGS_FILE);
  try {
    applyAppearance(parseSettings(readFileSync(path, 'utf8'), path).appearance);
  } catch {
    applyAppearance('system');
  }
}
