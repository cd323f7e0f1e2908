export interface TextPart {
  readonly text: string;
  /** Whether a line may end within it. */
  readonly breaks: boolean;
}

/** A date, a figure with its unit: `2025-12-10`, `16.4 %`, `−3.2 pp`, `10.5 MB`. */
const WHOLE = /\d{4}-\d{2}-\d{2}|[+−]?\d[\d,.]* (?:%|pp|[kMGTP]?B)(?![\w%])/g;

/** A sentence in parts, those apart that are one thing to the eye. */
export function partsOf(sentence: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of sentence.matchAll(WHOLE)) {
    if (match.index > at) parts.push({ text: sentence.slice(at, match.index), breaks: true });
    parts.push({ text: match[0], breaks: false });
    at = match.index + match[0].length;
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at), breaks: true });
  return parts;
}
