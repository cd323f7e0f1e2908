import {
  MAX_CONCURRENCY,
  type BackfillOptions,
  type Plan,
  type PlanDate,
  type PlanIssue,
  type PlanTotals,
} from '../../../shared/backfill.js';
import type { Share } from '../../../shared/coverage.js';
import { BacklineError } from '../../../shared/errors.js';
import { addDays, daysBetween, parseDateRange, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { CalendarService } from '../../calendar/service.js';
import type { Clock } from '../../calendar/clock.js';
import { firstStoreDate, readSchedule, type Schedule } from '../../calendar/schedule.js';
import { labelledReads, labelledUntilOver } from '../../warehouse/labelled.js';
import type { Labelled, Warehouse } from '../../warehouse/port.js';
import { planFreshness } from '../../warehouse/statements/plan-freshness.js';
import { planPlayers } from '../../warehouse/statements/plan-players.js';
import { planTeams } from '../../warehouse/statements/plan-teams.js';
import { FEATURE_STORE } from '../../warehouse/tables/names.js';
import { carriedColumns } from './carried.js';
import { costOf, type CostParts } from './cost.js';
import { planDate } from './plan-date.js';
import { downstreamOf } from './downstream.js';
import { staleInputs, WINDOW_DAYS } from './freshness.js';
import { planHash } from './hash.js';

/** A season with its playoffs lies well within; a longer plan is most likely a mistyped year. */
export const MAX_PLAN_DAYS = 400;

export interface PlannerParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** Dates of a range whose newest run did not finish them; asked of the journal. */
  readonly failedDates: (range: DateRange) => Promise<ReadonlySet<GameDate>>;
  /** How a run reads and what it may cost; without it nothing is estimated. */
  readonly cost?: CostParts | undefined;
}

function checkOptions(options: BackfillOptions, today: GameDate): void {
  parseDateRange(options.from, options.to);
  const { from, to } = options;
  if (to > today) {
    const first = from > today ? from : to;
    throw new BacklineError('bad_input', `${first} lies in the future: today is ${today} in New York`, {
      subject: from > today ? '--from' : '--to',
      remedy: `End the range on ${today} or earlier.`,
    });
  }
  const days = daysBetween(from, to) + 1;
  if (days > MAX_PLAN_DAYS) {
    throw new BacklineError(
      'bad_input',
      `the range ${from} to ${to} has ${days} days; at most ${MAX_PLAN_DAYS} are planned at once`,
      { subject: '--to', remedy: 'Plan one season at a time.' },
    );
  }
  if (!Number.isInteger(options.concurrency) || options.concurrency < 1 || options.concurrency > MAX_CONCURRENCY) {
    throw new BacklineError(
      'bad_input',
      `--concurrency: ${options.concurrency} is not between 1 and ${MAX_CONCURRENCY}`,
      {
        subject: '--concurrency',
      },
    );
  }
}

