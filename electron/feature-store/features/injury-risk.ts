const RISK: ReadonlyMap<string, number> = new Map([
  ['available', 0],
  ['probable', 1],
  ['questionable', 2],
  ['doubtful', 3],
  ['out', 3],
]);

/** Feature 10: by status, compared in lower case and not trimmed; anything else is 0 (domain: features section 4). */
export function injuryRisk(playerStatus: string | null): number {
  return (playerStatus === null ? undefined : RISK.get(playerStatus.toLowerCase())) ?? 0;
}
