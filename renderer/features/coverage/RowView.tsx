import { useMemo, type ReactNode } from 'react';
import type { StoredFeature, StoredRow } from '../../../shared/coverage.js';
import { FEATURES } from '../../../shared/feature-catalogue.js';
import type { GameDate } from '../../../shared/game-date.js';
import {
  RANGE_STATES,
  rangeState,
  STORED_FEATURE_COLUMNS,
  type RangeState,
} from '../../../shared/tables/stored-features.js';
import { diffRoute, playerRoute } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { formatRoute } from '../../address/address.js';
import { Badge } from '../../components/Badge.js';
import { DataTable } from '../../components/DataTable.js';
import { Facts } from '../../components/Facts.js';
import { ErrorNote, Loading } from '../../components/feedback.js';
import type { Look } from '../../components/states.js';
import { withLooks } from '../../components/table-column.js';
import { formatInstant } from '../../format/dates.js';
import { formatDecimal } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { LinesBehind } from '../line-diff/Evidence.js';
import { sourceWord } from './coverage-columns.js';
import { planHref, type CoverageRoute } from './coverage-view.js';

const RANGE_LOOKS: Readonly<Record<RangeState, Look>> = {
  out_of_range: { icon: 'warning', word: 'out of range', tone: 'bad' },
  in_range: { icon: 'check', word: 'in range', tone: 'idle' },
  not_in_row: { icon: 'dash', word: 'not in this row', tone: 'idle' },
};

const featureId = (row: StoredFeature): string => String(row.index);
const featureTone = (row: StoredFeature): string | undefined =>
  row.outOfRange ? 'bad' : row.value === null ? 'idle' : undefined;

const FEATURE_TABLE = withLooks<StoredFeature>(STORED_FEATURE_COLUMNS, {
  index: { width: 52 },
  name: { width: 190, grow: true, cell: (row) => <code title={FEATURES[row.index]?.meaning}>{row.name}</code> },
  value: { width: 82, cell: (row) => formatDecimal(row.value, 3) },
  range: {
    width: 128,
    word: rangeWord,
    cell: (row) => (
      <span title={expectedRange(row)}>
        <Badge look={RANGE_LOOKS[rangeState(row)]} />
      </span>
    ),
  },
  source: {
    width: 132,
    word: sourceWord,
    cell: (row) => (row.source === null ? '–' : sourceWord(row.source)),
  },
});

function rangeWord(value: string): string {
  const state = RANGE_STATES.find((one) => one === value);
  return state === undefined ? value : RANGE_LOOKS[state].word;
}

function expectedRange(row: StoredFeature): string {
  const range = FEATURES[row.index]?.range;
  return range ? `expected ${range.min} to ${range.max}` : '';
}

/** One stored row: its 37 features, where each came from, and the raw lines behind 25 to 28. */
export function RowView(props: {
  readonly date: GameDate;
  readonly playerLookup: string;
  readonly route: CoverageRoute;
}): ReactNode {
  const { date, playerLookup, route } = props;
  const client = useClient();
  const go = useNavigate();
  const key = `${date} ${playerLookup}`;
  const row = useAnswer(key, (ticket) => client.coverage.row({ date, playerLookup }, ticket));
  const lines = useAnswer(key, (ticket) => client.lines.evidence({ date, playerLookup }, ticket));
  if (row.error !== null) return <ErrorNote error={row.error} retry={row.again} />;
  if (row.value === null) return <Loading key={key} what="Reading the row…" since={null} rows={12} cancel={row.stop} />;
  return (
    <div className="coverage-row">
      <div className="coverage-row-main">
        <RowFacts row={row.value} />
        <DataTable
          label="Features"
          noun="feature"
          rows={row.value.features}
          columns={FEATURE_TABLE}
          rowId={featureId}
          rowTone={featureTone}
          query={route.query}
          onQuery={(query) => {
            go({ ...route, query }, 'replace');
          }}
          scope={{ table: 'stored-features', playerLookup, date }}
        />
      </div>
      <aside className="details evidence" aria-label="Lines behind features 25 to 28">
        <div className="details-head">
          <h2>Lines behind 25 to 28</h2>
          <div className="details-actions">
            <a className="button" href={formatRoute(playerRoute(playerLookup, { date }))}>
              Player
            </a>
            <a
              className="button"
              href={formatRoute(diffRoute({ from: date, to: date, selected: { date, playerLookup } }))}
            >
              Line diff
            </a>
            <a className="button" href={planHref({ from: date, to: date })}>
              Plan this date
            </a>
          </div>
        </div>
        {lines.error !== null ? (
          <ErrorNote error={lines.error} retry={lines.again} />
        ) : lines.value === null ? (
          <Loading key={key} what="Reading the raw rows…" since={null} rows={6} cancel={lines.stop} />
        ) : (
          <LinesBehind evidence={lines.value} />
        )}
      </aside>
    </div>
  );
}

function RowFacts(props: { readonly row: StoredRow }): ReactNode {
  const { row } = props;
  const short = row.featureCount < FEATURES.length;
  const facts = useMemo(
    () => [
      {
        name: 'Game',
        value:
          row.team === null ? '–' : `${row.team} ${row.isHome === false ? 'at' : 'against'} ${row.opponent ?? '–'}`,
      },
      { name: 'Quality', value: `${formatDecimal(row.quality, 1)} ${row.qualityTier ?? ''}` },
      { name: 'Features', value: `${row.featureCount} of ${FEATURES.length}${short ? ', an older row' : ''}` },
      { name: 'Data source', value: row.dataSource ?? '–' },
      { name: 'Version', value: row.featureVersion ?? '–' },
      { name: 'Written', value: row.writtenAt === null ? '–' : formatInstant(row.writtenAt) },
    ],
    [row, short],
  );
  return (
    <section className="panel" aria-label="The row">
      <h2>
        <bdi>{row.playerName}</bdi>
      </h2>
      <Facts facts={facts} />
    </section>
  );
}
