import { main } from './cli/main.js';
import { flushed, processIo } from './cli/process-io.js';

const code = await main(process.argv.slice(2), processIo());
await flushed();
// Engines keep threads that would hold the process open after its work is done.
process.exit(code);
