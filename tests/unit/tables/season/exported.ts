import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../../../shared/tables/table.js';
import { parseCsv } from '../../export/rfc4180.js';
import { asCell, readWith } from './read-file.js';
import { open, season } from './season.js';
import { is, TOLD } from './told.js';

/** Files of the tables hold what the tables hold. */
export function exportedTables(): void {
  describe('an exported table', () => {
    it('has the cells of the screen as CSV, read by the letter of its standard', async () => {
      const path = join(season().folder, 'gaps.csv');
      const query = { ...EVERYTHING, filters: [is('cause', 'suffix_or_alias')] };
      const { rows } = await season().services.exports.table({ scope: TOLD.gaps.scope(), query, path });
      const table = await open(TOLD.gaps.scope());
      const cells = [...table.select(query).cells()];
      const [heading, ...records] = parseCsv(await readFile(path, 'utf8'));
      expect(heading?.map(({ text }) => text)).toEqual(table.fields.map(({ id }) => id));
      expect(records).toHaveLength(rows);
      expect(records.map((record) => record.map(({ text }) => text))).toEqual(
        cells.map((row) => row.map((value) => (value === null ? '' : String(value)))),
      );
    });

    it('has real types and the same values as Parquet', async () => {
      const path = join(season().folder, 'diff.parquet');
      await season().services.exports.table({ scope: TOLD.diff.scope(), query: EVERYTHING, path });
      const table = await open(TOLD.diff.scope());
      const { types, rows } = await readWith(':memory:', `FROM '${path}'`);
      const typeOf = {
        text: 'VARCHAR',
        date: 'DATE',
        timestamp: 'TIMESTAMP',
        integer: 'BIGINT',
        boolean: 'BOOLEAN',
      };
      const wanted = table.fields.map(({ type }) =>
        type === 'number' || type === 'percent' ? 'DOUBLE' : typeOf[type],
      );
      expect(types).toEqual(wanted);
      const cells = [...table.select(EVERYTHING).cells()];
      expect(rows).toHaveLength(cells.length);
      const plain = table.fields.flatMap(({ type }, at) => (type === 'timestamp' ? [] : [at]));
      const seen = rows.map((row) => plain.map((at) => asCell(Object.values(row)[at])));
      expect(seen).toEqual(cells.map((row) => plain.map((at) => row[at])));
    });
  });
}
