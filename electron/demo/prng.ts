/**
 * The demo's random numbers: sfc32 (Chris Doty-Humphrey's "small fast counter", 128 bits of state, public domain), its
 * state filled by splitmix32 from the seed and the name of the stream. Each part of the season has its own stream, so a
 * change in one part leaves the rows of the others alone. Only integer arithmetic and sums: the same seed gives the
 * same rows on every machine, which `Math.log` or `Math.cos` would not promise.
 */
export class Prng {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: string) {
    let state = seed >>> 0;
    for (let i = 0; i < stream.length; i += 1) state = Math.imul(state ^ stream.charCodeAt(i), 0x01000193) >>> 0;
    const fill = (): number => {
      state = (state + 0x9e3779b9) >>> 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    this.#a = fill();
    this.#b = fill();
    this.#c = fill();
    for (let i = 0; i < 12; i += 1) this.bits();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const out = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + out) >>> 0;
    return out;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** Uniform integer in [from, to]. */
  int(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.unit() * items.length)];
    if (item === undefined) throw new RangeError('pick from an empty list');
    return item;
  }

  /** Mean 0, standard deviation 1, within +-3.5: four uniforms added up. */
  normal(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * 1.7320508075688772;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = Math.floor(this.unit() * (i + 1));
      const kept = out[i] as T;
      out[i] = out[j] as T;
      out[j] = kept;
    }
    return out;
  }

  /** `length` lower-case hex digits. */
  hex(length: number): string {
    let out = '';
    while (out.length < length) out += this.bits().toString(16).padStart(8, '0');
    return out.slice(0, length);
  }
}

/** The element that is known to be there: rows are addressed by numbers the generator itself handed out. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${String(index)} of ${String(items.length)}`);
  return item;
}
