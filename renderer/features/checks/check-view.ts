import { assertNever } from '../../../shared/assert-never.js';
import { NORMAL_CAUSES } from '../../../shared/causes.js';
import type {
  CheckReport,
  CheckResult,
  CheckTarget,
  CheckUnit,
  ThresholdSet,
  Verdict,
} from '../../../shared/checks.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { coverageRoute, diffRoute, gapsRoute, rootCauseRoute, type Route } from '../../app/routes.js';
import type { Look } from '../../components/states.js';
import { counted, formatCount, formatPoints } from '../../format/numbers.js';

export const VERDICT_LOOKS: Readonly<Record<Verdict, Look>> = {
  ok: { icon: 'check', word: 'ok', tone: 'ok' },
  warning: { icon: 'warning', word: 'warning', tone: 'warn' },
  critical: { icon: 'cross', word: 'critical', tone: 'bad' },
  none: { icon: 'dash', word: 'no verdict', tone: 'idle' },
};

/** Why there are two sets, said beside the switch (domain: vegas section 8). */
export const THRESHOLD_TEXTS: Readonly<Record<ThresholdSet, { readonly label: string; readonly hint: string }>> = {
  corrected: {
    label: 'Corrected',
    hint: 'As put right on 2026-02-02: bench players get no line from any book, so 37 to 50 % of players who played is normal. Coverage of seven days is ok from 35 %, critical below 20 %.',
  },
  original: {
    label: 'Original',
    hint: 'As production first had them: coverage of seven days is ok from 80 %, critical below 50 %. They suit a store that holds only players with a line, and alert on nearly every day of a full one.',
  },
};

/** The value with its unit, `47.0 %`, `3 rows`; an en dash when there is none. */
export function formatCheckValue(value: number | null, unit: CheckUnit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'percent':
      return `${value.toFixed(1)} %`;
    case 'points':
      return `${value.toFixed(1)} pp`;
    case 'change':
      return formatPoints(value);
    case 'rows':
      return counted(value, 'row');
    case 'dates':
      return counted(value, 'date');
    case 'distance':
      return value.toFixed(3);
    default:
      return assertNever(unit, 'unit');
  }
}

/** What a trend's height stands for at the least: ten points of a share, so that tenths of one do not look like a fall. */
export function leastSpan(unit: CheckUnit): number {
  return unit === 'percent' || unit === 'points' || unit === 'change' ? 10 : 0;
}

/** Unit of the chart's axis; percents run from 0 to 100. */
export function chartUnit(unit: CheckUnit): string {
  return { percent: '%', points: 'pp', change: 'pp', rows: 'rows', dates: 'dates', distance: 'distance' }[unit];
}

/** Where a check is shown in its rows, as an address. */
export function targetRoute(target: CheckTarget): Route {
  switch (target.screen) {
    case 'coverage':
      return coverageRoute({ from: target.from, to: target.to, feature: target.feature });
    case 'gaps':
      return gapsRoute({
        from: target.from,
        to: target.to,
        normal: target.cause !== null && NORMAL_CAUSES.includes(target.cause),
        query:
          target.cause === null
            ? EVERYTHING
            : { ...EVERYTHING, filters: [{ column: 'cause', op: 'is', values: [target.cause] }] },
      });
    case 'diff':
      return diffRoute({ from: target.from, to: target.to });
    case 'root-cause':
      return rootCauseRoute({ from: target.from, to: target.to });
    default:
      return assertNever(target, 'target');
  }
}

const TARGET_WORDS: Readonly<Record<CheckTarget['screen'], string>> = {
  coverage: 'Open in Coverage',
  gaps: 'Open the gaps',
  diff: 'Open the line diff',
  'root-cause': 'Find the root cause',
};

export function targetWord(target: CheckTarget): string {
  return TARGET_WORDS[target.screen];
}

/** Alerts, other warnings, ok, without a verdict. */
export function countChecks(checks: readonly CheckResult[]): Readonly<Record<Verdict, number>> {
  const of = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  return { critical: of('critical'), warning: of('warning'), ok: of('ok'), none: of('none') };
}

/** How the header tells the last run of the checks. */
export function healthLook(
  report: Pick<CheckReport, 'alerts' | 'warnings'> & { readonly checks: readonly Pick<CheckResult, 'verdict'>[] },
): Look {
  if (report.alerts > 0) return { icon: 'cross', word: counted(report.alerts, 'alert'), tone: 'bad' };
  if (report.warnings > 0) return { icon: 'warning', word: counted(report.warnings, 'warning'), tone: 'warn' };
  // Nothing was counted: that nothing alerts says nothing.
  if (report.checks.every(({ verdict }) => verdict === 'none')) {
    return { icon: 'dash', word: 'nothing to check', tone: 'idle' };
  }
  return { icon: 'check', word: 'checks ok', tone: 'ok' };
}

/** `1,033 / 2,197`. */
export function formatCounts(share: { readonly numerator: number; readonly denominator: number } | null): string {
  return share === null ? '–' : `${formatCount(share.numerator)} / ${formatCount(share.denominator)}`;
}

/** The match rate first: it alone does not hang on how many bench players the store holds (domain: vegas section 8). */
export function inOrder(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks.toSorted((a, b) => Number(b.id === 'c5_match_rate') - Number(a.id === 'c5_match_rate'));
}
