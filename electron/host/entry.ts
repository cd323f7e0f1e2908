import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { openServices } from '../services.js';
import { hostCalls, passOn } from './calls.js';
import type { HostMessage, HostOptions, HostRequest } from './protocol.js';
import { serveHost } from './serve.js';

const port = process.parentPort;
const post = (message: HostMessage): void => port.postMessage(message);
const emit: BridgeEmit = (group, name, payload) => post({ kind: 'event', group, name: String(name), payload });

function readHostOptions(): HostOptions {
  const text = process.argv[2];
  if (text === undefined) throw new BacklineError('internal', 'the host was started without its options');
  return JSON.parse(text) as HostOptions;
}

// A terminal's Ctrl-C reaches every process of the group; main decides what is to be closed, and asks for it.
process.on('SIGINT', () => undefined);

const opening = new AbortController();
const serve = serveHost(
  async (onProgress) => {
    const services = await openServices({
      ...readHostOptions(),
      access: 'write',
      signal: opening.signal,
      onProgress: ({ message, fraction }) => onProgress(message, fraction),
    });
    passOn(services, emit);
    for (const { message } of services.damaged) process.stderr.write(`backline: ${message}\n`);
    return { calls: hostCalls(services, emit), close: services.close };
  },
  post,
  () => process.exit(0),
);

port.on('message', ({ data }: { readonly data: HostRequest }) => {
  // Leaving while the demo is being made: nobody waits for it any more.
  if (data.kind === 'close') opening.abort();
  serve(data).catch((thrown: unknown) => {
    process.stderr.write(`backline: ${toErrorInfo(thrown).message}\n`);
    process.exit(1);
  });
});
