import type { CoveragePlayer, StoredFeature, StoredRow } from '../../shared/coverage.js';
import { BacklineError } from '../../shared/errors.js';
import { FEATURES } from '../../shared/feature-catalogue.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Warehouse } from '../warehouse/port.js';
import type { RowOf } from '../warehouse/statement.js';
import { coveragePeople } from '../warehouse/statements/coverage-people.js';
import { coverageRows } from '../warehouse/statements/coverage-rows.js';
import { processorRawLines } from '../warehouse/statements/processor-raw-lines.js';
import type { CoverageFeature } from './features.js';
import { sourceOf } from './feature-source.js';

type Row = RowOf<(typeof coverageRows)['columns']>;
type Person = RowOf<(typeof coveragePeople)['columns']>;

async function peopleOf(warehouse: Warehouse, date: GameDate): Promise<ReadonlyMap<string, Person>> {
  const people = await warehouse.read(coveragePeople, { from: date, to: date });
  return new Map(people.flatMap((person) => (person.player_lookup === null ? [] : [[person.player_lookup, person]])));
}

/** The store rows of one date for one feature, in the order of their keys; three statements. */
export async function playersOf(
  warehouse: Warehouse,
  date: GameDate,
  feature: CoverageFeature,
): Promise<readonly CoveragePlayer[]> {
  const range = { from: date, to: date };
  const [rows, people, lines] = await Promise.all([
    warehouse.read(coverageRows, range),
    peopleOf(warehouse, date),
    warehouse.read(processorRawLines, range),
  ]);
  const rawLines = new Map(lines.map((line) => [line.player_lookup, line.current_line]));
  return rows.map((row) => {
    const playerLookup = row.player_lookup ?? '';
    const person = people.get(playerLookup);
    const value = row.features.length < feature.minLength ? null : (row.features[feature.index] ?? null);
    return {
      date,
      playerLookup,
      playerName: person?.player_full_name ?? playerLookup,
      team: person?.team_abbr ?? null,
      opponent: person?.opponent_team_abbr ?? row.opponent_team_abbr,
      value,
      hasValue: value !== null && (feature.positiveOnly ? value > 0 : value !== 0),
      source: sourceOf(feature.index, row.features),
      quality: row.feature_quality_score,
      qualityTier: row.quality_tier,
      rawLine: rawLines.get(playerLookup) ?? null,
      contextLine: person?.context_line ?? null,
    };
  });
}

function featuresOf(values: readonly number[]): readonly StoredFeature[] {
  return FEATURES.map(({ index, name, range }) => {
    const value = values[index] ?? null;
    return {
      index,
      name,
      value,
      source: sourceOf(index, values),
      outOfRange: value !== null && (value < range.min || value > range.max),
    };
  });
}

function storedRow(date: GameDate, row: Row, person: Person | undefined): StoredRow {
  const playerLookup = row.player_lookup ?? '';
  return {
    date,
    playerLookup,
    playerName: person?.player_full_name ?? playerLookup,
    gameId: row.game_id,
    team: person?.team_abbr ?? null,
    opponent: person?.opponent_team_abbr ?? row.opponent_team_abbr,
    isHome: row.is_home,
    quality: row.feature_quality_score,
    qualityTier: row.quality_tier,
    dataSource: row.data_source,
    featureVersion: row.feature_version,
    featureCount: row.features.length,
    writtenAt: row.written_at,
    features: featuresOf(row.features),
  };
}

/**
 * One store row with all 37 features. Of a key that stands there twice the one written last is shown.
 * @throws BacklineError `not_found` naming player and date.
 */
export async function rowOf(warehouse: Warehouse, playerLookup: string, date: GameDate): Promise<StoredRow> {
  const [rows, people] = await Promise.all([
    warehouse.read(coverageRows, { from: date, to: date }),
    peopleOf(warehouse, date),
  ]);
  const row = rows
    .filter((candidate) => candidate.player_lookup === playerLookup)
    .reduce<Row | null>(
      (last, one) => (last === null || (one.written_at ?? '') >= (last.written_at ?? '') ? one : last),
      null,
    );
  if (row === null) {
    throw new BacklineError('not_found', `the store has no row of ${playerLookup} on ${date}`, {
      subject: `${playerLookup} ${date}`,
    });
  }
  return storedRow(date, row, people.get(playerLookup));
}
