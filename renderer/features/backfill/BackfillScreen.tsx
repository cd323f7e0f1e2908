import { useEffect, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { BackfillOptions, Plan } from '../../../shared/backfill.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { backfillRoute, runRoute, type Draft, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { ActionButton } from '../../components/ActionButton.js';
import { AskToRead } from '../../components/AskToRead.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { useAskFirst, useReadCost } from '../../components/read-cost.js';
import { formatBytes } from '../../../shared/bytes.js';
import { useBilledRead, type BilledRead } from '../../store/billed-reads.js';
import { useCalendarRead } from '../../store/calendar-read.js';
import { useConsole } from '../../store/context.js';
import { planKey } from '../../store/plan-slice.js';
import { valueOf } from '../../store/resource.js';
import { RecentRuns } from './history/RecentRuns.js';
import { describeOptions } from './options/option-texts.js';
import { OptionsForm } from './options/OptionsForm.js';
import { PlanView } from './plan/PlanView.js';
import { presetsFor } from '../../components/range/presets.js';
import { checkRange } from '../../components/range/range-check.js';
import { RangePicker } from '../../components/range/RangePicker.js';
import { SeasonMap } from './SeasonMap.js';

const PLAN_KEYS = navigator.platform.startsWith('Mac') ? '⌘ Enter' : 'Ctrl+Enter';

const PLAN: readonly ReadKind[] = ['plan'];
const PLAN_READS = 'games, players, lines and what the store holds';

type BackfillRoute = Extract<Route, { screen: 'backfill' }>;

function optionsOf(draft: Draft): BackfillOptions | null {
  const { from, to } = draft;
  return from === null || to === null ? null : { ...draft, from, to };
}

function sameRange(plan: Plan | null, options: BackfillOptions): boolean {
  return plan !== null && plan.options.from === options.from && plan.options.to === options.to;
}

export function BackfillScreen(props: {
  readonly route: BackfillRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { route, warehouse } = props;
  return route.planned ? (
    <Planned route={route} warehouse={warehouse} />
  ) : (
    <Setup route={route} warehouse={warehouse} />
  );
}

/** What a plan reads is billed by its range; another option of the same range is covered by the answer given. */
function usePlanRead(warehouse: WarehouseStatus, { from, to }: Draft): BilledRead {
  const range = { from: from ?? warehouse.today, to: to ?? warehouse.today };
  return useBilledRead(warehouse, { screen: 'plan', kinds: PLAN, range });
}

function Setup(props: { readonly route: BackfillRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  const { draft } = props.route;
  const { warehouse } = props;
  const go = useNavigate();
  const calendar = useConsole((state) => state.calendar);
  const reload = useConsole((state) => state.reload);
  const dropPlan = useConsole((state) => state.dropPlan);
  const calendarRead = useCalendarRead(warehouse);
  const readCalendar = useConsole((state) => state.readCalendar);
  const days = valueOf(calendar);
  // On its way the presets wait for it; where it cannot be read they go by their dates alone.
  const waiting = days === null && warehouse.scheduleRead && calendar.state !== 'failed';
  const verdict = checkRange(draft.from, draft.to, warehouse.today, days && days.length > 0 ? days : null);
  const planRead = usePlanRead(warehouse, draft);
  const planCost = useReadCost(planRead, planRead.asks && verdict.kind === 'good');
  const change = (part: Partial<Draft>): void => {
    go(backfillRoute({ ...draft, ...part }), 'replace');
  };
  const setRange = (from: GameDate | null, to: GameDate | null): void => {
    change({ from, to });
  };
  const plan = (): void => {
    // Asked for by hand, a plan is always made from the world as it is now. What it reads is told beside the button.
    planRead.agree();
    dropPlan();
    go(backfillRoute(draft, true));
  };
  return (
    <div
      className="screen setup"
      // On the way down: buttons take every key for themselves, and would be pressed by this one.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || verdict.kind !== 'good') return;
        event.preventDefault();
        event.stopPropagation();
        plan();
      }}
    >
      <header className="screen-head">
        <h1>Backfill</h1>
        <p className="muted">
          Choose the dates to rebuild, read the plan, then launch. Nothing is written before that.
        </p>
      </header>
      <div className="setup-grid">
        <section className="panel" aria-label="Range">
          <h2>Range</h2>
          <RangePicker
            from={draft.from}
            to={draft.to}
            today={warehouse.today}
            calendar={days ?? []}
            error={verdict.kind === 'wrong' && draft.from !== null && draft.to !== null ? verdict.message : null}
            onChange={setRange}
          />
          <p className="range-verdict" data-tone={verdict.kind === 'wrong' ? 'bad' : 'idle'} role="status">
            {verdict.kind === 'wrong'
              ? verdict.message
              : verdict.kind === 'good'
                ? verdict.summary
                : 'Type both dates, open the calendar, or take a preset.'}
          </p>
          <div className="presets" role="group" aria-label="Presets">
            {presetsFor(waiting ? [] : days, warehouse.today).map((preset) => (
              <Button
                key={preset.id}
                className="button"
                isDisabled={preset.range === null}
                onPress={() => {
                  if (preset.range) setRange(preset.range.from, preset.range.to);
                }}
              >
                <span title={preset.hint}>{preset.label}</span>
              </Button>
            ))}
          </div>
          <h3>The season in the store</h3>
          {!calendarRead.agreed && days === null ? (
            <AskToRead read={calendarRead} what="the schedule and what the store holds of each date" />
          ) : calendar.state === 'failed' ? (
            <ErrorNote
              error={calendar.error}
              retry={() => {
                if (warehouse.scheduleRead) reload();
                else void readCalendar();
              }}
            />
          ) : days === null ? (
            <Loading
              what="Reading the schedule and the store…"
              since={calendar.state === 'loading' ? calendar.since : null}
              rows={5}
            />
          ) : days.length === 0 ? (
            <EmptyNote title="The schedule is empty.">
              <p>Import a schedule into this warehouse, or open the demo.</p>
            </EmptyNote>
          ) : (
            <>
              <SeasonMap calendar={days} today={warehouse.today} from={draft.from} to={draft.to} onChange={setRange} />
              <p className="hint">Choose a day, then another with Shift held, to take the days between them.</p>
            </>
          )}
        </section>
        <section className="panel" aria-label="Options">
          <h2>Options</h2>
          <OptionsForm draft={draft} engine={warehouse.engine} onChange={change} />
        </section>
      </div>
      <div className="setup-actions">
        <Button className="button primary" isDisabled={verdict.kind !== 'good'} onPress={plan}>
          Plan
        </Button>
        <p className="muted">
          {verdict.kind === 'good'
            ? `${verdict.range.from} to ${verdict.range.to}${
                planCost.value === null
                  ? ''
                  : `, a plan reads about ${formatBytes(planCost.value.bytes)}, which is billed`
              }`
            : 'A plan needs a range with games.'}
        </p>
        <p className="hint">
          <kbd>{PLAN_KEYS}</kbd> plans from any field
        </p>
      </div>
      <RecentRuns />
    </div>
  );
}

function Planned(props: { readonly route: BackfillRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  const { route, warehouse } = props;
  const { draft } = route;
  const go = useNavigate();
  const resource = useConsole((state) => state.plan);
  const askPlan = useConsole((state) => state.askPlan);
  const stopPlan = useConsole((state) => state.stopPlan);
  const leavePlan = useConsole((state) => state.leavePlan);
  const dropPlan = useConsole((state) => state.dropPlan);
  const launch = useConsole((state) => state.launch);
  const launching = useConsole((state) => state.launching);
  const launchError = useConsole((state) => state.launchError);
  const options = optionsOf(draft);
  const key = options === null ? null : planKey(options);
  const known = resource.state !== 'idle' && resource.key === key;
  const planRead = usePlanRead(warehouse, draft);
  const planAgain = useAskFirst(planRead, PLAN_READS);
  const { agreed } = planRead;

  useEffect(() => {
    const wanted = optionsOf(draft);
    if (wanted !== null && !known && !launching && agreed) void askPlan(wanted);
  }, [askPlan, draft, known, launching, agreed]);

  useEffect(() => leavePlan, [leavePlan]);

  if (options === null) {
    return (
      <div className="screen">
        <EmptyNote title="No range is chosen.">
          <Button
            className="button"
            onPress={() => {
              go(backfillRoute(draft));
            }}
          >
            Choose a range
          </Button>
        </EmptyNote>
      </div>
    );
  }
  const again = (): void => {
    planAgain.ask(() => void askPlan(options));
  };
  // The plan of the same range under other options stays in sight until the new one is there.
  const plan = sameRange(valueOf(resource), options) && resource.state !== 'failed' ? valueOf(resource) : null;
  return (
    <div className="screen planned">
      <header className="screen-head row">
        <h1 className="nowrap">
          {options.from} – {options.to}
        </h1>
        <p className="chips">
          {describeOptions(options).map((text) => (
            <span className="chip" key={text}>
              {text}
            </span>
          ))}
        </p>
        <a className="button" href={formatRoute(backfillRoute(draft))}>
          Change range or options
        </a>
        <ActionButton className="button" isDisabled={resource.state === 'loading'} onPress={again}>
          Plan again
        </ActionButton>
      </header>
      {planAgain.dialog}
      {!agreed && !known ? (
        <AskToRead read={planRead} what={PLAN_READS} />
      ) : known && resource.state === 'failed' ? (
        <ErrorNote error={resource.error} retry={again} />
      ) : plan === null ? (
        <Loading
          what="Planning: reading games, lines and what the store holds…"
          since={resource.state === 'loading' ? resource.since : null}
          rows={14}
          cancel={stopPlan}
        />
      ) : (
        <PlanView
          plan={plan}
          filter={route.filter}
          query={route.query}
          onQuery={(query) => {
            go({ ...route, query }, 'replace');
          }}
          selected={route.date}
          allow={draft.allow}
          busy={launching || !known || resource.state === 'loading'}
          planning={resource.state === 'loading' ? { since: resource.since, cancel: stopPlan } : null}
          error={launchError}
          onFilter={(filter) => {
            go({ ...route, filter }, 'replace');
          }}
          onSelect={(date) => {
            go({ ...route, date }, 'replace');
          }}
          onAllow={(override, allowed) => {
            const allow = allowed ? [...draft.allow, override] : draft.allow.filter((one) => one !== override);
            go({ ...route, draft: { ...draft, allow } }, 'replace');
          }}
          onLaunch={() => {
            void launch(plan).then((runId) => {
              if (runId === null) return;
              go(runRoute(runId));
              // Under way now: coming back here must plan anew instead of offering the same plan again.
              dropPlan();
            });
          }}
          onPlanAgain={again}
        />
      )}
    </div>
  );
}
