import {
  type CoverageDate,
  type CoverageGroup,
  type CoverageMeasures,
  type CoverageMonth,
  type CoveragePlayer,
  type Share,
} from '../coverage.js';
import { percentOf, shareColumns } from './share-columns.js';
import type { TableColumn } from './table.js';

/** Rows with a value / rows whose array has the feature. */
export function shareOfRows(row: Pick<CoverageMeasures, 'rowsWithValue' | 'rowsWithFeature'>): Share {
  return { numerator: row.rowsWithValue, denominator: row.rowsWithFeature };
}

function measureColumns<T extends CoverageMeasures>(matchTitle: string): readonly TableColumn<T>[] {
  return [
    { id: 'rows', header: 'Rows', title: 'Store rows.', type: 'integer', value: (row) => row.rows },
    {
      id: 'rows_with_feature',
      header: 'Counted',
      title: 'Rows whose array is long enough to have the feature.',
      type: 'integer',
      value: (row) => row.rowsWithFeature,
    },
    {
      id: 'rows_with_value',
      header: 'With value',
      title: 'Counted rows with a value other than 0.',
      type: 'integer',
      value: (row) => row.rowsWithValue,
    },
    {
      id: 'share_percent',
      header: 'Share',
      title: 'Rows with a value / counted rows.',
      type: 'percent',
      value: (row) => percentOf(shareOfRows(row)),
    },
    ...shareColumns<T>('match', 'Match rate', matchTitle, (row) => row.match, ['Matched', 'Raw players']),
    { id: 'mean', header: 'Mean', title: 'Mean of the values other than 0.', type: 'number', value: (row) => row.mean },
    ...shareColumns<T>(
      'context',
      'Context share',
      'Distinct context players with a line / distinct context players.',
      (row) => row.context,
      ['Context with line', 'Context players'],
    ),
  ];
}

const MATCH = 'Players with a raw points line that have a line in the store / players with a raw points line.';

export const coverageMonthColumns: readonly TableColumn<CoverageMonth>[] = [
  { id: 'month', header: 'Month', type: 'text', value: (row) => row.month },
  ...shareColumns<CoverageMonth>(
    'dates',
    'Dates stored',
    'Game dates with store rows / game dates.',
    (row) => row.dates,
    ['Dates with rows', 'Game dates'],
  ),
  ...measureColumns<CoverageMonth>(MATCH),
  ...shareColumns<CoverageMonth>(
    'last_season',
    'Last season',
    'Rows with a value / counted rows of the same month one year earlier.',
    (row) => row.lastSeason,
    ['Last season with value', 'Last season counted'],
  ),
  {
    id: 'drift_points',
    header: 'Drift',
    title:
      "Percentage points: this month's share minus that of the same month last season, so that - is a fall. Below -20 alerts.",
    type: 'number',
    value: (row) => row.drift,
  },
];

export const coverageDateColumns: readonly TableColumn<CoverageDate>[] = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date },
  { id: 'games', header: 'Games', title: 'Games that count.', type: 'integer', value: (row) => row.games },
  ...measureColumns<CoverageDate>(MATCH),
];

export const coverageGroupColumns: readonly TableColumn<CoverageGroup>[] = [
  { id: 'group', header: 'Group', title: 'The team or the book.', type: 'text', value: (row) => row.group },
  ...measureColumns<CoverageGroup>(MATCH),
  {
    id: 'chosen',
    header: 'Chosen',
    title: 'Players and dates whose line a rebuild from raw lines would take from this book.',
    type: 'integer',
    value: (row) => row.chosen,
  },
];

export const coveragePlayerColumns: readonly TableColumn<CoveragePlayer>[] = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date },
  { id: 'player_lookup', header: 'Key', title: 'The join key.', type: 'text', value: (row) => row.playerLookup },
  { id: 'player_name', header: 'Player', type: 'text', value: (row) => row.playerName },
  { id: 'team', header: 'Team', type: 'text', value: (row) => row.team },
  { id: 'opponent', header: 'Opponent', type: 'text', value: (row) => row.opponent },
  {
    id: 'value',
    header: 'Value',
    title: 'As stored; 0 is "no value" for a line.',
    type: 'number',
    value: (row) => row.value,
  },
  { id: 'has_value', header: 'Has value', type: 'boolean', value: (row) => row.hasValue },
  {
    id: 'source',
    header: 'Source',
    title: 'What the stored value can only have come from.',
    type: 'text',
    value: (row) => row.source,
  },
  {
    id: 'quality',
    header: 'Quality',
    title: 'Score of the row, 0 to 100.',
    type: 'number',
    value: (row) => row.quality,
  },
  {
    id: 'quality_tier',
    header: 'Tier',
    type: 'text',
    value: (row) => row.qualityTier,
    choices: ['gold', 'silver', 'bronze', 'poor', 'unusable'],
  },
  {
    id: 'raw_line',
    header: 'Raw line',
    title: 'What a rebuild from raw lines would store.',
    type: 'number',
    value: (row) => row.rawLine,
  },
  {
    id: 'context_line',
    header: 'Context line',
    title: 'The newest context row with a line.',
    type: 'number',
    value: (row) => row.contextLine,
  },
];
