import { assertNever } from '../../../shared/assert-never.js';
import type {
  CheckReport,
  CheckResult,
  CheckTarget,
  CheckUnit,
  ThresholdSet,
  Verdict,
} from '../../../shared/checks.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import {
  backfillRoute,
  coverageRoute,
  diffRoute,
  EMPTY_DRAFT,
  gapsRoute,
  rootCauseRoute,
  type Route,
} from '../../address/routes.js';
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
  return unit === 'percent' || unit === 'change' ? 10 : 0;
}

/** Unit of the chart's axis; percents run from 0 to 100. */
export function chartUnit(unit: CheckUnit): string {
  return { percent: '%', change: 'pp', rows: 'rows', dates: 'dates', distance: 'distance' }[unit];
}

/** Where a check is shown in its rows, as an address. */
export function targetRoute(target: CheckTarget): Route {
  const { from, to } = target;
  switch (target.screen) {
    case 'coverage':
      return coverageRoute({
        from,
        to,
        feature: target.feature,
        month: target.month,
        date: target.date,
        query: { ...EVERYTHING, filters: target.filters },
      });
    case 'gaps':
      return gapsRoute({ from, to, query: { ...EVERYTHING, filters: target.filters } });
    case 'diff':
      return diffRoute({
        from,
        to,
        left: target.left,
        right: target.right,
        query: { ...EVERYTHING, filters: target.filters },
      });
    case 'root-cause':
      return rootCauseRoute({ from, to });
    case 'backfill':
      return backfillRoute({ ...EMPTY_DRAFT, from, to }, true);
    default:
      return assertNever(target, 'target');
  }
}

const SCREEN_WORDS: Readonly<Record<CheckTarget['screen'], string>> = {
  coverage: 'Coverage',
  gaps: 'Gaps',
  diff: 'Line diff',
  'root-cause': 'Root cause',
  backfill: 'Backfill',
};

/** What a view opens on: `11,709 players and dates`, `2026-01-15`; null when it is the whole of a range. */
function openedWord(target: CheckTarget): string | null {
  if (!('rows' in target)) return null;
  if (target.rows !== null) return counted(target.rows.count, target.rows.noun, target.rows.nouns);
  return target.from === target.to ? target.from : null;
}

export function targetWord(target: CheckTarget): string {
  if (target.screen === 'root-cause') return 'Find the root cause';
  if (target.screen === 'backfill') return 'Plan a rebuild';
  const opened = openedWord(target);
  const screen = SCREEN_WORDS[target.screen];
  return opened === null ? `Open in ${screen}` : `Open ${opened} in ${screen}`;
}

/** The same beside a finding that has said already what is counted: `See 11,345 in Line diff`. */
export function proofWord(target: CheckTarget): string {
  const count = 'rows' in target && target.rows !== null ? `${formatCount(target.rows.count)} ` : '';
  return `See ${count}in ${SCREEN_WORDS[target.screen]}`;
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
