/** What starts a command where a window is started otherwise: a word, or the usual questions. */
const ASKS = ['--help', '-h', '--version'];
/** Chromium reads it by itself; where root runs a command, it has to stand first. */
const SWITCHES = ['--no-sandbox'];

/**
 * The command line within the arguments of the desktop program, or null where its window is meant: `backline plan …`
 * runs a command, `backline --data-dir …` opens the window. `argv` as the process has it; a development runtime has
 * the app's folder before its arguments.
 */
export function commandLineIn(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const given = argv.slice(1).filter((argument, index) => index > 1 || !SWITCHES.includes(argument));
  const own = isPackaged ? given : given.slice(1);
  const [first] = own;
  if (first === undefined) return null;
  return !first.startsWith('-') || ASKS.includes(first) ? own : null;
}
