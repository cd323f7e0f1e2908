import type { Io } from './io.js';

/** Streams that a reader may close early: `runs | head` is no error, and what is written after it goes nowhere. */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}

const listeners: (() => void)[] = [];

/** The first Ctrl-C asks whoever listens; the second one, or one without a listener, ends the process at once. */
function watchInterrupts(): void {
  let asked = false;
  const onSignal = (): void => {
    const listener = listeners.at(-1);
    if (asked || listener === undefined) process.exit(130);
    asked = true;
    listener();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

/** The process as commands see it. */
export function processIo(): Io {
  watchInterrupts();
  return {
    out: writerTo(process.stdout),
    err: writerTo(process.stderr),
    errIsTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 100,
    env: process.env,
    onInterrupt: (listener) => {
      listeners.push(listener);
      return () => {
        const index = listeners.lastIndexOf(listener);
        if (index >= 0) listeners.splice(index, 1);
      };
    },
  };
}

/** Waits until what was written has left the process: exiting earlier would cut a long document short. */
export async function flushed(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => (stream.writable ? stream.write('', () => resolve()) : resolve())),
    ),
  );
}
