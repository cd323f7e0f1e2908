import { useState, type ReactNode } from 'react';
import type { GameDate } from '../../../shared/game-date.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyNote, StoppedWait } from '../../components/feedback.js';
import { Heatmap } from '../../components/Heatmap.js';
import { LineChart } from '../../components/LineChart.js';
import type { RowAction } from '../../components/row-action.js';
import { SplitPane } from '../../components/SplitPane.js';
import { DATE_LOOKS } from '../../components/states.js';
import { CHARTS, CHOSEN, COLUMNS, ERROR, lookOn, RANGE, ROWS, type SampleRow } from './sample.js';
import { Sample, Samples } from './Sample.js';

const idOf = (row: SampleRow): string => `${row.date} ${row.player}`;
const common = { columns: COLUMNS, rowId: idOf };
const nothing = (): void => undefined;
const ACTIONS = (): readonly RowAction[] => [
  { id: 'plan', label: 'Plan a backfill', key: 'plan', act: nothing },
  { id: 'open', label: 'Not possible here', disabled: true, act: nothing },
];

export function TablesPart(): ReactNode {
  const [query, setQuery] = useState(EVERYTHING);
  return (
    <Samples>
      <Sample
        state="100 rows: search, filters, columns and totals; a right click or the menu key opens the menu of a row"
        wide
      >
        <div className="sample-table">
          <DataTable
            label="Sample of 100 rows"
            rows={ROWS}
            query={query}
            onQuery={setQuery}
            rowActions={ACTIONS}
            {...common}
          />
        </div>
      </Sample>
      <Sample state="Loading">
        <StoppedWait value={3000}>
          <DataTable
            label="Sample that loads"
            rows={[]}
            loading={{ what: 'Reading the rows…', since: null, cancel: nothing }}
            {...common}
          />
        </StoppedWait>
      </Sample>
      <Sample state="Empty">
        <div className="sample-table">
          <DataTable
            label="Sample without rows"
            rows={[]}
            empty={<EmptyNote title="No player lacks a line in this range." />}
            {...common}
          />
        </div>
      </Sample>
      <Sample state="Nothing found" wide>
        <div className="sample-table">
          <DataTable
            label="Sample with nothing found"
            rows={ROWS}
            query={{ ...EVERYTHING, search: 'nobody of this name' }}
            onQuery={nothing}
            {...common}
          />
        </div>
      </Sample>
      <Sample state="Partial" wide>
        <div className="sample-table">
          <DataTable
            label="Sample of a part"
            rows={ROWS.slice(0, 3)}
            partial={{
              sentence: '2 of 14 dates could not be read; shown is the rest.',
              details: ['2026-01-12: the table was locked', '2026-01-13: the table was locked'],
            }}
            {...common}
          />
        </div>
      </Sample>
      <Sample state="Failed" wide>
        <DataTable label="Sample that failed" rows={[]} failed={{ error: ERROR, retry: nothing }} {...common} />
      </Sample>
    </Samples>
  );
}

export function ChartsPart(): ReactNode {
  return (
    <Samples>
      <Sample state="Two units, an event" wide>
        <LineChart
          label="Sample chart of two series"
          series={CHARTS.whole}
          events={[{ date: RANGE.from, text: 'Lines are taken from the context' }]}
          height={150}
        />
      </Sample>
      <Sample state="Gaps">
        <LineChart label="Sample chart with gaps" series={CHARTS.gaps} height={120} />
      </Sample>
      <Sample state="One point">
        <LineChart label="Sample chart of one point" series={CHARTS.one} height={120} />
      </Sample>
      <Sample state="No values">
        <LineChart label="Sample chart without values" series={CHARTS.none} height={120} />
      </Sample>
    </Samples>
  );
}

export function CalendarsPart(): ReactNode {
  const [chosen, setChosen] = useState<GameDate>(RANGE.from);
  const common = {
    range: RANGE,
    lookOf: lookOn,
    describe: (day: GameDate) => lookOn(day)?.word ?? 'no games',
    selected: chosen,
    onSelect: setChosen,
    legend: Object.values(DATE_LOOKS),
    plainWord: 'no games',
  };
  return (
    <Samples>
      <Sample state="Every state of a day">
        <Heatmap label="Sample calendar" {...common} />
      </Sample>
      <Sample state="Large, with a range chosen" wide>
        <Heatmap label="Sample calendar, large" large within={CHOSEN} {...common} />
      </Sample>
    </Samples>
  );
}

export function PanesPart(): ReactNode {
  const list = <div className="card sample-panel">The list</div>;
  return (
    <Samples>
      <Sample state="Details open" wide>
        <SplitPane
          name="sample"
          list={list}
          details={
            <div className="card sample-panel">
              What is known of the row that is chosen. The edge between can be dragged.
            </div>
          }
          initial="38%"
          least={200}
        />
      </Sample>
      <Sample state="Nothing chosen" wide>
        <SplitPane name="sample" list={list} details={null} initial="38%" least={200} />
      </Sample>
    </Samples>
  );
}
