import { formatBytes } from '../../shared/bytes.js';
import type { Plan, PlanDate, PlanIssue, PlanRead } from '../../shared/backfill.js';
import { formatShare, type Share } from '../../shared/coverage.js';
import { textTable, type Column } from './table.js';
import { plural } from './words.js';

/** `98.2 % (271/276)`: a share never without what was counted. */
export function shareText(share: Share): string {
  return share.denominator === 0 ? '–' : `${formatShare(share)} (${share.numerator}/${share.denominator})`;
}

export function changeText(before: Share, after: Share): string {
  return `${formatShare(before)} -> ${formatShare(after)}`;
}

const COLUMNS: readonly Column<PlanDate>[] = [
  { title: 'date', align: 'left', text: (date) => date.date },
  { title: 'action', align: 'left', text: (date) => date.action },
  { title: 'games', align: 'right', text: (date) => String(date.games) },
  { title: 'stored', align: 'right', text: (date) => String(date.storedRows) },
  { title: 'listed', align: 'right', text: (date) => String(date.listed) },
  { title: 'coverage', align: 'right', text: (date) => changeText(date.coverageBefore, date.coverageAfter) },
  { title: 'match rate', align: 'right', text: (date) => changeText(date.matchBefore, date.matchAfter) },
  { title: 'reads', align: 'right', text: (date) => (date.bytes === null ? '' : formatBytes(date.bytes)) },
  { title: 'upstream', align: 'left', text: upstreamText },
  { title: 'reason', align: 'left', text: reasonText },
];

function upstreamText(date: PlanDate): string {
  const weak = date.upstream.filter((table) => table.state !== 'ready');
  if (weak.length === 0) return 'ready';
  return weak.map((table) => `${table.table.split('.')[1] ?? table.table} ${table.state}`).join(', ');
}

function reasonText(date: PlanDate): string {
  return date.blockers.length === 0
    ? date.reasonText
    : `BLOCKED ${date.blockers.map((issue) => issue.code).join(', ')}; ${date.reasonText}`;
}

export function issueText(issue: PlanIssue): string {
  return `${issue.code}: ${issue.message}`;
}

/** A blocker with the flag that lets it pass; services say it in neutral words because the window has no flags. */
export function blockerText(issue: PlanIssue): string {
  const flag = issue.override === undefined ? '' : ` (allow with --allow ${issue.override})`;
  return `${issueText(issue)}${flag}`;
}

/** Which overrides would let every blocker pass, as one flag; null when one of them has none. */
export function allowFlag(blockers: readonly PlanIssue[]): string | null {
  const names = new Set(blockers.map((issue) => issue.override));
  return names.has(undefined) ? null : `--allow ${[...names].join(',')}`;
}

interface StatementBytes {
  readonly statement: string;
  readonly reads: number;
  readonly bytes: number;
}

const READS: readonly Column<StatementBytes>[] = [
  { title: 'statement', align: 'left', text: ({ statement }) => statement },
  { title: 'reads', align: 'right', text: ({ reads }) => String(reads) },
  { title: 'bytes', align: 'right', text: ({ bytes }) => formatBytes(bytes) },
];

/** What each statement of the run would read, dearest first. */
function readsText(reads: readonly PlanRead[]): string {
  const byStatement = new Map<string, StatementBytes>();
  for (const { statement, bytes } of reads) {
    const known = byStatement.get(statement) ?? { statement, reads: 0, bytes: 0 };
    byStatement.set(statement, { statement, reads: known.reads + 1, bytes: known.bytes + bytes });
  }
  return `\nReads\n${textTable(
    READS,
    [...byStatement.values()].sort((a, b) => b.bytes - a.bytes),
  )}`;
}

/** The plan for people: a row a date, totals, what stands against it, what it leaves stale. */
export function planText(plan: Plan): string {
  const { totals, options } = plan;
  const warnings = [...plan.warnings, ...plan.dates.flatMap((date) => date.warnings)];
  return [
    `Plan ${options.from} to ${options.to}: mode ${options.mode}, lines ${options.lines}, dates ${options.only}\n`,
    `Warehouse ${plan.warehouse}, today ${plan.today}\n\n`,
    textTable(totals.bytes === null ? COLUMNS.filter(({ title }) => title !== 'reads') : COLUMNS, plan.dates),
    `\n${plural(totals.dates, 'game date')}: ${totals.rebuild} to rebuild, ${totals.create} to create, ${totals.skip} to skip`,
    `; ${totals.games} games, ${totals.listed} players, ${totals.storedRows} rows stored\n`,
    `Coverage   ${shareText(totals.coverageBefore)} -> ${shareText(totals.coverageAfter)}\n`,
    `Match rate ${shareText(totals.matchBefore)} -> ${shareText(totals.matchAfter)}\n`,
    `Estimated bytes ${totals.bytes === null ? 'none: an embedded warehouse bills nothing' : formatBytes(totals.bytes)}\n`,
    ...(plan.reads === undefined ? [] : [readsText(plan.reads)]),
    ...(warnings.length === 0 ? [] : [`\nWarnings\n`, ...warnings.map((issue) => `  ${issueText(issue)}\n`)]),
    ...(plan.blockers.length === 0
      ? []
      : [
          totals.blocked === 0 ? '\nBlockers\n' : `\nBlockers on ${plural(totals.blocked, 'date')}\n`,
          ...plan.blockers.map((issue) => `  ${blockerText(issue)}\n`),
        ]),
    ...(plan.downstream.length === 0
      ? []
      : [`\nDownstream\n`, ...plan.downstream.map((sentence) => `  ${sentence}\n`)]),
    `\nPlan hash ${plan.hash}\n`,
  ].join('');
}
