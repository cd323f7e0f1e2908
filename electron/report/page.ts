import { CAUSE_TEXTS } from '../../shared/causes.js';
import type { CoverageDate, CoverageMeasures, CoverageReport, Share } from '../../shared/coverage.js';
import type { GapReport } from '../../shared/lines.js';
import { notCapturedText } from '../../shared/not-captured.js';
import type { WarehouseInfo } from '../warehouse/port.js';
import { causeCounts, type CauseCount } from './cause-counts.js';
import { shareChart, type ChartSeries } from './chart.js';
import { addShares, count, counted, mean, percent, points } from './figures.js';
import { each, Html, html } from './html.js';
import { STYLE } from './style.js';
import { missing, WORST_DATES, worstDates } from './worst-dates.js';

export interface ReportContent {
  readonly coverage: CoverageReport;
  /** Null for a feature that is no betting line: it has no gaps with causes. */
  readonly gaps: GapReport | null;
  readonly warehouse: WarehouseInfo;
  /** The date in New York the services work with. */
  readonly today: string;
  /** UTC instant. */
  readonly writtenAt: string;
}

function shareOf(row: CoverageMeasures): Share {
  return { numerator: row.rowsWithValue, denominator: row.rowsWithFeature };
}

const matchOf = (row: CoverageMeasures): Share => row.match;

function shareCell(share: Share | null): Html {
  return html`<td class="n">${percent(share)}<small>${counted(share)}</small></td>`;
}

/** The whole report as one HTML document: no script, nothing fetched. */
export function reportPage(content: ReportContent): string {
  const { coverage, gaps, warehouse, today, writtenAt } = content;
  const title = `Coverage of ${coverage.feature}, ${coverage.from} to ${coverage.to}`;
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Coverage report</h1>
          <p class="asked">
            <b>${coverage.feature}</b>, game dates <b>${coverage.from}</b> to <b>${coverage.to}</b>, in
            <b>${warehouse.label}</b>
          </p>
        </header>
        <main>
          ${facts(coverage, gaps)} ${chartPart(coverage, gaps !== null)} ${monthPart(coverage)}
          ${gaps === null ? null : causePart(gaps)} ${worstPart(coverage, gaps !== null)}
        </main>
        <footer>
          Asked on ${writtenAt.slice(0, 16).replace('T', ' ')} UTC, when it was ${today} in New York. Warehouse:
          ${warehouse.label}, ${warehouse.location}. Made by Backline.
        </footer>
      </body>
    </html> `;
  return body.text;
}

function fact(name: string, value: string, note: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}<small>${note}</small></dd>
  </div>`;
}

function facts(coverage: CoverageReport, gaps: GapReport | null): Html {
  const { months } = coverage;
  const share = addShares(months.map(shareOf));
  const match = addShares(months.map(matchOf));
  const stored = addShares(months.map(({ dates }) => dates));
  return html`<dl class="facts">
    ${fact('Rows with a value', percent(share), `${counted(share)} rows`)}
    ${gaps === null ? null : fact('Match rate', percent(match), `${counted(match)} players`)}
    ${fact('Game dates stored', counted(stored), stored.numerator === stored.denominator ? 'none missing' : `${count(missing(stored))} missing`)}
    ${gaps === null ? null : fact('Gaps a rebuild closes', count(gaps.closable.numerator), `of ${count(gaps.closable.denominator)} faults, on ${count(gaps.closableDates.length)} dates`)}
  </dl>`;
}

const MATCH_SERIES: ChartSeries = {
  name: 'Match rate: players with a raw line who have one stored',
  kind: 'match',
  of: matchOf,
};
const SHARE_SERIES: ChartSeries = { name: 'Share: stored rows with a value', kind: 'share', of: shareOf };

function chartPart(coverage: CoverageReport, isLine: boolean): Html {
  const series = isLine ? [MATCH_SERIES, SHARE_SERIES] : [{ ...SHARE_SERIES, kind: 'match' as const }];
  return html`<h2>By game date</h2>
    <figure>${shareChart(coverage, coverage.dates, series)}</figure>
    <p class="how">
      A line is broken where a date has nothing to count, and where no games were played for more than three days.
    </p>`;
}

