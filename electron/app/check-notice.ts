import type { CheckReport } from '../../shared/checks.js';
import type { RunNotice } from '../../shared/console.js';

/** What a notification says of checks that ran by themselves; null when none alerts. */
export function checkNotice(report: CheckReport): Pick<RunNotice, 'title' | 'body'> | null {
  const alerting = report.checks.filter(({ alert }) => alert);
  const [first] = alerting;
  if (first === undefined) return null;
  const more = alerting.length === 1 ? '' : ` And ${alerting.length - 1} more.`;
  return {
    title: alerting.length === 1 ? `A check alerts: ${first.name}` : `${alerting.length} checks alert`,
    body: `${first.sentence}${more}`,
  };
}
