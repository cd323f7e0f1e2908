import { useEffect, useMemo, useState, type ReactNode } from 'react';
import {
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { CoverageDate, CoverageMonth, CoverageReport } from '../../../shared/coverage.js';
import { FEATURE_GROUPS, FEATURES } from '../../../shared/feature-catalogue.js';
import { monthOf, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { backfillRoute, coverageRoute, EMPTY_DRAFT, formatRoute, type Route } from '../../app/routes.js';
import { useNavigate } from '../../app/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { Icon } from '../../components/Icon.js';
import { formatMonth } from '../../format/dates.js';
import { useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { presetsFor } from '../backfill/range/presets.js';
import { checkRange } from '../backfill/range/range-check.js';
import { RangePicker } from '../backfill/range/RangePicker.js';
import { seasonToDate } from '../backfill/range/season.js';
import { dateColumns, monthColumns } from './coverage-columns.js';

type CoverageRoute = Extract<Route, { screen: 'coverage' }>;

const monthId = (row: CoverageMonth): string => row.month;
const dateId = (row: CoverageDate): string => row.date;

export function CoverageScreen(props: {
  readonly route: CoverageRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { route, warehouse } = props;
  const go = useNavigate();
  const season = seasonToDate(warehouse);
  const from = route.from ?? season.from;
  const to = route.to ?? season.to;
  const calendar = useConsole((state) => valueOf(state.calendar)) ?? [];
  const resource = useConsole((state) => state.coverage);
  const loadCoverage = useConsole((state) => state.loadCoverage);
  const verdict = checkRange(from, to, warehouse.today, calendar.length > 0 ? calendar : null);
  const wrong = verdict.kind === 'wrong' ? verdict.message : null;
  useEffect(() => {
    if (wrong === null) void loadCoverage({ from, to }, route.feature);
  }, [loadCoverage, from, to, route.feature, wrong]);
  const again = (): void => {
    void loadCoverage({ from, to }, route.feature);
  };
  const key = `${from}..${to} ${route.feature}`;
  const current = resource.state !== 'idle' && resource.key === key ? resource : null;
  const report = current && valueOf(current);
  return (
    <div className="screen coverage">
      <header className="screen-head row">
        <h1>Coverage</h1>
        <FeatureSelect
          feature={route.feature}
          onChange={(feature) => {
            go({ ...route, feature }, 'replace');
          }}
        />
        <RangePicker
          from={from}
          to={to}
          today={warehouse.today}
          calendar={calendar}
          error={wrong}
          onChange={(start, end) => {
            if (start !== null && end !== null) go({ ...route, from: start, to: end, month: null }, 'replace');
          }}
        />
        <div className="presets" role="group" aria-label="Presets">
          {presetsFor(calendar, warehouse.today)
            .filter((preset) => preset.id === 'season' || preset.id === 'incident')
            .map((preset) => (
              <Button
                key={preset.id}
                className="button"
                isDisabled={preset.range === null}
                onPress={() => {
                  if (preset.range) go({ ...route, ...preset.range, month: null }, 'replace');
                }}
              >
                <span title={preset.hint}>{preset.label}</span>
              </Button>
            ))}
        </div>
        <span className="grow" />
        <Button className="button" isDisabled={resource.state === 'loading'} onPress={again}>
          Refresh
        </Button>
      </header>
      {wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {wrong}
        </p>
      ) : current?.state === 'failed' ? (
        <ErrorNote error={current.error} retry={again} />
      ) : report === null ? (
        <Loading
          what="Counting rows, lines and players…"
          since={current?.state === 'loading' ? current.since : null}
          rows={12}
        />
      ) : (
        <Report report={report} route={route} />
      )}
    </div>
  );
}

function planHref(range: DateRange): string {
  return formatRoute(backfillRoute({ ...EMPTY_DRAFT, ...range }));
}

function Report(props: { readonly report: CoverageReport; readonly route: CoverageRoute }): ReactNode {
  const { report, route } = props;
  const go = useNavigate();
  const [picked, setPicked] = useState<GameDate | null>(null);
  const { months, feature } = report;
  const columns = useMemo(() => monthColumns(feature), [feature]);
  const dates = useMemo(
    () => (route.month === null ? report.dates : report.dates.filter((date) => monthOf(date.date) === route.month)),
    [report.dates, route.month],
  );
  const datesTable = useMemo(() => dateColumns(feature), [feature]);
  if (months.length === 0) {
    return (
      <EmptyNote title={`No game dates between ${report.from} and ${report.to}.`}>
        <p>Choose another range, or import the schedule and the store of these dates.</p>
      </EmptyNote>
    );
  }
  const first = dates[0];
  const last = dates.at(-1);
  const chosen = dates.find((date) => date.date === picked) ?? null;
  return (
    <div className="coverage-body">
      <section className="coverage-months" aria-label="Months of the range">
        <DataTable
          label="Months"
          rows={months}
          columns={columns}
          rowId={monthId}
          selected={route.month}
          onSelect={(row) => {
            go(coverageRoute({ ...route, month: row.month }), 'replace');
          }}
          initialSort={{ column: 'month', desc: false }}
        />
        <p className="hint">
          Lead with the match rate: it does not depend on how many bench players the store holds. Choose a month to see
          its dates.
        </p>
      </section>

      <section
        className="coverage-dates"
        aria-label={route.month === null ? 'Dates of the range' : `Dates of ${formatMonth(route.month)}`}
      >
        <div className="toolbar">
          <h2>{route.month === null ? 'All dates of the range' : formatMonth(route.month)}</h2>
          {chosen ? (
            <a className="button" href={planHref({ from: chosen.date, to: chosen.date })}>
              Plan a backfill for {chosen.date}
            </a>
          ) : null}
          {first && last ? (
            <a className="button" href={planHref({ from: first.date, to: last.date })}>
              Plan a backfill for {route.month === null ? 'the range' : 'the month'}
            </a>
          ) : null}
          {route.month === null ? null : (
            <Button
              className="button"
              onPress={() => {
                go(coverageRoute({ ...route, month: null }), 'replace');
              }}
            >
              All months
            </Button>
          )}
        </div>
        <DataTable
          label="Dates"
          rows={dates}
          columns={datesTable}
          rowId={dateId}
          selected={picked}
          onSelect={(row) => {
            setPicked(row.date);
          }}
          initialSort={{ column: 'date', desc: false }}
          empty="No game dates of this month in the range."
        />
      </section>
    </div>
  );
}

function FeatureSelect(props: { readonly feature: string; readonly onChange: (feature: string) => void }): ReactNode {
  return (
    <Select
      className="select"
      selectedKey={props.feature}
      onSelectionChange={(key) => {
        if (typeof key === 'string') props.onChange(key);
      }}
    >
      <Label className="field-label">Feature</Label>
      <Button className="button">
        <SelectValue>{({ defaultChildren }) => <code>{defaultChildren ?? props.feature}</code>}</SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox">
          {FEATURE_GROUPS.map((group) => (
            <ListBoxSection key={group} id={group}>
              <Header className="listbox-head">{group.replaceAll('_', ' ')}</Header>
              {FEATURES.filter((feature) => feature.group === group).map((feature) => (
                <ListBoxItem key={feature.name} id={feature.name} textValue={feature.name} className="listbox-item">
                  <span className="num muted">{feature.index}</span> {feature.name}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
