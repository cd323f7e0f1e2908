/**
 * What a spreadsheet skips before it looks whether a cell is a formula: blanks of every script, control and invisible
 * characters, a byte-order mark.
 */
const SKIPPED = String.raw`[\s\p{Cc}\p{Cf}\p{Z}]*`;

/** = + - @ in ASCII, full width and small forms, and the minus sign, which some read as a hyphen. */
const SIGN = '=+\\-@＝＋－＠﹦﹢﹣﹫−';

const RUNS_FROM_START = new RegExp(`^(?:${SKIPPED}[${SIGN}]|[\\t\\r\\n])`, 'u');

/**
 * A program that splits by another delimiter than ours, because its locale says so, sees a new cell, or after a line
 * break a new row, in the middle of a text. There a signed figure followed by words, as in "24.5; -12 min before
 * tip-off", is left alone: no program takes it for a formula.
 */
const RUNS_WITHIN = new RegExp(
  `([,;|\\t\\r\\n]"*)(?=${SKIPPED}[${SIGN}])(?!${SKIPPED}[+\\-−]\\d+(?:[.,]\\d+)?(?:$|[ .;,][^\\d${SIGN}*/^&|!(<>]))`,
  'gu',
);

/** The text with an apostrophe before everything that a spreadsheet would run as a formula. */
export function defused(text: string): string {
  const within = text.replace(RUNS_WITHIN, "$1'");
  return RUNS_FROM_START.test(text) ? `'${within}` : within;
}
