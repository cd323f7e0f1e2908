import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FIRST_STATE, readWindowState, writeWindowState } from '../../../electron/app/window-state.js';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-window-'));
  file = join(folder, 'window', 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written is read back', () => {
  const state = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true, zoom: 1.5 };
  writeWindowState(file, state);
  expect(readWindowState(file, [SCREEN])).toEqual(state);
});

test('a place on a screen that is gone is forgotten', () => {
  writeWindowState(file, { bounds: { x: 2500, y: 20, width: 1200, height: 800 }, maximized: false, zoom: 0 });
  expect(readWindowState(file, [SCREEN])).toEqual(FIRST_STATE);
});

test('a state from before zoom was kept is read', () => {
  const state = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: false };
  writeFileSync(join(folder, 'older.json'), JSON.stringify(state));
  expect(readWindowState(join(folder, 'older.json'), [SCREEN])).toEqual({ ...state, zoom: 0 });
});

test.each([
  '',
  '{',
  '{"bounds":{"x":"1"}}',
  '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false}',
  '{"bounds":{"x":0,"y":0,"width":900,"height":900},"maximized":false,"zoom":99}',
])('damage (%s) is no reason not to start', (text) => {
  writeFileSync(join(folder, 'damaged.json'), text);
  expect(readWindowState(join(folder, 'damaged.json'), [SCREEN])).toEqual(FIRST_STATE);
});
