/** Letters to insert, drop or change to make one word of the other. */
function mistakes(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, wanted] of [...other].entries()) {
      const [left = 0, above = 0, before = 0] = [current[column], previous[column + 1], previous[column]];
      current.push(Math.min(left + 1, above + 1, before + (letter === wanted ? 0 : 1)));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

/** The word that may have been meant, or undefined when none is spelled nearly alike. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, far: mistakes(word, candidate) }))
    .filter(({ candidate, far }) => far <= (candidate.length > 4 ? 2 : 1))
    .sort((one, other) => one.far - other.far);
  return ranked[0]?.candidate;
}
