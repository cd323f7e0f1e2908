/** What a command may touch of the process, so that tests can watch it in the same process. */
export interface Io {
  /** Results: what the command was asked for. */
  readonly out: (text: string) => void;
  /** Diagnostics and progress. */
  readonly err: (text: string) => void;
  /** Standard error is a terminal: progress may be drawn over itself. */
  readonly errIsTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls `listener` on Ctrl-C instead of dying; returns what takes it away again. */
  readonly onInterrupt: (listener: () => void) => () => void;
}
