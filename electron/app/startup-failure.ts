import { app, dialog } from 'electron';
import { toErrorInfo, type ErrorInfo } from '../../shared/errors.js';

/** As the command line's exit codes: 2 is bad usage, 3 is a warehouse that cannot be reached or refuses. */
export function exitCodeOf(error: ErrorInfo): number {
  return error.code === 'bad_input' ? 2 : 3;
}

/**
 * Says why the console cannot start, on standard error and in a box, and ends the process. `BACKLINE_NO_DIALOG` leaves
 * the box out, for terminals that nobody looks at.
 */
export function failToStart(thrown: unknown): void {
  const error = toErrorInfo(thrown);
  const remedy = error.remedy === undefined ? '' : `\n${error.remedy}`;
  process.stderr.write(`backline: ${error.message}${remedy}\n`);
  // Before it is ready, a Linux shows no box: the same words would stand on standard error twice.
  const canShow = app.isReady() || process.platform !== 'linux';
  if (canShow && !process.env['BACKLINE_NO_DIALOG'])
    dialog.showErrorBox('Backline cannot start', `${error.message}${remedy}`);
  app.exit(exitCodeOf(error));
}
