/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters are not allowed in HTML; direction overrides would turn the text around them. */
const UNSHOWN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

function escaped(text: string): string {
  return text.replace(UNSHOWN, ' ').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** HTML with every part that is not HTML itself escaped; null is nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = texts.map((text, at) => text + partText(parts[at] ?? null));
  return new Html(pieces.join(''));
}

function partText(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ text }) => text).join('');
}

/** Joins where `html` would need a loop. */
export function each<T>(items: readonly T[], make: (item: T, index: number) => Html): readonly Html[] {
  return items.map(make);
}
