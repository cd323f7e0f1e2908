import { main } from './main.js';
import { flushed, processIo } from './process-io.js';

/** Runs one command line and ends the process with its exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<never> {
  const code = await main(argv, processIo());
  await flushed();
  // Engines keep threads that would hold the process open after its work is done.
  process.exit(code);
}
