import { expect, test } from 'vitest';
import { commandLineIn } from '../../../electron/cli/command-line.js';

test.each([
  ['the window', ['backline'], null],
  ['the window with its flags', ['backline', '--data-dir', 'x', '--today=2026-02-02'], null],
  ['a switch of the system', ['backline', '-psn_0_1'], null],
  ['the window of root', ['backline', '--no-sandbox'], null],
  ['a command', ['backline', 'plan', '--from', '2026-01-01'], ['plan', '--from', '2026-01-01']],
  ['a command of root', ['backline', '--no-sandbox', 'runs', '--json'], ['runs', '--json']],
  ['a command that is none', ['backline', 'plam'], ['plam']],
  ['help', ['backline', '--help'], ['--help']],
  ['the version', ['backline', '--version'], ['--version']],
])('packaged: %s', (_, argv, command) => {
  expect(commandLineIn(argv, true)).toEqual(command);
});

test.each([
  ['the window', ['electron', '.', '--data-dir', 'x'], null],
  ['a command', ['electron', '.', 'runs'], ['runs']],
  ['a command of root', ['electron', '--no-sandbox', '.', 'runs'], ['runs']],
  ['no folder', ['electron'], null],
])('a development runtime, after the folder: %s', (_, argv, command) => {
  expect(commandLineIn(argv, false)).toEqual(command);
});
