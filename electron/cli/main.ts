import { BacklineError, toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import { parseFlags } from './args.js';
import type { Command } from './command.js';
import { backfill } from './commands/backfill.js';
import { check } from './commands/check.js';
import { coverage } from './commands/coverage.js';
import { demo } from './commands/demo.js';
import { diff } from './commands/diff.js';
import { exportRows } from './commands/export.js';
import { gaps } from './commands/gaps.js';
import { importFiles } from './commands/import.js';
import { plan } from './commands/plan.js';
import { restore } from './commands/restore.js';
import { resume } from './commands/resume.js';
import { run } from './commands/run.js';
import { runs } from './commands/runs.js';
import { schema } from './commands/schema.js';
import { BAD_USAGE, DONE, exitCodeOf } from './exit-codes.js';
import { commandHelp, generalHelp } from './help.js';
import type { Io } from './io.js';
import { nearest } from './nearest.js';
import { VERSION } from './version.js';

/** In the order of help; a command stands here once its capability does. */
export const COMMANDS: readonly Command[] = [
  demo,
  importFiles,
  plan,
  backfill,
  runs,
  run,
  resume,
  restore,
  coverage,
  gaps,
  diff,
  check,
  exportRows,
  schema,
];

function errorText(error: ErrorInfo): string {
  const remedy = error.remedy === undefined ? '' : `  ${error.remedy}\n`;
  return `error: ${error.message}\n${remedy}`;
}

/** With `--json` the error is a document as well, on standard error where diagnostics go. */
function report(error: ErrorInfo, asJson: boolean, io: Io): void {
  io.err(asJson ? `${JSON.stringify({ error })}\n` : errorText(error));
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((candidate) => candidate.name);
  const meant = nearest(name, names);
  throw new BacklineError('bad_input', `unknown command "${name}"`, {
    subject: name,
    remedy: meant === undefined ? `Commands: ${names.join(', ')}.` : `Is "${meant}" meant?`,
  });
}

/**
 * Runs one command line and answers its exit code. Never throws: every failure is told on `io.err` and mapped to a code.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined) {
      io.err(generalHelp(COMMANDS));
      return BAD_USAGE;
    }
    if (name === 'help' || name === '--help' || name === '-h') {
      const topic = rest[0];
      io.out(topic === undefined ? generalHelp(COMMANDS) : commandHelp(commandNamed(topic)));
      return DONE;
    }
    if (name === 'version' || name === '--version') {
      io.out(`${VERSION}\n`);
      return DONE;
    }
    const command = commandNamed(name);
    const args = parseFlags(rest, command.flags);
    if (args.has('help')) {
      io.out(commandHelp(command));
      return DONE;
    }
    return await command.run(args, io);
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    report(error, rest.includes('--json'), io);
    if (error.code === 'internal' && thrown instanceof Error) io.err(`${thrown.stack ?? ''}\n`);
    return exitCodeOf(error.code);
  }
}
