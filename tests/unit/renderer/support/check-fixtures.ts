import { DEFAULT_OPTIONS } from '../../../../shared/backfill.js';
import type {
  ChangeNote,
  CheckId,
  CheckItem,
  CheckReport,
  CheckResult,
  CurvePoint,
  RootCauseReport,
  ThresholdSet,
} from '../../../../shared/checks.js';
import type { Share } from '../../../../shared/coverage.js';
import { eachDate, type DateRange, type GameDate } from '../../../../shared/game-date.js';
import { day, INCIDENT, makeDay, SEASON, TODAY } from './fixtures.js';

const share = (numerator: number, denominator: number): Share => ({ numerator, denominator });

function trendOf(start: number, end: number): CheckResult['trend'] {
  return eachDate({ from: day('2025-12-20'), to: TODAY })
    .filter((date) => makeDay(date).games > 0)
    .map((date, index, all) => ({
      date,
      value: index === 12 ? null : start + ((end - start) * index) / all.length + ((index * 7) % 5) - 2,
    }));
}

function result(id: CheckId, name: string, change: Partial<CheckResult>): CheckResult {
  return {
    id,
    name,
    counted: 'Store rows of the last seven days whose array has the feature',
    share: null,
    value: null,
    unit: 'percent',
    threshold: '≥ 35 % ok, 20–34 % warning, below 20 % critical',
    thresholdNote:
      'Bench players get no line from any book; 37 to 50 % of players who played have one in a normal week.',
    verdict: 'ok',
    alert: false,
    since: null,
    sentence: 'Nothing to remark.',
    trend: [],
    items: [],
    targets: [],
    ...change,
  };
}

const weekItems: readonly CheckItem[] = eachDate({ from: day('2026-01-26'), to: TODAY }).map((date, index) => ({
  label: date,
  share: share(60 + index * 3, 210),
  value: ((60 + index * 3) / 210) * 100,
  verdict: index < 3 ? 'warning' : 'ok',
  text: `${60 + index * 3} of 210 rows have a line`,
  target: {
    screen: 'coverage',
    from: date,
    to: date,
    feature: 'vegas_points_line',
    month: date.slice(0, 7),
    date,
    filters: [],
    rows: { count: 210, noun: 'row' },
  },
}));

