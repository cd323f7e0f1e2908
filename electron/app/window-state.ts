import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../disk/make-folder.js';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
/** Chromium's steps: each is 20 % larger than the one before. */
const zoom = z.number().min(-8).max(9);
const stored = z.object({ bounds, maximized: z.boolean(), zoom: zoom.default(0) });

export type WindowBounds = z.infer<typeof bounds>;
export interface WindowState {
  /** Null: let the system place it. */
  readonly bounds: WindowBounds | null;
  readonly maximized: boolean;
  /** 0 is 100 %. */
  readonly zoom: number;
}

export const FIRST_STATE: WindowState = { bounds: null, maximized: false, zoom: 0 };

/** True when enough of a window lies on some screen to be seen and dragged: screens come and go. */
function isVisible(window: WindowBounds, screens: readonly WindowBounds[]): boolean {
  return screens.some((screen) => {
    const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
    const height = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y);
    return width >= 200 && height >= 100;
  });
}

/** How the window was left, or the first state when that is unknown, damaged, or off every screen. */
export function readWindowState(file: string, screens: readonly WindowBounds[]): WindowState {
  try {
    const state = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isVisible(state.bounds, screens) ? state : { ...state, bounds: null };
  } catch {
    return FIRST_STATE;
  }
}

/** Best effort: a window that cannot remember its place is no reason to fail anything. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(`${file}.tmp`, JSON.stringify(state));
    renameSync(`${file}.tmp`, file);
  } catch {
    // A full or read-only disk is told where it matters, by the journal.
  }
}
