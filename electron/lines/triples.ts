import type { LineTriple } from '../../shared/lines.js';

const NO_LINE: LineTriple = { current: null, opening: null, movement: null };

/**
 * Gives equal triples as one object. Few different ones stand in tens of thousands of rows, and what is one object
 * crosses to the window once.
 */
export class Triples {
  readonly #known = new Map<string, LineTriple>();

  of(current: number | null, opening: number | null, movement: number | null): LineTriple {
    if (current === null) return NO_LINE;
    const name = `${current} ${opening ?? ''} ${movement ?? ''}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const made: LineTriple = { current, opening, movement };
    this.#known.set(name, made);
    return made;
  }
}
