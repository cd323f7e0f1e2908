import { DONE, FAILED } from './exit-codes.js';
import { main } from './main.js';
import { flushed, lostOutput, processIo } from './process-io.js';

/** Runs one command line and ends the process with its exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<never> {
  const io = processIo();
  const code = await main(argv, io);
  await flushed();
  const lost = lostOutput();
  if (lost !== null) {
    io.err(`error: the output could not be written: ${lost}\n`);
    process.exit(code === DONE ? FAILED : code);
  }
  // Engines keep threads that would hold the process open after its work is done.
  process.exit(code);
}
