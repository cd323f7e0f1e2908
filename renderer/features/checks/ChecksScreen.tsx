import { useEffect, type ReactNode } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { CHECK_IDS, THRESHOLD_SETS, type CheckReport, type CheckResult } from '../../../shared/checks.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { DEFAULT_SETTINGS } from '../../../shared/settings.js';
import { readsOfScope } from '../../../shared/tables/scope-reads.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { checksRoute, settingsRoute, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { ActionButton } from '../../components/ActionButton.js';
import { AskToRead } from '../../components/AskToRead.js';
import { Badge } from '../../components/Badge.js';
import { Choice } from '../../components/Choice.js';
import { DayField } from '../../components/DayField.js';
import { ExportNote, useExport } from '../../components/ExportButton.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { Sentence } from '../../components/Sentence.js';
import { Sparkline } from '../../components/Sparkline.js';
import { SplitPane } from '../../components/SplitPane.js';
import { formatInstant } from '../../format/dates.js';
import { counted } from '../../format/numbers.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient, useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { useAnswer } from '../../store/use-answer.js';
import { seasonToDate } from '../../components/range/season.js';
import { CheckDetails } from './CheckDetails.js';
import {
  countChecks,
  formatCheckValue,
  formatCounts,
  inOrder,
  leastSpan,
  THRESHOLD_TEXTS,
  VERDICT_LOOKS,
} from './check-view.js';

const CHECKS: readonly ReadKind[] = ['checks'];

type ChecksRoute = Extract<Route, { screen: 'checks' }>;

/** The data quality checks as of a date: what each counted, its verdict, since when, and where to look further. */
export function ChecksScreen(props: { readonly route: ChecksRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  const { route, warehouse } = props;
  const go = useNavigate();
  const client = useClient();
  const settings = useConsole((state) => valueOf(state.settings));
  const heardHealth = useConsole((state) => state.heardHealth);
  const { exported, write, dismiss } = useExport();
  const asOf = route.asOf ?? warehouse.today;
  const thresholds = route.thresholds ?? settings?.checks.thresholds ?? DEFAULT_SETTINGS.checks.thresholds;
  const season = seasonToDate(warehouse);
  const range = { from: season.from < asOf ? season.from : asOf, to: asOf };
  const billed = useBilledRead(warehouse, { screen: 'checks', kinds: CHECKS, range });
  const { value, error, asking, again, stop } = useAnswer(billed.agreed ? `${asOf} ${thresholds}` : null, (ticket) =>
    client.checks.run({ asOf, thresholds }, ticket),
  );
  // The header tells the checks of today; this answer is newer than the one it has.
  useEffect(() => {
    if (value !== null && value.asOf === warehouse.today) heardHealth(value);
  }, [value, warehouse.today, heardHealth]);
  return (
    <div className="screen checks-screen">
      <header className="screen-head row">
        <h1>Checks</h1>
        <DayField
          label="As of"
          value={asOf}
          max={warehouse.today}
          onChange={(date) => {
            go({ ...route, asOf: date === warehouse.today ? null : date }, 'replace');
          }}
        />
        <Choice
          compact
          label="Thresholds"
          value={thresholds}
          onChange={(next) => {
            go({ ...route, thresholds: next }, 'replace');
          }}
          items={THRESHOLD_SETS.map((set) => ({
            value: set,
            label: `${THRESHOLD_TEXTS[set].label} thresholds`,
            hint: '',
          }))}
        />
        <span className="grow" />
        <ActionButton
          className="button"
          isDisabled={value === null || exported.state === 'writing'}
          onPress={() => {
            const scope = { table: 'checks', asOf, thresholds } as const;
            write(readsOfScope(scope), () =>
              client.export.table({
                scope,
                query: { ...EVERYTHING, filters: [], sort: [] },
                columns: null,
              }),
            );
          }}
        >
          Export…
        </ActionButton>
        <ReadAgain read={billed} what="what the checks count" busy={asking} primary onPress={again}>
          {asking ? 'Running…' : 'Run now'}
        </ReadAgain>
      </header>
      <p className="hint">{THRESHOLD_TEXTS[thresholds].hint}</p>
      <ExportNote exported={exported} noun="check" dismiss={dismiss} />
      {!billed.agreed ? (
        <AskToRead read={billed} what="what the checks count" />
      ) : error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading key={`${asOf} ${thresholds}`} what="Running the checks…" since={null} rows={12} cancel={stop} />
      ) : value.checks.length === 0 ? (
        <EmptyNote title="There is nothing to check." />
      ) : (
        <Report report={value} route={route} />
      )}
    </div>
  );
}

