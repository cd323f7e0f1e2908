import type { Locator, Page } from 'playwright';

export type Hand = 'mouse' | 'keyboard';

/** What a journey took. A chord such as Ctrl+K is one press, a double click two clicks. */
export interface Effort {
  readonly clicks: number;
  readonly keys: number;
  readonly seconds: number;
}

interface Counted {
  clicks: number;
  keys: number;
  /** Pressed while no field that takes text had the focus. */
  keysOutsideFields: number;
}

const COUNTER = '__journey';

/**
 * Counts what a hand really does: trusted pointerdown and keydown events as the page sees them, so that a click or a
 * key made by a script is not taken for one, and a test that reaches for the other hand is found out.
 */
async function count(page: Page): Promise<void> {
  await page.evaluate((name) => {
    const counted = { clicks: 0, keys: 0, keysOutsideFields: 0 };
    const known = name in globalThis;
    (globalThis as unknown as Record<string, typeof counted>)[name] = counted;
    if (known) return;
    const now = (): typeof counted => (globalThis as unknown as Record<string, typeof counted>)[name] ?? counted;
    const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta']);
    globalThis.addEventListener('pointerdown', (event) => void (now().clicks += event.isTrusted ? 1 : 0), true);
    globalThis.addEventListener(
      'keydown',
      (event) => {
        if (!event.isTrusted || modifiers.has(event.key)) return;
        now().keys += 1;
        const typing = event.target instanceof Element && event.target.closest('input, textarea') !== null;
        now().keysOutsideFields += typing ? 0 : 1;
      },
      true,
    );
  }, COUNTER);
}

/**
 * One story told with one hand, from the first event to `end`. It prints a line with what it took, which the table of
 * stories is made from, and fails when the other hand was used.
 */
export class Journey {
  readonly #began = performance.now();

  private constructor(
    readonly page: Page,
    readonly story: string,
    readonly hand: Hand,
  ) {}

  static async begin(page: Page, story: string, hand: Hand): Promise<Journey> {
    await count(page);
    return new Journey(page, story, hand);
  }

  async end(): Promise<Effort> {
    const seconds = (performance.now() - this.#began) / 1000;
    const counted = await this.page.evaluate(
      (name) => (globalThis as unknown as Record<string, Counted>)[name],
      COUNTER,
    );
    if (!counted) throw new Error(`${this.story}: the page was loaded anew, nothing was counted`);
    const { clicks, keys, keysOutsideFields } = counted;
    process.stdout.write(
      `story | ${this.story} | by ${this.hand} | ${clicks} clicks | ${keys} keys | ${seconds.toFixed(1)} s\n`,
    );
    if (this.hand === 'keyboard' && clicks > 0) throw new Error(`${this.story}: ${clicks} clicks by keyboard`);
    if (this.hand === 'mouse' && keysOutsideFields > 0)
      throw new Error(`${this.story}: ${keysOutsideFields} keys by mouse outside of a field`);
    return { clicks, keys, seconds };
  }
}

/** What a person without a mouse can do. */
export class Keyboard {
  constructor(readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Tab by Tab, or back with Shift, until the focus is there or inside. */
  async tabTo(target: Locator, most: number, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses <= most; presses += 1) {
      if (await target.evaluate((element) => element.contains(document.activeElement))) return;
      await this.press(key);
    }
    throw new Error(`${key} ${most} times does not lead to ${String(target)}; the focus is on ${await this.focused()}`);
  }

  /** By what it is called: the element that has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      const name =
        element?.getAttribute('data-row') ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      return `${element?.tagName.toLowerCase() ?? 'nothing'} "${name.replaceAll(/\s+/g, ' ').trim().slice(0, 60)}"`;
    });
  }
}
