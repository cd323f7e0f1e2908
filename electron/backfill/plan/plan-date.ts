import type { BackfillOptions, PlanDate, PlanIssue, UpstreamReadiness } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { RowOf } from '../../warehouse/statement.js';
import type { planPlayers } from '../../warehouse/statements/plan-players.js';
import type { planTeams } from '../../warehouse/statements/plan-teams.js';
import { guardDate, type GuardFacts } from '../guard.js';
import { decide, type DateFacts } from './decision.js';
import type { StaleInput } from './freshness.js';
import { readinessOf } from './readiness.js';

export type PlayersRow = RowOf<(typeof planPlayers)['columns']>;
export type TeamsRow = RowOf<(typeof planTeams)['columns']>;

/** Everything known about one game date before it is planned. */
export interface DateInputs {
  readonly date: GameDate;
  readonly today: GameDate;
  readonly games: number;
  readonly isBootstrap: boolean;
  readonly firstStoreDate: GameDate;
  readonly gamesPerTeam: number;
  readonly players: PlayersRow | undefined;
  readonly teams: TeamsRow | undefined;
  readonly stale: StaleInput | null;
  readonly failedBefore: boolean;
  readonly partitionVersion: string;
}

/** Counts of a date on which no table knows a player. */
function count(value: number | null | undefined): number {
  return value ?? 0;
}

function upstreamOf(inputs: DateInputs, mode: BackfillOptions['mode']): readonly UpstreamReadiness[] {
  const { players, teams, date, today, gamesPerTeam } = inputs;
  const listed = count(players?.listed);
  return [
    {
      table: 'nba_precompute.player_daily_cache' as const,
      rows: count(players?.cache_rows),
      served: { numerator: count(players?.cache_served), denominator: listed },
    },
    {
      table: 'nba_precompute.player_composite_factors' as const,
      rows: count(players?.factor_rows),
      served: { numerator: count(players?.factor_served), denominator: listed },
    },
    {
      table: 'nba_precompute.player_shot_zone_analysis' as const,
      rows: count(players?.zone_rows),
      served: { numerator: count(players?.zone_served), denominator: listed },
    },
    {
      table: 'nba_precompute.team_defense_zone_analysis' as const,
      rows: count(teams?.defense_rows),
      served: { numerator: count(teams?.defense_served), denominator: count(teams?.opponents) },
    },
  ].map((table) => readinessOf(table, { mode, date, today, gamesPerTeam }));
}

/** The stored players who would have no row, read off the statement's `lost` text. */
export function lostPlayers(
  lost: string | null | undefined,
  listedFromContext: boolean,
): readonly { readonly playerLookup: string; readonly why: string }[] {
  if (lost === null || lost === undefined || lost === '') return [];
  const list = listedFromContext ? 'the context' : 'the box score';
  return lost
    .split(',')
    .map((entry) =>
      entry.endsWith('-')
        ? { playerLookup: entry.slice(0, -1), why: 'stopped by an entity breaker or a fatigue score outside 0..100' }
        : { playerLookup: entry, why: `not in ${list}` },
    );
}

/** Listed players who get no row are worth a word before the run, not only after it. */
function stoppedWarning(date: GameDate, listed: number, expectedRows: number): readonly PlanIssue[] {
  const stopped = listed - expectedRows;
  if (stopped === 0) return [];
  const message = `${date}: ${stopped} of ${listed} listed players get no row (entity breaker or fatigue score outside 0..100)`;
  return [{ code: 'players_stopped', message }];
}

/** One date of the plan: figures now and expected, readiness, decision, and what the guard would say. */
export function planDate(inputs: DateInputs, options: BackfillOptions): PlanDate {
  const { date, today, games, players } = inputs;
  const listedFromContext = options.mode === 'production' || date >= today;
  const listed = count(players?.listed);
  const storedRows = count(players?.stored_rows);
  const rawPlayers = count(players?.raw_players);
  const coverageBefore = { numerator: count(players?.stored_lines), denominator: count(players?.stored_long) };
  const matchBefore = { numerator: count(players?.stored_matched), denominator: rawPlayers };
  const upstream = upstreamOf(inputs, options.mode);

  const facts: DateFacts = { ...inputs, games, listed, storedRows, matchBefore, listedFromContext };
  const decision = decide(facts, options.only);
  const base = {
    date,
    ...decision,
    games,
    storedRows,
    coverageBefore,
    matchBefore,
    upstream,
    bytes: null,
    partitionVersion: inputs.partitionVersion,
  };
  if (decision.action === 'skip') {
    // A date that is left alone stays as it is: expected after is what stands now.
    return { ...base, listed, coverageAfter: coverageBefore, matchAfter: matchBefore, warnings: [], blockers: [] };
  }

  const expectedRows = count(players?.expected_rows);
  const coverageAfter = { numerator: count(players?.expected_lines), denominator: expectedRows };
  const matchAfter = { numerator: count(players?.expected_matched), denominator: rawPlayers };
  const guard: GuardFacts = {
    date,
    lines: options.lines,
    listed,
    listedInContext: count(players?.listed_with_context),
    listedInRaw: count(players?.listed_with_raw),
    matchAfter,
    before: { rows: storedRows, coverage: coverageBefore, match: matchBefore },
    after: { rows: expectedRows, coverage: coverageAfter, match: matchAfter },
    lostPlayers: lostPlayers(players?.lost, listedFromContext),
    upstream,
  };
  const verdict = guardDate(guard, options.allow);
  return {
    ...base,
    listed,
    coverageAfter,
    matchAfter,
    warnings: [...stoppedWarning(date, listed, expectedRows), ...verdict.warnings],
    blockers: verdict.blockers,
  };
}
