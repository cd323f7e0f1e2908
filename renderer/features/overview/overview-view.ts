import type { CheckReport, CheckResult } from '../../../shared/checks.js';
import { ratioOf, type ReportDate } from '../../../shared/coverage.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { GapReport } from '../../../shared/lines.js';
import type { ChartSeries } from '../../components/chart/chart-data.js';
import { counted, describeShare, formatCount } from '../../format/numbers.js';

/** The checks an operator looks at first; of the others only those that found something are shown here. */
const LEADING: readonly CheckResult['id'][] = [
  'c5_match_rate',
  'c1_seven_days',
  'c2_months',
  'c3_drift',
  'c4_players_against_lines',
];

/** Alerts first, then C5 to C4 in the order in which they tell most, then what else has a warning. */
export function checksShown(checks: readonly CheckResult[]): readonly CheckResult[] {
  const rank = (check: CheckResult): number => {
    const lead = LEADING.indexOf(check.id);
    return (check.alert ? 0 : 100) + (lead < 0 ? 50 : lead);
  };
  return checks
    .filter((check) => check.alert || check.verdict === 'warning' || LEADING.includes(check.id))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** The answer to "is the store healthy", in one sentence. */
export function healthSentence(report: Pick<CheckReport, 'alerts' | 'warnings' | 'checks'>): string {
  const judged = report.checks.filter((check) => check.verdict !== 'none').length;
  if (report.alerts > 0) {
    return `The store needs attention: ${counted(report.alerts, 'check')} of ${judged} ${report.alerts === 1 ? 'alerts' : 'alert'}.`;
  }
  if (report.warnings > 0) {
    return `The store is healthy: no check alerts, ${formatCount(report.warnings)} of ${judged} ${report.warnings === 1 ? 'has' : 'have'} a warning to look at.`;
  }
  return judged === 0 ? 'There is nothing to judge yet.' : `The store is healthy: all ${judged} checks are ok.`;
}

/**
 * Match rate, coverage and the players books post lines for, by game date. Dates with games and nothing counted are gaps in the line, not zeros.
 */
export function seasonSeries(dates: readonly ReportDate[]): readonly ChartSeries[] {
  const played = dates.filter((date) => date.games > 0);
  const percent = (share: { readonly numerator: number; readonly denominator: number }): number | null => {
    const ratio = ratioOf(share);
    return ratio === null ? null : ratio * 100;
  };
  return [
    {
      id: 'match',
      label: 'Match rate',
      unit: '%',
      points: played.map((date) => ({
        x: date.date,
        y: percent(date.match),
        note: describeShare(date.match, 'players with a raw line'),
      })),
    },
    {
      id: 'share',
      label: 'Rows with a line',
      unit: '%',
      points: played.map((date) => {
        const share = { numerator: date.rowsWithValue, denominator: date.rowsWithFeature };
        return { x: date.date, y: percent(share), note: describeShare(share, 'store rows') };
      }),
    },
    {
      id: 'posted',
      label: 'Players books post lines for',
      unit: '%',
      points: played.map((date) => ({
        x: date.date,
        y: percent(date.posted),
        note: describeShare(date.posted, 'players who played'),
      })),
    },
  ];
}

export interface Repair {
  readonly gaps: number;
  readonly dates: number;
  readonly range: DateRange;
}

/** What a rebuild from raw lines would close, and the range that holds all of it; null when nothing. */
export function repairOf(report: GapReport): Repair | null {
  const first: GameDate | undefined = report.closableDates[0];
  const last = report.closableDates.at(-1);
  if (first === undefined || last === undefined || report.closable.numerator === 0) return null;
  return { gaps: report.closable.numerator, dates: report.closableDates.length, range: { from: first, to: last } };
}
