import { resolve } from 'node:path';
import { BacklineError } from '../../shared/errors.js';
import { parseGameDate, type GameDate } from '../../shared/game-date.js';

export interface ConsoleOptions {
  /** Absolute; undefined is the app's own folder. */
  readonly dataDir: string | undefined;
  /** A file or `bigquery://project`, which wins over what is set; undefined is the warehouse that is set. */
  readonly warehouse: string | undefined;
  readonly today: GameDate | undefined;
}

/** The value of `--name value` or `--name=value`; the last one counts, as on the command line. */
function valueOf(argv: readonly string[], flag: string): string | undefined {
  let value: string | undefined;
  argv.forEach((argument, index) => {
    if (argument.startsWith(`${flag}=`)) value = argument.slice(flag.length + 1);
    if (argument !== flag) return;
    value = argv[index + 1];
    if (value === undefined || value.startsWith('--')) {
      throw new BacklineError('bad_input', `${flag} needs a value`, { subject: flag });
    }
  });
  return value;
}

/**
 * Reads the console's own flags and leaves all others to Chromium, whose switches stand on the same command line.
 * @throws BacklineError `bad_input` naming the flag.
 */
export function readOptions(argv: readonly string[], cwd: string): ConsoleOptions {
  const dataDir = valueOf(argv, '--data-dir');
  const warehouse = valueOf(argv, '--warehouse');
  const today = valueOf(argv, '--today');
  return {
    dataDir: dataDir === undefined ? undefined : resolve(cwd, dataDir),
    warehouse: warehouse === undefined || warehouse.includes('://') ? warehouse : resolve(cwd, warehouse),
    today: today === undefined ? undefined : parseGameDate(today, '--today'),
  };
}
