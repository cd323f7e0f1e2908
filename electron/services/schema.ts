import type { SchemaReport } from '../../shared/warehouse-report.js';
import { ddlText } from '../schema/ddl.js';
import { SchemaService, type LiveName } from '../schema/service.js';
import { liveName } from '../warehouse/bigquery/names.js';
import { openWarehouse } from './open-warehouse.js';
import type { WarehouseName } from './warehouse-name.js';

/** How tables are called there: in a file as in the definitions, in a project as the settings have it. */
export function tableNaming(name: WarehouseName): LiveName {
  return name.kind === 'bigquery' ? (table) => liveName(table, name.settings) : (table) => table;
}

/** Compares a warehouse with the definitions, also one that is refused because of what it lacks; closes it again. */
export async function compareSchema(
  name: WarehouseName,
  env: Readonly<Record<string, string | undefined>>,
): Promise<SchemaReport> {
  const warehouse = await openWarehouse(name, { readOnly: true, lenient: true, env });
  try {
    return await new SchemaService(warehouse, tableNaming(name)).check();
  } finally {
    await warehouse.close();
  }
}

/** Needs no warehouse: its tables may be what is to be made. */
export function ddlOf(name: WarehouseName): string {
  return ddlText(name.kind === 'bigquery' ? 'bigquery' : 'duckdb', tableNaming(name));
}
