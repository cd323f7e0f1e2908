import type { ConnectionReport, SchemaReport } from '../../../../shared/warehouse-report.js';

export const PASSED_CONNECTION: ConnectionReport = {
  passed: true,
  steps: [
    {
      id: 'settings',
      title: 'Settings are complete',
      state: 'passed',
      finding: 'Project nba-props-platform',
      error: null,
      ms: 0,
    },
    {
      id: 'credentials',
      title: 'Credentials',
      state: 'passed',
      finding: 'Application default credentials',
      error: null,
      ms: 12,
    },
    {
      id: 'reach',
      title: 'The service answers',
      state: 'passed',
      finding: 'bigquery.googleapis.com',
      error: null,
      ms: 81,
    },
    {
      id: 'project',
      title: 'The project can be used',
      state: 'passed',
      finding: 'A query job can be made',
      error: null,
      ms: 190,
    },
    { id: 'datasets', title: 'Datasets', state: 'passed', finding: '6 of 6 found in US', error: null, ms: 240 },
    { id: 'tables', title: 'Tables', state: 'passed', finding: '14 of 14 found', error: null, ms: 412 },
    { id: 'query', title: 'A query', state: 'passed', finding: 'One row read, 0 B billed', error: null, ms: 730 },
    { id: 'write', title: 'Writing', state: 'passed', finding: 'The store may be written', error: null, ms: 160 },
    {
      id: 'snapshots',
      title: 'Snapshots',
      state: 'passed',
      finding: 'backline_snapshots is there',
      error: null,
      ms: 88,
    },
  ],
};

export const STOPPED_CONNECTION: ConnectionReport = {
  passed: false,
  steps: [
    ...PASSED_CONNECTION.steps.slice(0, 4),
    {
      id: 'datasets',
      title: 'Datasets',
      state: 'failed',
      finding: '5 of 6 found',
      error: {
        code: 'permission_denied',
        message: 'backline@nba-props-platform.iam.gserviceaccount.com may not read the dataset nba_precompute',
        subject: 'bigquery.tables.getData on nba_precompute',
        remedy: 'Give the account the role BigQuery Data Viewer on nba_precompute.',
        retryable: false,
      },
      ms: 260,
    },
    ...PASSED_CONNECTION.steps.slice(5).map((step) => ({ ...step, state: 'skipped' as const, finding: '', ms: 0 })),
  ],
};

export function makeSchemaReport(): SchemaReport {
  const table = (
    name: string,
    columns: number,
    additional: readonly string[],
    findings: number,
  ): SchemaReport['tables'][number] => ({
    table: name,
    liveName: name,
    found: true,
    columns,
    additional,
    findings,
  });
  return {
    warehouse: 'Demo season',
    usable: false,
    tables: [
      table(
        'nba_predictions.ml_feature_store_v2',
        148,
        Array.from({ length: 104 }, (_, i) => `feature_${i}_quality`),
        1,
      ),
      table('nba_raw.odds_api_player_points_props', 31, [], 1),
      table('nba_raw.bettingpros_player_points_props', 40, [], 0),
      table('nba_analytics.player_game_summary', 72, ['build_id'], 0),
      { ...table('nba_precompute.team_defense_zone_analysis', 0, [], 1), found: false },
    ],
    findings: [
      {
        table: 'nba_precompute.team_defense_zone_analysis',
        column: null,
        problem: 'missing_table',
        expected: 'a table partitioned by analysis_date',
        found: null,
        weight: 'needed',
        message: 'nba_precompute.team_defense_zone_analysis is not there',
        disables: ['opponent_def_rating', 'opponent_pace', 'Backfill'],
      },
      {
        table: 'nba_raw.odds_api_player_points_props',
        column: 'minutes_before_tipoff',
        problem: 'other_type',
        expected: 'INT64',
        found: 'STRING',
        weight: 'needed',
        message: 'minutes_before_tipoff of nba_raw.odds_api_player_points_props is STRING instead of INT64',
        disables: ['leak marks of the line diff', 'cause after_tipoff_only'],
      },
      {
        table: 'nba_predictions.ml_feature_store_v2',
        column: 'data_hash',
        problem: 'missing_column',
        expected: 'STRING',
        found: null,
        weight: 'declared',
        message: 'data_hash of nba_predictions.ml_feature_store_v2 is not there',
        disables: [],
      },
    ],
  };
}

export const DDL = [
  'CREATE TABLE nba_raw.odds_api_player_points_props (',
  '  game_date DATE NOT NULL,',
  '  player_lookup STRING NOT NULL,',
  '  bookmaker STRING NOT NULL,',
  '  points_line NUMERIC,',
  '  snapshot_timestamp TIMESTAMP NOT NULL',
  ')',
  'PARTITION BY game_date',
  'OPTIONS (require_partition_filter = TRUE);',
].join('\n');
