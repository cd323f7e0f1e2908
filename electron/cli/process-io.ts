import type { Io } from './io.js';

let failure: string | null = null;

/** Why a part of the output is lost (a full disk), or null. */
export function lostOutput(): string | null {
  return failure;
}

/**
 * Streams that a reader may close early: `runs | head` is no error, and what is written after it goes nowhere. Any other
 * failure is kept: a command whose results nobody has did not succeed.
 */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let isOpen = true;
  const failed = (error: NodeJS.ErrnoException): void => {
    isOpen = false;
    if (error.code !== 'EPIPE') failure ??= error.message;
  };
  stream.on('error', failed);
  return (text) => {
    if (!isOpen) return;
    try {
      stream.write(text);
    } catch (thrown) {
      // A file as standard output is written at once, and throws at once.
      failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
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
