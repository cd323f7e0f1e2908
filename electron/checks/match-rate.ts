import type { CheckResult, CheckTarget, ThresholdSet } from '../../shared/checks.js';
import type { CoverageDate, Share } from '../../shared/coverage.js';
import { monthOf, type DateRange } from '../../shared/game-date.js';
import { daysTo, within, type FlowRow, type Readings } from './readings.js';
import { countedText, judged, listText, plural, resultOf, shareItem, sinceOf } from './result.js';
import { filterOf, inGaps, inLineDiff, withoutTheirLine } from './targets.js';
import { MATCH_RATE, percentOf, PLAYERS_AGAINST_LINES, worst } from './rules.js';

/** Days of the newest window: today and the six before. */
const RECENT_DAYS = 7;

function sum(shares: readonly Share[]): Share {
  return {
    numerator: shares.reduce((total, share) => total + share.numerator, 0),
    denominator: shares.reduce((total, share) => total + share.denominator, 0),
  };
}

/** Of a date, by the chosen way of counting (domain: vegas section 8, C5). */
function matchOf(day: CoverageDate, thresholds: ThresholdSet): Share {
  return thresholds === 'corrected' ? day.match : { numerator: day.rowsWithValue, denominator: day.match.denominator };
}

/**
 * Judged over the last seven days, so that a fresh break shows, and over the season to date, so that a hurt season does
 * not pass for healthy once its last week is repaired. The worse of the two counts.
 */
export function matchRate(readings: Readings, thresholds: ThresholdSet): CheckResult {
  const original = thresholds === 'original';
  const rule = original
    ? {
        ...MATCH_RATE,
        note: 'The limits are the same in both sets. Production counted all store rows with a line above the bar, matched or not; so does this set.',
      }
    : MATCH_RATE;
  const shareOf = (days: readonly CoverageDate[]): Share => sum(days.map((day) => matchOf(day, thresholds)));
  // Whatever the way of counting, what is opened are the players who lack their line.
  const opened = (range: DateRange): CheckTarget => {
    const match = sum(readings.dates.filter(within(range)).map((day) => day.match));
    return withoutTheirLine(
      range,
      { left: 'raw', right: 'store' },
      { matched: match.numerator, raw: match.denominator },
      filterOf('store_line', 'empty'),
    );
  };
  const owed: DateRange = { from: readings.dates[0]?.date ?? readings.season.from, to: readings.asOf };
  const week = daysTo(readings.asOf, RECENT_DAYS);
  const recent = shareOf(readings.dates.filter(within(week)));
  const season = shareOf(readings.dates);
  const [recentPercent, seasonPercent] = [percentOf(recent), percentOf(season)];
  const verdict = worst([recentPercent, seasonPercent].map((value) => (value === null ? 'none' : rule.judge(value))));
  const trend = readings.dates.map((day) => judged(day.date, percentOf(matchOf(day, thresholds)), rule));
  const failing = trend.filter((point) => point.verdict === 'critical');
  const months = [...new Set(readings.dates.map((day) => monthOf(day.date)))];
  const shown = recentPercent === null ? season : recent;
  const since = sinceOf(trend, verdict) ?? (verdict === 'critical' ? (failing[0]?.date ?? null) : null);
  return resultOf(rule, {
    id: 'c5_match_rate',
    name: 'Match rate, raw to store',
    counted: original
      ? 'Store rows with a line / distinct players with a raw points line.'
      : 'Distinct players with a raw points line that have a line in the store / distinct players with a raw points line.',
    share: shown,
    value: percentOf(shown),
    unit: 'percent',
    verdict,
    since,
    sentence:
      seasonPercent === null
        ? 'The raw tables hold no points line this season.'
        : `${countedText(season, 'players with a raw line have it in the store')} this season` +
          (recentPercent === null
            ? '; the last seven days have no raw line.'
            : `, ${countedText(recent, 'in the last seven days')}; ${plural(failing.length, 'date')} below 80 %.`),
    trend,
    items: [
      shareItem('Last seven days', recent, rule, 'players', opened(week)),
      shareItem('Season to date', season, rule, 'players', opened(owed)),
      ...months.map((month) => {
        const days = readings.dates.filter((day) => monthOf(day.date) === month);
        const [first, last] = [days[0], days.at(-1)];
        const target = first && last ? opened({ from: first.date, to: last.date }) : null;
        return shareItem(month, shareOf(days), rule, 'players', target);
      }),
    ],
    targets: [opened(owed), inGaps(readings.season), { screen: 'root-cause', ...readings.season }],
  });
}

/** What the context could serve in a rebuild of a date, by the chosen way of counting. */
function servedOf(row: FlowRow, thresholds: ThresholdSet): Share {
  return thresholds === 'original'
    ? { numerator: row.context_lines ?? 0, denominator: row.listed ?? 0 }
    : { numerator: row.raw_with_context_line ?? 0, denominator: row.raw_players ?? 0 };
}

/** Players whom the context fails; by the original way of counting those whom it serves, which is what was counted. */
function servedTarget(range: DateRange, share: Share, thresholds: ThresholdSet): CheckTarget {
  return thresholds === 'original'
    ? inLineDiff(range, { filters: [filterOf('context_line_rows', 'atLeast', '1')], rows: share.numerator })
    : withoutTheirLine(
        range,
        { left: 'context', right: 'raw' },
        { matched: share.numerator, raw: share.denominator },
        filterOf('context_line_rows', 'is', '0'),
      );
}

export function playersAgainstLines(readings: Readings, thresholds: ThresholdSet): CheckResult {
  const rule = PLAYERS_AGAINST_LINES[thresholds];
  const owed = new Set(readings.dates.map((day) => day.date));
  const rows = readings.flow.flatMap((row) =>
    row.game_date === null || !owed.has(row.game_date)
      ? []
      : [{ date: row.game_date, served: servedOf(row, thresholds) }],
  );
  const window = daysTo(readings.asOf, RECENT_DAYS);
  const recent = rows.filter(within(window));
  const share = sum(recent.map((row) => row.served));
  const value = percentOf(share);
  const verdict = value === null ? 'none' : rule.judge(value);
  const trend = rows.map(({ date, served }) => judged(date, percentOf(served), rule));
  const short = trend.filter(within(window)).filter(({ verdict: one }) => one !== 'ok' && one !== 'none');
  const whom = thresholds === 'original' ? 'players of the box score' : 'players with a raw line';
  return resultOf(rule, {
    id: 'c4_players_against_lines',
    name: 'Players against context lines',
    counted: `Players with a line in the context / ${whom}, over the last seven days.`,
    share,
    value,
    unit: 'percent',
    verdict,
    since: sinceOf(trend, verdict),
    sentence:
      value === null
        ? 'No box score or no raw line in the last seven days.'
        : `The context has a line for ${countedText(share, whom)}` +
          (short.length === 0
            ? '; it could serve a rebuild.'
            : `: it cannot serve a rebuild of ${listText(short.map(({ date }) => date))}; use the raw tables.`),
    trend,
    items: recent.map(({ date, served }) =>
      shareItem(date, served, rule, whom, servedTarget({ from: date, to: date }, served, thresholds)),
    ),
    targets: [servedTarget(window, share, thresholds)],
  });
}
