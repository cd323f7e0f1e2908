/** A GoogleSQL type as the table definitions use it. `NUMERIC` without parameters is (38, 9), as in BigQuery. */
export type SqlType =
  | { readonly kind: 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | 'DATE' | 'TIMESTAMP' }
  | { readonly kind: 'NUMERIC'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'ARRAY'; readonly element: SqlType }
  | { readonly kind: 'STRUCT'; readonly fields: readonly StructField[] };

export interface StructField {
  readonly name: string;
  readonly type: SqlType;
}

const SCALARS = ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP'] as const;
const known = new Map<string, SqlType>();

/** @throws Error on a type text that is not in the subset: a defect of the definitions or of a statement. */
export function parseSqlType(text: string): SqlType {
  const found = known.get(text);
  if (found) return found;
  const parser = new TypeParser(text);
  const type = parser.type();
  parser.end();
  known.set(text, type);
  return type;
}

class TypeParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  type(): SqlType {
    const word = this.#word().toUpperCase();
    if (word === 'ARRAY') {
      this.#eat('<');
      const element = this.type();
      this.#eat('>');
      return { kind: 'ARRAY', element };
    }
    if (word === 'STRUCT') {
      const fields: StructField[] = [];
      this.#eat('<');
      do fields.push({ name: this.#word(), type: this.type() });
      while (this.#skips(','));
      this.#eat('>');
      return { kind: 'STRUCT', fields };
    }
    if (word === 'NUMERIC') {
      const match = /^\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)/.exec(this.#text.slice(this.#at));
      if (!match) return { kind: 'NUMERIC', precision: 38, scale: 9 };
      this.#at += match[0].length;
      return { kind: 'NUMERIC', precision: Number(match[1]), scale: Number(match[2]) };
    }
    const scalar = SCALARS.find((kind) => kind === word);
    if (!scalar) throw this.#error(`unknown type ${word}`);
    return { kind: scalar };
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '') throw this.#error('trailing text');
  }

  #word(): string {
    const match = /^\s*([A-Za-z_]\w*)/.exec(this.#text.slice(this.#at));
    if (!match?.[1]) throw this.#error('a name is expected');
    this.#at += match[0].length;
    return match[1];
  }

  #skips(char: string): boolean {
    const match = /^\s*(\S)/.exec(this.#text.slice(this.#at));
    if (match?.[1] !== char) return false;
    this.#at += match[0].length;
    return true;
  }

  #eat(char: string): void {
    if (!this.#skips(char)) throw this.#error(`"${char}" is expected`);
  }

  #error(what: string): Error {
    return new Error(`type ${this.#text}: ${what} at ${String(this.#at)}`);
  }
}

/** Precision may differ from the declared one (domain: tables section 1), the kind may not. */
export function sameKind(a: SqlType, b: SqlType): boolean {
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') return sameKind(a.element, b.element);
  if (a.kind === 'STRUCT' && b.kind === 'STRUCT') {
    return (
      a.fields.length === b.fields.length &&
      a.fields.every((field, i) => {
        const other = b.fields[i];
        return other !== undefined && field.name === other.name && sameKind(field.type, other.type);
      })
    );
  }
  return a.kind === b.kind;
}
