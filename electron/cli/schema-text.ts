import type { SchemaFinding, SchemaReport, SchemaTable } from '../../shared/warehouse-report.js';
import { textTable, type Column } from './table.js';
import { plural } from './words.js';

const COLUMNS: readonly Column<SchemaTable>[] = [
  { title: 'table', align: 'left', text: (table) => table.liveName },
  { title: 'columns', align: 'right', text: (table) => (table.found ? String(table.columns) : '–') },
  { title: 'additional', align: 'right', text: (table) => String(table.additional.length) },
  { title: 'differences', align: 'right', text: (table) => (table.found ? String(table.findings) : 'not there') },
];

/** `screens Backfill, Coverage; command plan; 3 features: a, b, c`. */
function disabledText(disables: readonly string[]): string {
  const kinds = ['screen', 'command', 'feature'] as const;
  const others = disables.filter((one) => !kinds.some((kind) => one.startsWith(`${kind} `)));
  const parts = kinds.flatMap((kind) => {
    const names = disables.filter((one) => one.startsWith(`${kind} `)).map((one) => one.slice(kind.length + 1));
    return names.length === 0 ? [] : [`${names.length === 1 ? kind : `${kind}s`} ${names.join(', ')}`];
  });
  return [...others, ...parts].join('; ');
}

function findingText({ message, disables }: SchemaFinding): string {
  return `  ${message}\n${disables.length === 0 ? '' : `    does not work because of it: ${disabledText(disables)}\n`}`;
}

/** The comparison for people: a row a table, what is missing and what that disables, what is only unlike the definition. */
export function schemaText(report: SchemaReport): string {
  const needed = report.findings.filter(({ weight }) => weight === 'needed');
  const declared = report.findings.filter(({ weight }) => weight === 'declared');
  return [
    `Warehouse ${report.warehouse}\n\n`,
    textTable(COLUMNS, report.tables),
    ...(needed.length === 0 ? [] : [`\nNeeded\n`, ...needed.map(findingText)]),
    ...(declared.length === 0
      ? []
      : [`\nUnlike the definition, and nothing depends on it\n`, ...declared.map(findingText)]),
    report.usable
      ? report.findings.length === 0
        ? '\nusable: no differences\n'
        : `\nusable: ${plural(report.findings.length, 'difference')}, none that anything depends on\n`
      : `\nnot usable as it is: ${plural(needed.length, 'difference')} that something depends on\n`,
  ].join('');
}
