import { useState, type ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { attempt } from '../../../shared/result.js';
import { useClient } from '../../store/context.js';
import { ExportNote, useExport } from '../ExportButton.js';
import { Icon } from '../Icon.js';
import { chartValues, fileStem, type ChartTable, type DrawnSeries } from './chart-data.js';

type Copied = 'no' | 'yes' | 'refused';

/** What can be taken out of a chart: a picture to keep or to put elsewhere, and its figures. */
export function useChartActions(chart: {
  readonly label: string;
  readonly series: readonly DrawnSeries[];
  readonly table: ChartTable;
  readonly picture: () => Promise<Blob>;
}): { readonly menu: ReactNode; readonly note: ReactNode } {
  const { label, series, table, picture } = chart;
  const client = useClient();
  const { exported, write, dismiss } = useExport();
  const [what, setWhat] = useState('picture');
  const [copied, setCopied] = useState<Copied>('no');
  const name = fileStem(label, table);

  function act(action: string | number): void {
    setCopied('no');
    if (action === 'copy') {
      // The picture is handed over as a promise: the clipboard wants to be asked within the press itself.
      navigator.clipboard.write([new ClipboardItem({ 'image/png': picture() })]).then(
        () => {
          setCopied('yes');
        },
        () => {
          setCopied('refused');
        },
      );
    } else if (action === 'png') {
      setWhat('picture');
      write(null, async () => {
        const made = await attempt(async () => new Uint8Array(await (await picture()).arrayBuffer()));
        return made.ok ? client.export.picture({ name, png: made.value }) : made;
      });
    } else {
      setWhat('date');
      const { columns, rows } = chartValues(series);
      write(null, () =>
        client.export.chart({
          name,
          title: label,
          columns: [...columns],
          rows: rows.map((row) => ({ date: row.date, values: [...row.values] })),
        }),
      );
    }
  }

  return {
    menu: (
      <MenuTrigger>
        <Button
          className="button quiet chart-toggle"
          aria-label="Export the chart"
          isPending={exported.state === 'writing'}
        >
          Export <Icon name="down" size={10} />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="listbox chart-menu" onAction={act} aria-label="Export the chart">
            <MenuItem id="png" className="listbox-item">
              Save as a picture (PNG)…
            </MenuItem>
            <MenuItem id="csv" className="listbox-item">
              Save the figures (CSV)…
            </MenuItem>
            <MenuItem id="copy" className="listbox-item">
              Copy as a picture
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    ),
    note: (
      <>
        <ExportNote exported={exported} noun={what} dismiss={dismiss} />
        {copied === 'no' ? null : (
          <p className="export-note" role="status">
            {copied === 'yes' ? 'The picture is in the clipboard.' : 'The clipboard did not take the picture.'}
            <Button
              className="button quiet"
              onPress={() => {
                setCopied('no');
              }}
            >
              Dismiss
            </Button>
          </p>
        )}
      </>
    ),
  };
}
