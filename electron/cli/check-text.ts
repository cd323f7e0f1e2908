import { assertNever } from '../../shared/assert-never.js';
import type { CheckReport, CheckResult } from '../../shared/checks.js';
import { plural } from './words.js';

function summary({ alerts, warnings, checks }: CheckReport): string {
  const judged = checks.filter(({ verdict }) => verdict !== 'none').length;
  const alarm = alerts === 0 ? 'no alert' : `${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`;
  return `${alarm}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, ${judged} of ${checks.length} checks judged`;
}

/** Every finding in a sentence; of what is not well also the limits, so that a mail from cron explains itself. */
function finding(check: CheckResult): string {
  const limits = check.verdict === 'ok' || check.verdict === 'none' ? '' : `    ${check.threshold}\n`;
  return `  ${check.id}: ${check.sentence}\n${limits}`;
}

/** What a check counted with its unit, as one looks for it in a mail: `43.2 %`, `-68.2 pp`, `292 rows`. */
export function valueText({ unit, value }: Pick<CheckResult, 'unit' | 'value'>): string {
  if (value === null) return '–';
  switch (unit) {
    case 'percent':
      return `${value.toFixed(1)} %`;
    case 'change':
      return `${value.toFixed(1)} pp`;
    case 'rows':
      return plural(value, 'row');
    case 'dates':
      return plural(value, 'date');
    case 'distance':
      return value.toFixed(3);
    default:
      return assertNever(unit, 'unit');
  }
}

/** What stands around the table of checks. */
export function checkText(report: CheckReport): { readonly above: string; readonly below: string } {
  return {
    above: `Checks as of ${report.asOf}, ${report.thresholds} thresholds: ${summary(report)}\n\n`,
    below: `\n${report.checks.map(finding).join('')}`,
  };
}
