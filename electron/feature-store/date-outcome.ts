import type { FailedPlayer } from '../../shared/backfill.js';
import type { DateInputs } from './chunk.js';
import { breakerOf } from './entity-breaker.js';
import { buildVector } from './features/vector.js';
import type { ListedPlayer } from './player-list.js';
import { readinessOf } from './readiness.js';
import { inputsOf, windowDays } from './row-inputs.js';
import { storeRow, uncheckedCompleteness } from './rows/store-row.js';
import { BOOTSTRAP_DAYS, isBootstrap } from './season-calendar.js';
import type { DateOutcome, ProcessorOptions, RowTrace, StoreRow, VarianceReport } from './types.js';
import { checkRanges } from './validate/ranges.js';
import { checkVariance } from './validate/variance.js';
import { historicalCompleteness } from './windows/completeness.js';
import { gamesBefore } from './windows/history.js';
import { fromDayNumber } from '../../shared/game-date.js';

const NOT_CHECKED: VarianceReport = { skipped: true, zeroVariance: [], lowVariance: [] };

type Built = Omit<StoreRow, 'feature_generation_time_ms'>;

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

  const started = performance.now();
  const days = windowDays(date);
  const readiness = readinessOf(tables, list);
  const built: Built[] = [];
  const traces: RowTrace[] = [];
  const failed: FailedPlayer[] = [];
  let withLine = 0;
  for (const player of list) {
    const breaker = breakerOf(tables.attempts.get(player.playerLookup), now);
    if (breaker.skipReason !== null) {
      failed.push(failure(player, 'CIRCUIT_BREAKER_ACTIVE', breaker.skipReason));
      continue;
    }
    const row = inputsOf(inputs, player, days, options);
    const vector = buildVector(row);
    const ranges = checkRanges(vector.values);
    if (ranges.critical.length > 0) {
      const texts = ranges.critical.map((text) => `'${text}'`).join(', ');
      failed.push(failure(player, 'FEATURE_VALIDATION_ERROR', `Critical feature validation failed: [${texts}]`));
      continue;
    }
    const found = row.lastGames.length;
    const available = found === 0 ? 0 : gamesBefore(inputs.history, player.playerLookup, date);
    const own = uncheckedCompleteness(found);
    built.push(
      storeRow({
        player,
        date,
        vector,
        daysRest: tables.context.get(player.playerLookup)?.days_rest ?? null,
        hashes: tables.hashes,
        own,
        upstreamIssues: readiness.issues(player),
        rangeWarnings: ranges.warnings,
        attempts: breaker.attempts,
        completeness: historicalCompleteness(
          row.lastGames.map((game) => fromDayNumber(game.day)),
          available,
        ),
        now,
      }),
    );
    traces.push({ playerLookup: player.playerLookup, values: vector.values, labels: vector.labels });
  }
  const sourceLines = options.lines === 'raw' ? tables.rawLines : tables.contextLines;
  for (const player of list) if (sourceLines.has(player.playerLookup)) withLine += 1;
  return {
    date,
    listed: list.length,
    rows: withTime(built, performance.now() - started),
    traces,
    failed,
    variance: checkVariance(traces.map((trace) => trace.values)),
    withLine,
    skipped: null,
  };
}

function failure(player: ListedPlayer, category: string, reason: string): FailedPlayer {
  return { playerLookup: player.playerLookup, category, reason };
}

/** Whole milliseconds a row took, as the mean of its date: a row takes microseconds, which no clock tells apart. */
function withTime(built: readonly Built[], elapsedMs: number): readonly StoreRow[] {
  const each = built.length === 0 ? 0 : Math.floor(elapsedMs / built.length);
  return built.map((row) => ({ ...row, feature_generation_time_ms: each }));
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
