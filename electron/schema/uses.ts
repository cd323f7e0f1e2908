import { FEATURES } from '../../shared/feature-catalogue.js';
import { WRITTEN_COLUMNS } from '../feature-store/rows/written-columns.js';
import { allStatements } from '../warehouse/statements/index.js';
import { FEATURE_STORE, type TableName } from '../warehouse/tables/names.js';
import { columnsRead } from './columns-read.js';

/** What people see of a family of statements; the family is the first word of the statement's name. */
const SEEN_AS: Readonly<Record<string, readonly string[]>> = {
  schedule: ['screen Backfill', 'screen Coverage', 'screen Checks', 'command plan', 'command backfill'],
  plan: ['screen Backfill', 'command plan', 'command backfill'],
  processor: ['screen Backfill', 'command backfill', 'command resume'],
  stored: ['screen Backfill', 'command backfill', 'command resume'],
  store: ['command export'],
  coverage: ['screen Coverage', 'command coverage'],
  lines: [
    'screen Gaps',
    'screen Line diff',
    'screen Player',
    'screen Checks',
    'command gaps',
    'command diff',
    'command check',
  ],
  checks: ['screen Checks', 'screen Root cause', 'command check'],
};

const WRITING: readonly string[] = ['screen Backfill', 'command backfill', 'command resume', 'command restore'];

/** Words of the feature catalogue that stand for tables instead of naming them. */
const RAW_BETTING_TABLES: readonly TableName[] = [
  'nba_raw.odds_api_player_points_props',
  'nba_raw.bettingpros_player_points_props',
];

/** The features that the catalogue says come from a table, also through another feature. */
function featuresFrom(table: TableName): readonly string[] {
  const short = table.split('.')[1] ?? table;
  const found = new Set<string>();
  for (const { name, source } of FEATURES) {
    const fromRaw = source.includes('raw betting tables') && RAW_BETTING_TABLES.includes(table);
    const through = [...found].some((feature) => source.includes(feature));
    if (source.includes(short) || fromRaw || through) found.add(name);
  }
  return [...found];
}

const RANK = ['screen', 'command', 'feature'] as const;

function ordered(uses: Iterable<string>): readonly string[] {
  const rank = (use: string): number => RANK.findIndex((kind) => use.startsWith(kind));
  return [...new Set(uses)].sort((a, b) => rank(a) - rank(b));
}

/**
 * Screens, commands and features that do not work without a table, or without one column of it: those whose statements
 * read it, and those that write it.
 */
export function usesOf(table: TableName, column: string | null): readonly string[] {
  const uses: string[] = [];
  for (const statement of allStatements) {
    const read = columnsRead(statement).get(table);
    if (read === undefined || (column !== null && !read.has(column))) continue;
    const family = statement.name.split('-')[0] ?? '';
    uses.push(...(SEEN_AS[family] ?? [`statement ${statement.name}`]));
    if (family === 'processor') uses.push(...featuresFrom(table).map((feature) => `feature ${feature}`));
  }
  if (table === FEATURE_STORE && (column === null || WRITTEN_COLUMNS.has(column))) uses.push(...WRITING);
  return ordered(uses);
}

/** What does not work when dates of a table cannot be replaced one by one. */
export function writesOf(table: TableName): readonly string[] {
  return table === FEATURE_STORE ? WRITING : [];
}
