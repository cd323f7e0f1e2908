import { utilityProcess } from 'electron';
import type { HostMessage, HostOptions, HostProcess } from './protocol.js';

/** Starts the services in a process of their own; `entry` is the bundled host.js. */
export function forkHost(entry: string, options: HostOptions): HostProcess {
  const child = utilityProcess.fork(entry, [JSON.stringify(options)], {
    serviceName: 'Backline services',
    stdio: 'inherit',
  });
  return {
    post: (request) => child.postMessage(request),
    onMessage: (listener) => {
      child.on('message', (message: HostMessage) => listener(message));
    },
    onExit: (listener) => {
      child.on('exit', (code) => listener(code));
    },
    kill: () => {
      child.kill();
    },
  };
}