function addShares(shares: readonly Share[]): Share {
  return shares.reduce(
    (sum, share) => ({
      numerator: sum.numerator + share.numerator,
      denominator: sum.denominator + share.denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
}

function totalsOf(dates: readonly PlanDate[]): PlanTotals {
  const count = (action: PlanDate['action']): number => dates.filter((date) => date.action === action).length;
  const sum = (of: (date: PlanDate) => number): number => dates.reduce((total, date) => total + of(date), 0);
  const bytes = dates.every((date) => date.bytes === null) ? null : sum((date) => date.bytes ?? 0);
  return {
    dates: dates.length,
    rebuild: count('rebuild'),
    create: count('create'),
    skip: count('skip'),
    blocked: dates.filter((date) => date.blockers.length > 0).length,
    games: sum((date) => date.games),
    listed: sum((date) => date.listed),
    storedRows: sum((date) => date.storedRows),
    coverageBefore: addShares(dates.map((date) => date.coverageBefore)),
    coverageAfter: addShares(dates.map((date) => date.coverageAfter)),
    matchBefore: addShares(dates.map((date) => date.matchBefore)),
    matchAfter: addShares(dates.map((date) => date.matchAfter)),
    bytes,
  };
}

/** One line per kind of blocker: a plan of ninety dates must not say the same thing ninety times. */
function summarize(dates: readonly PlanDate[]): readonly PlanIssue[] {
  const byCode = new Map<string, { readonly issue: PlanIssue; readonly dates: GameDate[] }>();
  for (const { date, blockers } of dates) {
    for (const issue of blockers) {
      const known = byCode.get(issue.code);
      if (known === undefined) byCode.set(issue.code, { issue, dates: [date] });
      else if (known.dates.at(-1) !== date) known.dates.push(date);
    }
  }
  return [...byCode.values()].map(({ issue, dates: blocked }) => ({
    code: issue.code,
    override: issue.override,
    message: blocked.length === 1 ? issue.message : `${blocked.length} dates, first ${issue.message}`,
  }));
}

/** What stands there and what it is made from, of the whole range. */
async function readInputs(warehouse: Warehouse, options: BackfillOptions, today: GameDate, now: Date) {
  const { from, to } = options;
  const contextList = options.mode === 'production';
  return Promise.all([
    warehouse.read(planPlayers, {
      from,
      to,
      today,
      now: now.toISOString(),
      context_list: contextList,
      raw_lines: options.lines === 'raw',
    }),
    warehouse.read(planTeams, { from, to, today, context_list: contextList }),
    warehouse.read(planFreshness, { from, to, history_from: addDays(from, -WINDOW_DAYS) }),
  ]);
}

/** Everything that is billed of a plan, in four statements. */
export async function readForPlan(
  warehouse: Warehouse,
  options: BackfillOptions,
  today: GameDate,
  now: Date,
): Promise<void> {
  await readSchedule(warehouse, { from: options.from, to: options.to });
  await readInputs(warehouse, options, today, now);
}

/** Makes plans: what a backfill would do to each game date of a range, and what stands against it. Reads only. */
export class Planner {
  private readonly calendar: CalendarService;

  constructor(private readonly parts: PlannerParts) {
    this.calendar = new CalendarService(parts.warehouse, parts.clock);
  }

  /**
   * The plan for a range: every game date of it, in the order asked for. Four reads and the partition versions,
   * whatever the range; they carry the labels, for a run that is being launched. Where reads cost something, each read
   * of the run is estimated too, which is free.
   * @throws BacklineError `bad_input` for a reversed, future or overlong range or a wrong option, `nothing_to_do` for
   * a range without games.
   */
  async plan(options: BackfillOptions, labels?: Labelled['labels']): Promise<Plan> {
    const { clock, failedDates, cost: costParts } = this.parts;
    const own = { step: 'plan', ...labels };
    const warehouse = labelledReads(this.parts.warehouse, own);
    const today = clock.today();
    checkOptions(options, today);
    const range: DateRange = { from: options.from, to: options.to };
    const schedule = await readSchedule(warehouse, range);
    if (schedule.games.size === 0) throw await this.noGames(range);

    const now = clock.now();
    const [[players, teams, loads], versions, failed, carried] = await labelledUntilOver(
      this.parts.warehouse,
      own,
      undefined,
      (over) =>
        Promise.all([
          readInputs(over, options, today, now),
          over.partitionVersions(FEATURE_STORE, range),
          failedDates(range),
          carriedColumns(over),
        ]),
    );
    const playersByDate = new Map(players.map((row) => [row.game_date, row]));
    const teamsByDate = new Map(teams.map((row) => [row.game_date, row]));
    const stale = staleInputs(loads, options.lines);

    const planned = this.datesInOrder(schedule, options).map((date) =>
      planDate(
        {
          date,
          today,
          games: schedule.games.get(date) ?? 0,
          isBootstrap: schedule.isBootstrap(date),
          firstStoreDate: firstStoreDate(schedule, date),
          gamesPerTeam: schedule.gamesPerTeamBefore(date),
          players: playersByDate.get(date),
          teams: teamsByDate.get(date),
          stale: stale.get(date) ?? null,
          failedBefore: failed.has(date),
          partitionVersion: versions.get(date) ?? '',
        },
        options,
      ),
    );
    const work = planned.filter(({ action }) => action !== 'skip').map(({ date }) => date);
    const cost =
      costParts === undefined
        ? null
        : await costOf(warehouse, costParts, options, today, work, (over) => readForPlan(over, options, today, now));
    const dates = cost === null ? planned : planned.map((date) => ({ ...date, bytes: cost.bytes.get(date.date) ?? 0 }));
    const blockers = [...summarize(dates), ...(cost?.blockers ?? [])];
    const rolls = new Map(players.map((row) => [row.game_date ?? '', row.roll ?? '']));
    return {
      hash: planHash(warehouse.info.location, options, dates, rolls, blockers),
      createdAt: now.toISOString(),
      today,
      warehouse: warehouse.info.location,
      options,
      dates,
      totals: totalsOf(dates),
      warnings: carried,
      blockers,
      downstream: downstreamOf(dates),
      reads: cost?.reads,
    };
  }

  private datesInOrder(schedule: Schedule, options: BackfillOptions): readonly GameDate[] {
    const dates = [...schedule.games.keys()].sort();
    return options.order === 'newest-first' ? dates.reverse() : dates;
  }

  private async noGames(range: DateRange): Promise<BacklineError> {
    const span = await this.calendar.span(range);
    const nearest = [
      ...(span.before === null ? [] : [`the last game date before it is ${span.before}`]),
      ...(span.after === null ? [] : [`the next one after it is ${span.after}`]),
    ];
    const where = nearest.length === 0 ? 'the schedule has no games at all' : nearest.join(', ');
    return new BacklineError('nothing_to_do', `no games from ${range.from} to ${range.to}: ${where}`, {
      subject: `${range.from}..${range.to}`,
    });
  }
}
