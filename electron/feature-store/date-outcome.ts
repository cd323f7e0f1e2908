import type { FailedPlayer } from '../../shared/backfill.js';
import type { DateInputs } from './chunk.js';
import { breakerOf } from './entity-breaker.js';
import { buildVector } from './features/vector.js';
import { ownCompleteness, uncheckedCompleteness } from './own-completeness.js';
import type { ListedPlayer } from './player-list.js';
import { readinessOf, type Readiness } from './readiness.js';
import { inputsOf, windowDays, type WindowDays } from './row-inputs.js';
import { storeRow, type RowParts } from './rows/store-row.js';
import { BOOTSTRAP_DAYS, isBootstrap } from './season-calendar.js';
import { checksDependencies, checksPlayers, gapOf, missingDependency } from './strict-checks.js';
import type { DateOutcome, ProcessorOptions, VarianceReport } from './types.js';
import { checkRanges } from './validate/ranges.js';
import { checkVariance } from './validate/variance.js';
import { historicalCompleteness } from './windows/completeness.js';
import { gamesBefore } from './windows/history.js';

const NOT_CHECKED: VarianceReport = { skipped: true, zeroVariance: [], lowVariance: [] };

/** One date from what was read for it: read -> windows -> features -> quality -> validate -> rows. */
export function dateOutcome(inputs: DateInputs, options: ProcessorOptions, now: string): DateOutcome {
  const { tables, list, season } = inputs;
  const { date } = tables;
  if (isBootstrap(date, season.firstDay)) {
    // Production fails here with "No data extracted"; a stated reason instead (parity/quirks 25).
    const message = `${date} is one of the first ${BOOTSTRAP_DAYS} days of the season that began on ${season.firstDay}`;
    return notProcessed(inputs, 'bootstrap', message);
  }
  if (list.length === 0) return notProcessed(inputs, 'no_players', `No players found with games on ${date}`);
  const missing = checksDependencies(options) ? missingDependency(tables) : null;
  if (missing !== null) return notProcessed(inputs, 'missing_dependency', missing);

  const started = performance.now();
  const days = windowDays(date);
  const readiness = readinessOf(tables, list);
  const accepted: RowParts[] = [];
  const failed: FailedPlayer[] = [];
  for (const player of list) {
    const result = playerParts(inputs, player, days, readiness, options, now);
    if ('category' in result) failed.push(result);
    else accepted.push(result);
  }
  // A row takes microseconds, which no clock tells apart: the mean of the date, in whole milliseconds.
  const eachMs = accepted.length === 0 ? 0 : Math.floor((performance.now() - started) / accepted.length);
  const sourceLines = options.lines === 'raw' ? tables.rawLines : tables.contextLines;
  return {
    date,
    listed: list.length,
    rows: accepted.map((parts) => storeRow(parts, eachMs)),
    traces: accepted.map(({ player, vector }) => ({ playerLookup: player.playerLookup, ...vector })),
    failed,
    variance: checkVariance(accepted.map(({ vector }) => vector.values)),
    withLine: list.filter((player) => sourceLines.has(player.playerLookup)).length,
    skipped: null,
  };
}

/** What one player's row is made of, or why he gets none; in production's order (domain: processor section 10). */
function playerParts(
  inputs: DateInputs,
  player: ListedPlayer,
  days: WindowDays,
  readiness: Readiness,
  options: ProcessorOptions,
  now: string,
): RowParts | FailedPlayer {
  const { tables } = inputs;
  const { playerLookup } = player;
  const breaker = breakerOf(tables.attempts.get(playerLookup), now);
  if (breaker.skipReason !== null) return failure(player, 'CIRCUIT_BREAKER_ACTIVE', breaker.skipReason);
  const own = checksPlayers(tables, options) ? ownCompleteness(inputs, player) : null;
  const upstreamIssues = readiness.issues(player);
  const gap = own && gapOf(own, upstreamIssues);
  if (gap) return failure(player, gap.category, gap.reason);
  const row = inputsOf(inputs, player, days, options);
  const vector = buildVector(row);
  const ranges = checkRanges(vector.values);
  if (ranges.critical.length > 0) {
    const texts = ranges.critical.map((text) => `'${text}'`).join(', ');
    return failure(player, 'FEATURE_VALIDATION_ERROR', `Critical feature validation failed: [${texts}]`);
  }
  const found = row.lastGames.length;
  // Counted over all time, but only for players with a row in the window (parity/quirks 17).
  const available = found === 0 ? 0 : gamesBefore(inputs.history, playerLookup, tables.date);
  return {
    player,
    date: tables.date,
    vector,
    daysRest: tables.context.get(playerLookup)?.days_rest ?? null,
    hashes: tables.hashes,
    own: own ?? uncheckedCompleteness(found),
    upstreamIssues,
    rangeWarnings: ranges.warnings,
    attempts: breaker.attempts,
    completeness: historicalCompleteness(
      row.lastGames.map((game) => game.date),
      available,
    ),
    now,
  };
}

function failure(player: ListedPlayer, category: string, reason: string): FailedPlayer {
  return { playerLookup: player.playerLookup, category, reason };
}

function notProcessed({ tables, list }: DateInputs, code: string, message: string): DateOutcome {
  return {
    date: tables.date,
    listed: list.length,
    rows: [],
    traces: [],
    failed: [],
    variance: NOT_CHECKED,
    withLine: 0,
    skipped: { code, message },
  };
}
