import { parseArgs } from 'node:util';
import { LoopbackBigQuery } from './server.js';

const USAGE = 'usage: node build/loopback.mjs --warehouse FILE.duckdb [--port N] [--project NAME] [--location NAME]\n';

/** The loopback by hand: prints its address and one line a request, until it is interrupted. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      warehouse: { type: 'string' },
      port: { type: 'string', default: '9050' },
      project: { type: 'string', default: 'loopback-project' },
      location: { type: 'string', default: 'US' },
    },
  });
  if (values.warehouse === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { warehouse, project, location, port } = values;
  const server = await LoopbackBigQuery.start({ warehouse, project, location, port: Number(port) });
  process.stdout.write(`${server.endpoint} answers for bigquery://${project} (${location}) from ${warehouse}\n`);
  server.onAnswer = ({ method, path, status }) => {
    process.stdout.write(`${new Date().toISOString()} ${status} ${method} ${path}\n`);
  };
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await server.stop();
  return 0;
}

process.exitCode = await main().catch((thrown: unknown) => {
  process.stderr.write(`loopback: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  return 1;
});
