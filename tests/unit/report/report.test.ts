import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { html } from '../../../electron/report/html.js';
import { ReportService, type ReportParts } from '../../../electron/report/service.js';
import { worstDates } from '../../../electron/report/worst-dates.js';
import type { CoverageReport, ReportDate } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import { FEEDS } from '../../../shared/lines.js';
import { clockAt } from '../plan/parity-warehouse.js';

function date(text: string, matched: number, raw: number): ReportDate {
  const match = { numerator: matched, denominator: raw };
  const none = { numerator: 0, denominator: 0 };
  return {
    date: text as GameDate,
    games: 1,
    posted: { numerator: 10, denominator: 20 },
    rows: 9,
    rowsWithFeature: 9,
    rowsWithValue: 3,
    mean: 12,
    match,
    context: none,
  };
}

const DATES = [
  date('2026-01-01', 9, 10),
  date('2026-01-02', 1, 10),
  date('2026-01-03', 0, 0),
  date('2026-01-20', 5, 5),
];
const EARLIER = '2025-03-01' as GameDate;
const RANGE = { from: '2026-01-01' as GameDate, to: '2026-01-31' as GameDate };
const REPORT: CoverageReport = {
  ...RANGE,
  feature: 'vegas_points_line',
  dates: DATES,
  months: [
    {
      ...date('2026-01-01', 15, 25),
      month: '2026-01',
      dates: { numerator: 4, denominator: 5 },
      lastSeason: { numerator: 9, denominator: 10 },
      drift: -56.7,
    },
  ],
};

function parts(report: CoverageReport): ReportParts {
  const gaps = {
    ...RANGE,
    gaps: [],
    playerDates: 0,
    closable: { numerator: 0, denominator: 0 },
    closableDates: [],
    notCaptured: [
      { season: '2024-25', feeds: ['bettingpros' as const], from: EARLIER, to: EARLIER, dates: 1, leftOut: 0 },
      { season: '2022-23', feeds: FEEDS, from: EARLIER, to: EARLIER, dates: 1, leftOut: 1234 },
    ],
  };
  return {
    warehouse: { info: { engine: 'duckdb', chunkDays: 31, label: '<b>"A&B"</b>', location: '/x.duckdb' } },
    clock: clockAt('2026-02-02'),
    until: (_, work) => work({ coverage: { report: async () => report }, lines: { gaps: async () => gaps } }),
  };
}

it('orders the worst dates by what part is served, and leaves out those that lack nothing', () => {
  expect(worstDates(DATES, ({ match }) => match).map((one) => one.date)).toEqual(['2026-01-02', '2026-01-01']);
});

it('escapes whatever a warehouse may hold', () => {
  expect(html`<p title="${'"><script>'}">${"a'b&c\u0007\u202E"}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">a&#39;b&amp;c  </p>',
  );
});

it('writes one page that needs nothing else, and breaks the curve where nothing was counted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backline-report-'));
  try {
    const path = join(folder, 'report.html');
    const ask = { range: RANGE, feature: 'vegas_points_line', path };
    const result = await new ReportService(parts(REPORT)).write(ask);
    const page = await readFile(path, 'utf8');
    expect(result).toEqual({ path, rows: 4, bytes: Buffer.byteLength(page) });
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|src=|href=/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;');
    // Two dates joined, none on the third, one alone after a pause.
    expect(page.match(/class="line match" points/g)).toHaveLength(1);
    expect(page.match(/class="dot match"/g)).toHaveLength(1);
    expect(page).toContain('−56.7');
    expect(page).toContain(
      'BettingPros was not captured in 2024-25: no row in the whole season, so the silence on 1 date',
    );
    expect(page).toContain('1,234 players and dates without a line in the store are not counted as gaps.');
    await expect(
      new ReportService(parts({ ...REPORT, dates: [], months: [] })).write({ ...ask, path: join(folder, 'b.html') }),
    ).rejects.toMatchObject({ code: 'nothing_to_do' });
    expect(await readdir(folder)).toEqual(['report.html']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
