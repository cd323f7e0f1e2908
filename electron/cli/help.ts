import type { Command } from './command.js';

const COMMON = [
  [
    '--warehouse FILE.duckdb | bigquery://PROJECT',
    'the warehouse (default: the one that is set, at first the demo season)',
  ],
  ['--data-dir DIR', 'journal, snapshots and settings (default: the application data folder, or BACKLINE_DATA_DIR)'],
  ['--today D', 'take D as the date in New York'],
  ['--json', 'one JSON document, or one event a line for running work'],
] as const;

const EXITS =
  'Exit codes: 0 done; 1 something failed, was blocked, or a check alerts; 2 bad usage; ' +
  '3 the warehouse cannot be reached or refuses; 130 cancelled.\n';

function aligned(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

export function generalHelp(commands: readonly Command[]): string {
  return [
    'backline COMMAND [FLAGS]\n\nCommands\n',
    aligned(commands.map((command) => [command.name, command.summary])),
    '\nFlags of every command\n',
    aligned(COMMON),
    '\nDates are game dates like 2026-01-31; ranges include both ends. "backline COMMAND --help" shows its flags, ' +
      '"backline --version" which Backline this is.\n',
    EXITS,
  ].join('');
}

export function commandHelp(command: Command): string {
  return [
    `backline ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}\n\n  ${command.summary}\n`,
    '\nFlags of every command\n',
    aligned(COMMON),
    `\n${EXITS}`,
  ].join('');
}
