import type { LineTriple } from '../../shared/lines.js';

/** What separates the books of a key in the statements' text. */
const BETWEEN_BOOKS = '|';

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

/** Gives equal lists of books as one object, for the same reason. */
export class BookLists {
  readonly #known = new Map<string, readonly string[]>();

  /** Every book of both texts once, sorted; a text is null where the feed has no line. */
  of(odds: string | null, pros: string | null): readonly string[] {
    const name = `${odds ?? ''}\n${pros ?? ''}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const books = [odds, pros].flatMap((text) => (text === null ? [] : text.split(BETWEEN_BOOKS)));
    const made: readonly string[] = [...new Set(books)].toSorted();
    this.#known.set(name, made);
    return made;
  }
}
