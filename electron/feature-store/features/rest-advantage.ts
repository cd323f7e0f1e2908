const REST_CLAMP = 2;

/** Feature 9: whole days of rest more than the opponent, -2..2; 0 when either is unknown (domain: features section 4). */
export function restAdvantage(daysRest: number | null, opponentDaysRest: number | null): number {
  if (daysRest === null || opponentDaysRest === null) return 0;
  const difference = Math.trunc(daysRest) - Math.trunc(opponentDaysRest);
  return Math.max(-REST_CLAMP, Math.min(REST_CLAMP, difference));
}
