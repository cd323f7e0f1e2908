/** Letters without accents, in lower case: `Vénuş` is found by `venus`. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
