const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A name within a plain text, so that its writing direction, or an override in it, ends with it; where there are elements,
 * `bdi` does the same.
 */
export function apart(name: string): string {
  return `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`;
}

/**
 * A message as a sentence of its own: services write it so that it can follow a colon. What begins with a path, a table or
 * a key keeps its letters.
 */
export function asSentence(message: string): string {
  return message.replace(/^[a-z](?=[a-z’']*[ ,:;])/, (first) => first.toUpperCase());
}
