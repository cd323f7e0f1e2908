import type { WarehouseInfo } from '../warehouse/port.js';
import { bigQueryDdl } from '../warehouse/tables/ddl-bigquery.js';
import { duckDbDdl } from '../warehouse/tables/ddl-duckdb.js';
import { tableDefinitions } from '../warehouse/tables/definitions.js';
import type { LiveName } from './service.js';

/** CREATE TABLE statements of every table, under the names it has in the warehouse; ready to be run as they stand. */
export function ddlText(engine: WarehouseInfo['engine'], liveName: LiveName): string {
  if (engine === 'bigquery') {
    return tableDefinitions.map((table) => `${bigQueryDdl(table, (name) => `\`${liveName(name)}\``)};\n`).join('\n');
  }
  const schemas = new Set(tableDefinitions.map(({ name }) => String(name.split('.')[0])));
  return [
    ...[...schemas].map((schema) => `CREATE SCHEMA IF NOT EXISTS "${schema}";\n`),
    ...tableDefinitions.map((table) => `${duckDbDdl(table)};\n`),
  ].join('\n');
}
