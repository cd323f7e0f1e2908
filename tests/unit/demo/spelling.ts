const SUFFIX = /(jr|sr|iii|ii|iv)$/;

/** The key without a suffix word at its end, or undefined when there is none. */
export function stripSuffix(lookup: string): string | undefined {
  return SUFFIX.test(lookup) ? lookup.replace(SUFFIX, '') : undefined;
}
