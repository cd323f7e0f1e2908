/** Where the values of a JSON text stand, so that a person can be told the line. */
export interface JsonPlaces {
  /** Line, from 1, of each value by its path, `bigquery.project`; the whole text has the path ``. */
  readonly lines: ReadonlyMap<string, number>;
  /** The line on which the text stops being JSON; null when all of it is. */
  readonly brokenAt: number | null;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/** The engine's own parser names a character at best, and nothing at all for values that are JSON but wrong. */
export function jsonPlaces(text: string): JsonPlaces {
  const lines = new Map<string, number>();
  const scanner = new Scanner(text, lines);
  const whole = scanner.value('') && scanner.atEnd();
  return { lines, brokenAt: whole ? null : scanner.line() };
}

class Scanner {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly lines: Map<string, number>,
  ) {}

  line(): number {
    return this.text.slice(0, this.#at).split('\n').length;
  }

  atEnd(): boolean {
    this.#take(SPACE);
    return this.#at === this.text.length;
  }

  /** False where the text is broken; the place is then where the next value or sign was looked for. */
  value(path: string): boolean {
    this.#take(SPACE);
    this.lines.set(path, this.line());
    if (this.#skip('{')) return this.#members('}', () => this.#member(path));
    if (this.#skip('[')) {
      let index = 0;
      return this.#members(']', () => this.value(join(path, String(index++))));
    }
    return this.#take(STRING) !== null || this.#take(OTHER) !== null;
  }

  #member(path: string): boolean {
    this.#take(SPACE);
    const key = this.#take(STRING);
    return key !== null && this.#skip(':') && this.value(join(path, String(JSON.parse(key))));
  }

  #members(end: string, one: () => boolean): boolean {
    if (this.#skip(end)) return true;
    do if (!one()) return false;
    while (this.#skip(','));
    return this.#skip(end);
  }

  #skip(sign: string): boolean {
    this.#take(SPACE);
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
