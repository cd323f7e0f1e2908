import type { CheckReport, CheckResult } from '../../shared/checks.js';

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

/** What stands around the table of checks. */
export function checkText(report: CheckReport): { readonly above: string; readonly below: string } {
  return {
    above: `Checks as of ${report.asOf}, ${report.thresholds} thresholds: ${summary(report)}\n\n`,
    below: `\n${report.checks.map(finding).join('')}`,
  };
}
