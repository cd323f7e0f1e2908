import { expect, test } from 'vitest';
import { requireDisplay } from '../../../electron/app/display.js';

const none = (): boolean => false;

test('a window without a display is refused in words, and commands are named', () => {
  expect(() => requireDisplay({}, 'linux', none)).toThrow('there is no display');
  expect(() => requireDisplay({ DISPLAY: '' }, 'linux', none)).toThrow('there is no display');
});

test.each([
  ['X', { DISPLAY: ':0' }, 'linux', none],
  ['Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', none],
  ['a platform that is named', {}, 'linux', (name: string) => name === 'ozone-platform'],
  ['a Mac', {}, 'darwin', none],
  ['Windows', {}, 'win32', none],
])('%s will do', (_, env, platform, hasSwitch) => {
  expect(() => requireDisplay(env, platform, hasSwitch)).not.toThrow();
});
