/** Everything set-up says goes to standard error: standard output belongs to the command being started. */
export function say(text) {
  process.stderr.write(`backline: ${text}\n`);
}

/** A failure that a person can act on: printed without a stack, ends the process with `exitCode`. */
export class SetupError extends Error {
  constructor(message, { remedy, exitCode = 1 } = {}) {
    super(message);
    this.name = 'SetupError';
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** Runs a command line's main function; its number is the exit code. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    if (error.remedy) say(error.remedy);
    process.exitCode = error.exitCode;
  }
}
