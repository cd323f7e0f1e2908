/**
 * Labels of a job: keys and values of at most 63 lower-case letters, digits, `_` and `-`, keys starting with a letter
 * (BigQuery: labels). Every job carries `app`, so that a bill can be split by it.
 */
export function jobLabels(labels: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const sanitized = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => [labelKey(key), labelValue(value)] as const);
  return { app: 'backline', ...Object.fromEntries(sanitized) };
}

const LONGEST = 63;

export function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .slice(0, LONGEST);
}

function labelKey(text: string): string {
  const value = labelValue(text);
  return /^[a-z]/.test(value) ? value : `k${value}`.slice(0, LONGEST);
}