function monthPart({ months }: CoverageReport): Html {
  const share = addShares(months.map(shareOf));
  const rows = months.reduce((sum, month) => sum + month.rows, 0);
  return html`<h2>By month</h2>
    <p class="how">
      Share: rows with a value / rows whose array has the feature. Match rate: players with a raw points line who have
      one in the store / players with a raw points line. Context: players of the context with a line / players of the
      context. Drift: percentage points against the same month one year earlier; minus is a fall, one below −20 alerts.
    </p>
    <table>
      <thead>
        <tr>
          <th>Month</th>
          <th class="n">Dates<br />stored</th>
          <th class="n">Rows</th>
          <th class="n">Share</th>
          <th class="n">Match rate</th>
          <th class="n">Mean</th>
          <th class="n">Context</th>
          <th class="n">Last season</th>
          <th class="n">Drift</th>
        </tr>
      </thead>
      <tbody>
        ${each(
          months,
          (month) =>
            html`<tr>
              <td class="date">${month.month}</td>
              <td class="n">${counted(month.dates)}</td>
              <td class="n">${count(month.rows)}</td>
              ${shareCell(shareOf(month))}${shareCell(month.match)}
              <td class="n">${mean(month.mean)}</td>
              ${shareCell(month.context)}${shareCell(month.lastSeason)}
              <td class="n">${points(month.drift)}</td>
            </tr> `,
        )}
        ${
          months.length < 2
            ? null
            : html`<tr class="total">
                <td>All</td>
                <td class="n">${counted(addShares(months.map(({ dates }) => dates)))}</td>
                <td class="n">${count(rows)}</td>
                ${shareCell(share)}${shareCell(addShares(months.map(matchOf)))}
                <td class="n"></td>
                ${shareCell(addShares(months.map(({ context }) => context)))}
                <td class="n"></td>
                <td class="n"></td>
              </tr>`
        }
      </tbody>
    </table>`;
}

function causeRow({ cause, gaps, dates, closable, isFault }: CauseCount): Html {
  const { label, meaning, remedy } = CAUSE_TEXTS[cause];
  return html`<tr${isFault ? null : new Html(' class="state"')}><td class="text">${label}<small>${meaning}</small></td><td class="n">${count(gaps)}</td><td class="n">${count(dates)}</td><td class="n">${count(closable)}</td><td class="text remedy"><small>${remedy}</small></td></tr>
`;
}

function causePart({ gaps, playerDates, notCaptured }: GapReport): Html {
  const causes = causeCounts(gaps);
  const faults = causes.filter(({ isFault }) => isFault);
  const sum = (of: (cause: CauseCount) => number): number => faults.reduce((total, cause) => total + of(cause), 0);
  return html`<h2>Why lines are missing</h2>
    <p class="how">
      ${count(gaps.length)} of ${count(playerDates)} players and dates looked at have no line in the store; each has
      exactly one cause. Normal states, in grey, are no faults: no book offered a line, or the player did not play.
    </p>
    ${each(notCaptured, (season) => html`<p class="how">${notCapturedText(season)}</p>`)}
    <table>
      <thead>
        <tr>
          <th>Cause</th>
          <th class="n">Gaps</th>
          <th class="n">Dates</th>
          <th class="n">A rebuild<br />closes</th>
          <th class="remedy">Remedy</th>
        </tr>
      </thead>
      <tbody>
        ${each(faults, causeRow)}
        <tr class="total">
          <td>Faults</td>
          <td class="n">${count(sum(({ gaps: own }) => own))}</td>
          <td class="n"></td>
          <td class="n">${count(sum(({ closable }) => closable))}</td>
          <td></td>
        </tr>
        ${each(
          causes.filter(({ isFault }) => !isFault),
          causeRow,
        )}
      </tbody>
    </table>`;
}

function worstPart({ dates }: CoverageReport, isLine: boolean): Html {
  const worst = worstDates(dates, isLine ? matchOf : shareOf);
  const by = isLine ? 'the lowest match rate' : 'the lowest share';
  if (worst.length === 0) {
    return html`<h2>Worst dates</h2>
      <p>On no date of the range is anything missing.</p>`;
  }
  return html`<h2>${worst.length === WORST_DATES ? 'The ten worst dates' : 'The worst dates'}</h2>
    <p class="how">Dates with ${by}; among equals those that lack most.</p>
    <table>
      <thead>
        <tr>
          <th>Date</th>
          <th class="n">Games</th>
          <th class="n">Rows</th>
          <th class="n">Missing</th>
          <th class="n">Match rate</th>
          <th class="n">Share</th>
          <th class="n">Context</th>
        </tr>
      </thead>
      <tbody>
        ${each(worst, (date) => worstRow(date, isLine))}
      </tbody>
    </table>`;
}

function worstRow(date: CoverageDate, isLine: boolean): Html {
  const lacks = missing(isLine ? date.match : shareOf(date));
  return html`<tr>
    <td class="date">${date.date}</td>
    <td class="n">${count(date.games)}</td>
    <td class="n">${count(date.rows)}</td>
    <td class="n">${count(lacks)}</td>
    ${shareCell(date.match)}${shareCell(shareOf(date))}${shareCell(date.context)}
  </tr> `;
}