/** The checks as the incident leaves them: match rate and drift critical, one source silent. */
export function makeCheckReport(asOf: GameDate = TODAY, thresholds: ThresholdSet = 'corrected'): CheckReport {
  const old = thresholds === 'original';
  const checks: readonly CheckResult[] = [
    result('c5_match_rate', 'Match rate, raw to store', {
      counted: 'Players with a raw points line who have a line in the store / players with a raw points line',
      share: share(1033, 2197),
      value: 47.0,
      threshold: '≥ 90 % expected, alert below 80 %',
      thresholdNote: 'It does not depend on how many bench players the store holds, so the console leads with it.',
      verdict: 'critical',
      alert: true,
      since: day('2025-11-04'),
      sentence: 'In the last 7 days 1,033 of 2,197 players with a raw line have it in the store (47.0 %).',
      trend: trendOf(62, 46),
      items: weekItems,
      targets: [{ screen: 'gaps', from: day('2026-01-26'), to: TODAY, filters: [], rows: null }],
    }),
    result('c1_seven_days', 'Coverage, last seven days', {
      share: share(512, 1810),
      value: 28.3,
      threshold: old
        ? '≥ 80 % ok, 50–79 % warning, below 50 % critical'
        : '≥ 35 % ok, 20–34 % warning, below 20 % critical',
      verdict: old ? 'critical' : 'warning',
      alert: old,
      since: day('2026-01-28'),
      sentence: '512 of 1,810 store rows of the last seven days have a line (28.3 %).',
      trend: trendOf(44, 29),
      items: weekItems,
      targets: [
        {
          screen: 'coverage',
          from: day('2026-01-26'),
          to: TODAY,
          feature: 'vegas_points_line',
          month: null,
          date: null,
          filters: [],
          rows: null,
        },
      ],
    }),
    result('c2_months', 'Coverage by month', {
      share: share(9530, 22003),
      value: 43.3,
      verdict: 'warning',
      since: day('2025-12-01'),
      sentence: 'December is the lowest month: 2,233 of 6,873 rows have a line (32.5 %).',
      items: [
        {
          label: '2025-11',
          share: share(3800, 6563),
          value: 57.9,
          verdict: 'ok',
          text: 'context 25.9 %',
          target: null,
        },
        {
          label: '2025-12',
          share: share(2233, 6873),
          value: 32.5,
          verdict: 'warning',
          text: 'context 44.1 %',
          target: null,
        },
        {
          label: '2026-01',
          share: share(3718, 8567),
          value: 43.4,
          verdict: 'ok',
          text: 'context 44.7 %',
          target: null,
        },
      ],
      targets: [
        {
          screen: 'coverage',
          ...INCIDENT,
          feature: 'vegas_points_line',
          month: null,
          date: null,
          filters: [],
          rows: null,
        },
      ],
    }),
    result('c3_drift', 'Drift against last season', {
      value: -56.0,
      unit: 'change',
      threshold: 'alert above 20 percentage points',
      thresholdNote: 'Last January’s rows mostly had a line because its players were taken from the list of lines.',
      verdict: 'critical',
      alert: true,
      since: day('2025-11-01'),
      sentence: 'January fell from 99.4 % to 43.4 %, 56.0 percentage points below January of last season.',
      targets: [{ screen: 'root-cause', ...INCIDENT }],
    }),
    result('c4_players_against_lines', 'Players against context lines', {
      share: share(4288, 9595),
      value: 44.7,
      verdict: 'warning',
      since: day('2025-11-04'),
      sentence:
        'The context has lines for 4,288 of 9,595 players who played: it cannot serve a rebuild of all players.',
      trend: trendOf(45, 44),
      targets: [{ screen: 'root-cause', ...INCIDENT }],
    }),
    result('duplicates', 'Duplicate keys', {
      unit: 'rows',
      value: 3,
      threshold: 'none expected',
      thresholdNote: 'Two rows of one player and date make the line that is read a matter of chance.',
      verdict: 'warning',
      since: day('2026-01-12'),
      sentence: '3 players and dates have more than one context row, the first on 2026-01-12.',
      targets: [
        { screen: 'diff', from: day('2026-01-12'), to: TODAY, left: 'context', right: 'raw', filters: [], rows: null },
      ],
    }),
    result('array_length', 'Array length', {
      unit: 'rows',
      value: 0,
      share: share(0, 22003),
      threshold: '33 features at least',
      sentence: 'Every one of 22,003 rows has all the features it is read for.',
      trend: trendOf(0, 0),
    }),
    result('silent_sources', 'Sources that fell silent', {
      unit: 'dates',
      value: 41,
      threshold: 'no date without rows of a feed',
      thresholdNote: 'A feed without a row for a whole date was down: nobody stopped offering lines.',
      verdict: 'critical',
      alert: true,
      since: day('2025-10-21'),
      sentence: 'BettingPros has no row on 41 of 84 game dates, from 2025-10-21 to 2025-11-30.',
      targets: [
        {
          screen: 'gaps',
          from: SEASON.from,
          to: TODAY,
          filters: [{ column: 'cause', op: 'is', values: ['source_outage'] }],
          rows: null,
        },
      ],
    }),
    result('production_parity', 'Rebuild against production rows', {
      unit: 'distance',
      value: null,
      verdict: 'none',
      threshold: 'distance ≤ 0.1 ok',
      thresholdNote: 'The greatest distance between the two cumulative distributions of a feature, 0 to 1.',
      sentence: 'No date of the range was rebuilt, so there is nothing to compare.',
    }),
  ];
  return {
    asOf,
    thresholds,
    ranAt: '2026-02-01T13:30:04Z',
    checks,
    alerts: checks.filter((check) => check.alert).length,
    warnings: checks.filter((check) => check.verdict === 'warning').length,
  };
}

const CHANGES: readonly ChangeNote[] = [
  { date: day('2025-10-21'), kind: 'source', text: 'BettingPros has no rows from here to 2025-11-30' },
  { date: day('2025-12-10'), kind: 'writer', text: 'Rows are written in backfill mode with lines from the context' },
  { date: day('2025-12-10'), kind: 'event', text: 'Rebuild takes its players from the game table' },
  { date: day('2025-12-28'), kind: 'source', text: 'Odds API rows change to the ten-digit game id' },
  { date: day('2026-01-31'), kind: 'event', text: 'Store switches from BettingPros only to the context as source' },
];

