import type { CheckItem, CheckPoint, CheckResult, CheckTarget, Verdict } from '../../shared/checks.js';
import type { Share } from '../../shared/coverage.js';
import type { GameDate } from '../../shared/game-date.js';
import { atLeastAsBad, percentOf, type Rule } from './rules.js';

export interface JudgedPoint extends CheckPoint {
  readonly verdict: Verdict;
}

/** A point of a trend; no value is not judged. */
export function judged(date: GameDate, value: number | null, rule: Pick<Rule, 'judge'>): JudgedPoint {
  return { date, value, verdict: value === null ? 'none' : rule.judge(value) };
}

/**
 * First date of the stretch up to the newest judged point in which the verdict was at least as bad; points without a
 * value do not break it. Null when the verdict is ok or nothing was judged so.
 */
export function sinceOf(points: readonly JudgedPoint[], verdict: Verdict): GameDate | null {
  if (verdict === 'ok' || verdict === 'none') return null;
  let since: GameDate | null = null;
  for (const point of [...points].reverse()) {
    if (point.verdict === 'none') continue;
    if (!atLeastAsBad(point.verdict, verdict)) break;
    since = point.date;
  }
  return since;
}

/** A percentage or a number of points for people. */
export function oneDecimal(value: number): string {
  return value.toFixed(1);
}

/** A count as people read it in a sentence: `11,619`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** "98 of 234 rows (41.9 %)". */
export function countedText(share: Share, what: string): string {
  const percent = percentOf(share);
  return `${grouped(share.numerator)} of ${grouped(share.denominator)} ${what}${percent === null ? '' : ` (${oneDecimal(percent)} %)`}`;
}

export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** At most `limit` of them, and how many more there are. */
export function listText(texts: readonly string[], limit = 3): string {
  const more = texts.length - limit;
  return more > 0 ? `${texts.slice(0, limit).join(', ')} and ${more} more` : texts.join(', ');
}

type Required = Pick<CheckResult, 'id' | 'name' | 'counted' | 'unit' | 'verdict' | 'sentence'>;
type Optional = Partial<Pick<CheckResult, 'share' | 'value' | 'since' | 'items' | 'targets'>> & {
  readonly trend?: readonly CheckPoint[];
};

/** A result with the rule's words; `alert` follows from the verdict and the rule. */
export function resultOf(rule: Rule, more: Required & Optional): CheckResult {
  return {
    id: more.id,
    name: more.name,
    counted: more.counted,
    share: more.share ?? null,
    value: more.value ?? null,
    unit: more.unit,
    threshold: rule.threshold,
    thresholdNote: rule.note,
    verdict: more.verdict,
    alert: rule.alerts.includes(more.verdict),
    since: more.since ?? null,
    sentence: more.sentence,
    trend: (more.trend ?? []).map(({ date, value }) => ({ date, value })),
    items: more.items ?? [],
    targets: more.targets ?? [],
  };
}

/** A month, a date or a source of a check, counted as a share. */
export function shareItem(
  label: string,
  share: Share,
  rule: Pick<Rule, 'judge'>,
  what: string,
  target: CheckTarget | null,
): CheckItem {
  const value = percentOf(share);
  return {
    label,
    share,
    value,
    verdict: value === null ? 'none' : rule.judge(value),
    text: value === null ? `no ${what}` : countedText(share, what),
    target,
  };
}
