import type { Io } from '../../../electron/cli/io.js';
import { main } from '../../../electron/cli/main.js';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliSession {
  /** Presses Ctrl-C; answers whether anybody listened. */
  readonly interrupt: () => boolean;
  readonly out: () => string;
  readonly done: Promise<CliResult>;
}

/** Runs a command line in this process and keeps what it says. */
export function startCli(argv: readonly string[], more: Partial<Io> = {}): CliSession {
  const out: string[] = [];
  const err: string[] = [];
  const listeners: (() => void)[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    errIsTerminal: false,
    columns: 100,
    env: {},
    onInterrupt: (listener) => {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
    ...more,
  };
  return {
    interrupt: () => {
      listeners.at(-1)?.();
      return listeners.length > 0;
    },
    out: () => out.join(''),
    done: main(argv, io).then((code) => ({ code, out: out.join(''), err: err.join('') })),
  };
}

export function cli(...argv: readonly string[]): Promise<CliResult> {
  return startCli(argv).done;
}