export function makeRootCause(range: DateRange = INCIDENT): RootCauseReport {
  const dates = eachDate(range).filter((date) => makeDay(date).games > 0 && !makeDay(date).bootstrap);
  const curve = dates.map((date, index): CurvePoint => {
    const known = makeDay(date);
    const level = date < '2025-12-10' ? 0.86 : 0.42;
    const wobble = ((index * 13) % 11) / 60;
    const raw = known.match.denominator;
    const listed = known.games * 23;
    const counted = date !== '2025-12-11';
    return {
      date,
      match: counted ? share(Math.floor(raw * (level + wobble - 0.08)), raw) : share(0, 0),
      share: share(Math.floor(listed * (level * 0.55 + wobble - 0.08)), listed),
      overlap: share(Math.floor(listed * (0.62 + wobble)), listed),
      contextServes: share(Math.floor(raw * (0.6 + wobble)), raw),
    };
  });
  return {
    ...range,
    curve,
    changePoints: [
      { measure: 'match', date: day('2025-12-10'), before: 0.862, after: 0.421, strength: 4.7 },
      { measure: 'share', date: day('2025-12-10'), before: 0.473, after: 0.231, strength: 3.9 },
    ],
    changes: CHANGES,
    steps: [
      {
        id: 'player_list',
        title: 'Who is listed',
        verdict: 'ok',
        finding:
          'The store lists the players of the box scores: 18,403 of 18,771 players who played have a row (98.0 %).',
        proof: null,
      },
      {
        id: 'line_source',
        title: 'Where its lines come from',
        verdict: 'critical',
        finding: '61 of 84 dates were written in backfill mode with lines from the pre-game context.',
        proof: null,
      },
      {
        id: 'overlap',
        title: 'Whether that source knows these players',
        verdict: 'critical',
        finding:
          'The context has a row for 11,638 of 18,771 of them (62.0 %): a third can have no line whatever the feeds hold.',
        proof: null,
      },
      {
        id: 'change_point',
        title: 'When the curve broke',
        verdict: 'critical',
        finding: 'The match rate fell on 2025-12-10 from 86.2 % to 42.1 % (4.7 standard deviations).',
        proof: null,
      },
      {
        id: 'changes',
        title: 'What changed around that day',
        verdict: 'warning',
        finding: 'On 2025-12-10 rows began to be written in backfill mode with lines from the context.',
        proof: null,
      },
      {
        id: 'causes',
        title: 'Why each line is missing',
        verdict: 'critical',
        finding: '3,204 of 3,911 gaps have the cause “not in context”; 3,702 of them can be closed by a rebuild.',
        proof: null,
      },
      {
        id: 'repair',
        title: 'What repairs it',
        verdict: 'ok',
        finding: 'A rebuild of 84 dates with raw lines is expected to lift the match rate from 47.0 % to 98.9 %.',
        proof: null,
      },
    ],
    causes: [
      { cause: 'not_in_context', gaps: 3204, closable: 3204 },
      { cause: 'store_from_context', gaps: 402, closable: 402 },
      { cause: 'captured_after_context', gaps: 96, closable: 96 },
      { cause: 'suffix_or_alias', gaps: 121, closable: 0 },
      { cause: 'source_outage', gaps: 88, closable: 0 },
    ],
    repair: {
      options: { ...DEFAULT_OPTIONS, ...range },
      dates: 84,
      closes: 3702,
      matchBefore: share(3466, 7377),
      matchAfter: share(7296, 7377),
      shareBefore: share(4288, 18403),
      shareAfter: share(7990, 18403),
    },
  };
}

/** A range in which nothing broke and nothing is to be repaired: each step says so. */
export function makeHealthyRootCause(range: DateRange = INCIDENT): RootCauseReport {
  const report = makeRootCause(range);
  const finding: Readonly<Record<RootCauseReport['steps'][number]['id'], string>> = {
    player_list:
      "84 dates were written from the box score's list, 0 from the context's; 7,133 of 18,403 stored players are unknown to the context (38.8 %). The box score lists 18,771 players, 368 of them have no row.",
    line_source:
      'Of the stored players to whom only the raw tables give a line, 3,702 of 3,702 have one in the store (100.0 %): 0 dates took their lines from the context, 84 from the raw tables.',
    overlap:
      '11,638 of 18,771 listed players have a context row (62.0 %), but the context has a line for only 3,595 of 7,377 players with a raw line (48.7 %).',
    change_point: 'No fall that stands out of the scatter; the match rate is 98.9 %.',
    changes: 'Neither the store nor the feeds nor the journal show a change in this range.',
    causes: 'No player lacks a line for a reason that is a fault.',
    repair: 'There is nothing to repair.',
  };
  return {
    ...report,
    curve: report.curve.map((point) => ({
      ...point,
      match: share(Math.round(point.match.denominator * 0.989), point.match.denominator),
      share: share(Math.round(point.share.denominator * 0.434), point.share.denominator),
    })),
    changePoints: [],
    changes: [],
    causes: [],
    repair: null,
    steps: report.steps.map((step) => ({
      ...step,
      verdict: step.id === 'overlap' ? 'warning' : 'ok',
      finding: finding[step.id],
      proof: null,
    })),
  };
}

/** Nothing broke, and what is missing no rebuild brings back. */
export function makeUnclosableRootCause(range: DateRange = INCIDENT): RootCauseReport {
  const report = makeHealthyRootCause(range);
  const finding: Readonly<Partial<Record<RootCauseReport['steps'][number]['id'], string>>> = {
    causes: '209 gaps that are faults, 0 of them closed by a rebuild: suffix or alias 121, source outage 88.',
    repair: 'A rebuild closes none of the gaps: the feeds or the names have to be put right first.',
  };
  return {
    ...report,
    causes: makeRootCause(range).causes.filter(({ closable }) => closable === 0),
    steps: report.steps.map((step) => ({
      ...step,
      verdict: step.id === 'causes' ? 'critical' : step.id === 'repair' ? 'warning' : step.verdict,
      finding: finding[step.id] ?? step.finding,
    })),
  };
}
