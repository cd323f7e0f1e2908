import { BacklineError } from '../../shared/errors.js';
import type { SchemaReport } from '../../shared/warehouse-report.js';
import type { Warehouse } from '../warehouse/port.js';

/** Compares the live tables with the definitions. Reads only. */
export class SchemaService {
  constructor(protected readonly warehouse: Warehouse) {}

  async check(): Promise<SchemaReport> {
    throw new BacklineError('internal', this.warehouse.info.label);
  }

  ddl(): string {
    throw new BacklineError('internal', this.warehouse.info.label);
  }
}
