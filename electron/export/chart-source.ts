import { EVERYTHING } from '../../shared/tables/table.js';
import type { ChartExport } from './requests.js';
import { batchesOf } from './row-batches.js';
import type { Source } from './source.js';
import type { ExportColumn } from './store-columns.js';
import { textOf, textShape, type TextField } from './text.js';

type ChartRow = ChartExport['rows'][number];

/** The figures of a chart: the date, then a column a series; a gap is NULL. */
export function chartSource(request: ChartExport): Source<ChartRow> {
  const { columns, rows, title } = request;
  const fields: readonly TextField<ChartRow>[] = [
    { name: 'date', value: ({ date }) => date },
    ...columns.map((name, at) => ({ name, value: ({ values }: ChartRow) => values[at] ?? null })),
  ];
  return {
    fields: () => fields,
    types: [
      { name: 'date', type: { kind: 'DATE' } },
      ...columns.map((name): ExportColumn => ({ name, type: { kind: 'FLOAT64' } })),
    ],
    text: (format, shown, csv) => textOf(textShape(format, shown, csv), batchesOf(rows, request)),
    parquetParts: null,
    describe: () => ({
      what: `chart: ${title}`,
      parameters: { from: rows[0]?.date ?? null, to: rows.at(-1)?.date ?? null },
      query: EVERYTHING,
      statement: null,
      rows: rows.length,
      rowsUnfiltered: rows.length,
    }),
  };
}