function Report(props: { readonly report: CheckReport; readonly route: ChecksRoute }): ReactNode {
  const { report, route } = props;
  const go = useNavigate();
  const checks = inOrder(report.checks);
  const chosen = checks.find((check) => check.id === route.check) ?? checks[0];
  return (
    <SplitPane
      name="checks"
      initial="41%"
      least={320}
      list={
        <section className="checks-list" aria-label="Results">
          <Summary report={report} />
          <div className="check-row check-head" aria-hidden="true">
            <span>Verdict</span>
            <span>Check and finding</span>
            <span>Value and threshold</span>
            <span>Trend</span>
          </div>
          <ListBox
            aria-label="Checks"
            className="check-rows"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={chosen ? [chosen.id] : []}
            selectionBehavior="replace"
            onSelectionChange={(keys) => {
              const [key] = keys === 'all' ? [] : [...keys];
              const id = CHECK_IDS.find((one) => one === key);
              if (id !== undefined) go(checksRoute({ ...route, check: id }), 'replace');
            }}
          >
            {checks.map((check) => (
              <ListBoxItem key={check.id} id={check.id} className="check-row" textValue={sayCheck(check)}>
                <Row check={check} />
              </ListBoxItem>
            ))}
          </ListBox>
        </section>
      }
      details={chosen ? <CheckDetails key={chosen.id} check={chosen} /> : null}
    />
  );
}

/** What a reader hears for a row of the list. */
function sayCheck(check: CheckResult): string {
  return `${VERDICT_LOOKS[check.verdict].word}${check.alert ? ', alert' : ''}: ${check.name}. ${check.sentence}`;
}

function Row(props: { readonly check: CheckResult }): ReactNode {
  const { check } = props;
  return (
    <>
      <Badge look={VERDICT_LOOKS[check.verdict]} />
      <span className="check-text">
        <strong>{check.name}</strong>
        <span className="muted" title={check.sentence}>
          <Sentence text={check.sentence} />
        </span>
      </span>
      <span className="check-value num" title={`${check.counted}: ${formatCounts(check.share)}`}>
        <strong>{formatCheckValue(check.value, check.unit)}</strong>
        <span className="muted" title={check.threshold}>
          {check.threshold}
        </span>
      </span>
      <span className="check-trend num">
        <Sparkline values={check.trend.map((point) => point.value)} least={leastSpan(check.unit)} />
        <span className="muted">{check.since === null ? '\u00a0' : `since ${check.since}`}</span>
      </span>
    </>
  );
}

function Summary(props: { readonly report: CheckReport }): ReactNode {
  const { report } = props;
  const daily = useConsole((state) => state.dailyRun);
  const dailyAt = useConsole((state) => valueOf(state.settings)?.checks.dailyAt ?? null);
  const counts = countChecks(report.checks);
  return (
    <p className="checks-summary" role="status">
      <Badge
        look={
          report.alerts > 0
            ? { icon: 'cross', word: counted(report.alerts, 'alert'), tone: 'bad' }
            : report.checks.every(({ verdict }) => verdict === 'none')
              ? { icon: 'dash', word: 'nothing to judge', tone: 'idle' }
              : { icon: 'check', word: 'no alert', tone: 'ok' }
        }
        strong
      />
      <span>
        {counts.critical} critical, {counts.warning} warning, {counts.ok} ok
        {counts.none > 0 ? `, ${counts.none} without a verdict` : ''}
      </span>
      <span className="muted">run {formatInstant(report.ranAt)}</span>
      <span className="grow" />
      <a href={formatRoute(settingsRoute('checks'))}>
        {daily !== null
          ? `Daily run: ${formatInstant(daily.ranAt)}, ${counted(daily.alerts, 'alert')}`
          : dailyAt === null
            ? 'No daily run is set'
            : `Runs daily at ${dailyAt}`}
      </a>
    </p>
  );
}
