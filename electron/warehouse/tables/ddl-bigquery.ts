import type { ColumnDefinition, TableDefinition } from './definitions.js';
import type { TableName } from './names.js';

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

function columnText(column: ColumnDefinition): string {
  const parts = [`\`${column.name}\` ${column.type}`];
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`);
  if (column.required) parts.push('NOT NULL');
  if (column.meaning !== null) parts.push(`OPTIONS(description=${literal(column.meaning)})`);
  return `  ${parts.join(' ')}`;
}

/**
 * The CREATE TABLE statement for BigQuery, with partition, clustering, partition filter and expiry as declared.
 * `quote` makes the full path, for example `project.dataset.table` in backticks.
 */
export function bigQueryDdl(table: TableDefinition, quote: (name: TableName) => string): string {
  const options = [`description=${literal(table.purpose)}`];
  if (table.partition?.requireFilter) options.push('require_partition_filter=TRUE');
  const days = table.partition?.expirationDays ?? null;
  if (days !== null) options.push(`partition_expiration_days=${String(days)}`);
  return [
    `CREATE TABLE IF NOT EXISTS ${quote(table.name)} (`,
    table.columns.map(columnText).join(',\n'),
    ')',
    ...(table.partition ? [`PARTITION BY \`${table.partition.column}\``] : []),
    ...(table.clustering.length > 0 ? [`CLUSTER BY ${table.clustering.map((name) => `\`${name}\``).join(', ')}`] : []),
    `OPTIONS(${options.join(', ')})`,
  ].join('\n');
}
