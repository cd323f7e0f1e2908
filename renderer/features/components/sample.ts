import type { CalendarDay, WarehouseStatus } from '../../../shared/console.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { addDays, eachDate, parseGameDate, type DateRange, type GameDate } from '../../../shared/game-date.js';
import type { PlayerHit } from '../../../shared/lines.js';
import type { ReadCost } from '../../../shared/read-cost.js';
import { agreeToAll, type BilledRead } from '../../store/billed-reads.js';
import type { ChartSeries } from '../../components/LineChart.js';
import { DATE_LOOKS, type Look } from '../../components/states.js';
import type { Column } from '../../components/table-column.js';

const date = (text: string): GameDate => parseGameDate(text, 'the samples');

export const TODAY = date('2026-02-02');
export const RANGE: DateRange = { from: date('2025-12-01'), to: date('2026-01-31') };
export const CHOSEN: DateRange = { from: date('2025-12-15'), to: date('2025-12-28') };
const DAYS = eachDate(RANGE);

export const ERROR: ErrorInfo = {
  code: 'warehouse_failed',
  message: 'the schedule could not be read: no space is left on the disk that holds the data folder',
  subject: 'nba_raw.nbac_schedule',
  remedy: 'Free space on that disk.',
  retryable: true,
};

/** A wave without chance, so that the page looks the same each time. */
const wave = (at: number, low: number, high: number): number => low + ((Math.sin(at * 0.7) + 1) / 2) * (high - low);

export const CALENDAR: readonly CalendarDay[] = DAYS.map((day, at) => {
  const games = at % 9 === 5 ? 0 : 3 + (at % 6);
  const matched = Math.round(games * wave(at, 4, 15));
  return {
    date: day,
    games,
    bootstrap: at < 4,
    storedRows: games * 23,
    rowsWithLine: matched,
    match: { numerator: matched, denominator: games * 15 },
  };
});

export const STATUS: WarehouseStatus = {
  engine: 'duckdb',
  label: 'Sample',
  location: '/home/operator/sample.duckdb',
  isDemo: false,
  today: TODAY,
  scheduleRead: true,
  firstGame: RANGE.from,
  lastGame: RANGE.to,
  problem: null,
};

export const COST: ReadCost = { bytes: 1_840_000_000, queries: 8, capPerQuery: 20_000_000_000 };

/** A yes to all that is ticked in a sample is taken back: it would hold for the real reads of the session. */
const question = { screen: 'samples', kinds: ['calendar'], range: RANGE, agree: () => agreeToAll(false) } as const;
export const READ = {
  free: { ...question, asks: false, agreed: true },
  billed: { ...question, asks: true, agreed: true },
  asked: { ...question, asks: true, agreed: false },
} satisfies Readonly<Record<string, BilledRead>>;

const PLAYERS: readonly PlayerHit[] = [
  { playerLookup: 'nikolajokic', playerName: 'Nikola Jokić', team: 'DEN', rows: 46 },
  { playerLookup: 'michaelporterjr', playerName: 'Michael Porter Jr.', team: 'BKN', rows: 41 },
  { playerLookup: 'lukadoncic', playerName: 'Luka Dončić', team: null, rows: 0 },
];

export function findSamples(text: string): readonly PlayerHit[] {
  return PLAYERS.filter(({ playerLookup }) => playerLookup.includes(text.toLowerCase()));
}

export interface SampleRow {
  readonly date: GameDate;
  readonly player: string;
  readonly state: Look;
  readonly line: number | null;
  readonly rows: number;
  readonly share: number;
}

const NAMES = ['Jokić', 'Porter Jr.', 'Nenê', 'Antetokounmpo-Caldwell-Pope', 'Şengün', 'Dončić'] as const;
const LOOKS = Object.values(DATE_LOOKS);

export const ROWS: readonly SampleRow[] = Array.from({ length: 100 }, (_, at) => ({
  date: addDays(RANGE.from, at % DAYS.length),
  player: NAMES[at % NAMES.length] ?? '',
  state: LOOKS[at % LOOKS.length] ?? DATE_LOOKS.done,
  line: at % 7 === 3 ? null : Math.round(wave(at, 9, 31)) + 0.5,
  rows: 120 + ((at * 37) % 180),
  share: wave(at, 41, 99),
}));

export const COLUMNS: readonly Column<SampleRow>[] = [
  { id: 'date', header: 'Date', type: 'date', width: 110, pinned: true, value: (row) => row.date, footer: 'All' },
  { id: 'player', header: 'Player', type: 'text', width: 140, grow: true, value: (row) => row.player },
  { id: 'state', header: 'State', type: 'text', width: 100, value: (row) => row.state.word },
  { id: 'line', header: 'Line', type: 'number', width: 70, value: (row) => row.line },
  {
    id: 'rows',
    header: 'Rows',
    type: 'integer',
    width: 84,
    value: (row) => row.rows,
    footer: (rows) => rows.reduce((sum, row) => sum + row.rows, 0).toLocaleString('en-US'),
  },
  { id: 'share', header: 'Coverage', type: 'percent', width: 92, value: (row) => row.share },
];

const series = (id: string, label: string, unit: string, valueAt: (at: number) => number | null): ChartSeries => ({
  id,
  label,
  unit,
  points: DAYS.map((x, at) => ({ x, y: valueAt(at) })),
});

/** Whole, with gaps, of one point, and empty: what a chart has to tell apart. */
export const CHARTS = {
  whole: [
    series('match', 'Match rate', '%', (at) => wave(at, 42, 99)),
    series('rows', 'Rows', 'rows', (at) => Math.round(wave(at * 1.3, 100, 330))),
  ],
  gaps: [series('match', 'Match rate', '%', (at) => (at % 11 > 7 ? null : wave(at, 42, 99)))],
  one: [{ ...series('match', 'Match rate', '%', () => 0), points: [{ x: RANGE.from, y: 64.2 }] }],
  none: [series('match', 'Match rate', '%', () => null)],
} satisfies Readonly<Record<string, readonly ChartSeries[]>>;

/** One state after the other, and days without games between them. */
export function lookOn(day: GameDate): Look | null {
  const at = DAYS.indexOf(day);
  return at < 0 || at % 9 === 5 ? null : (LOOKS[at % LOOKS.length] ?? null);
}
