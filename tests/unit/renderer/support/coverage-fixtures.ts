import type {
  CoverageGroup,
  CoverageGroupBy,
  CoverageGroups,
  CoveragePlayer,
  CoverageReport,
  CoverageSnapshot,
  CoverageSnapshotInfo,
  StoredRow,
} from '../../../../shared/coverage.js';
import { FEATURES } from '../../../../shared/feature-catalogue.js';
import type { DateRange, GameDate } from '../../../../shared/game-date.js';
import { INCIDENT, makeReport } from './fixtures.js';
import { makeGap } from './gap-fixtures.js';

const TEAMS = ['ATL', 'BKN', 'BOS', 'CHA', 'CHI', 'CLE', 'DAL', 'DEN', 'DET', 'GSW', 'HOU', 'LAL', 'MIL', 'NYK', 'OKC'];
const BOOKS = ['draftkings', 'fanduel', 'betmgm', 'caesars', 'betrivers', 'BettingPros Consensus'];

export function makeGroups(range: DateRange, feature: string, by: CoverageGroupBy): CoverageGroups {
  const groups = (by === 'team' ? TEAMS : BOOKS).map((group, index): CoverageGroup => {
    const rows = by === 'team' ? 980 + index * 7 : 0;
    const raw = 410 + index * 11;
    return {
      group,
      rows,
      rowsWithFeature: rows,
      rowsWithValue: Math.floor(rows * (0.28 + index * 0.012)),
      mean: 13.2 + index * 0.21,
      match: { numerator: Math.floor(raw * (0.41 + index * 0.03)), denominator: raw },
      context: { numerator: Math.floor(rows * 0.26), denominator: rows },
      chosen: by === 'book' ? Math.max(0, 3120 - index * 610) : null,
    };
  });
  return { ...range, feature, by, groups, uncounted: [] };
}

export function makePlayers(date: GameDate, feature: string): readonly CoveragePlayer[] {
  return Array.from({ length: 8 }, (_, index): CoveragePlayer => {
    const gap = makeGap(date, index);
    const stored = index % 3 !== 0;
    const vegas = feature.startsWith('vegas');
    return {
      date,
      playerLookup: gap.playerLookup,
      playerName: gap.playerName,
      team: gap.team,
      opponent: gap.opponent,
      value: stored ? 18.5 + index : 0,
      hasValue: stored,
      source: stored ? (vegas ? 'context' : 'phase4') : vegas ? 'none' : 'default',
      quality: 88.4 - index,
      qualityTier: index < 5 ? 'gold' : 'silver',
      rawLine: gap.raw?.current ?? null,
      contextLine: gap.context?.current ?? null,
    };
  });
}

export function makeStoredRow(date: GameDate, playerLookup: string): StoredRow {
  const gap = [0, 1, 2, 3, 4, 5, 6, 7]
    .map((index) => makeGap(date, index))
    .find((one) => one.playerLookup === playerLookup);
  return {
    date,
    playerLookup,
    playerName: gap?.playerName ?? playerLookup,
    gameId: gap?.gameId ?? null,
    team: gap?.team ?? null,
    opponent: gap?.opponent ?? null,
    isHome: true,
    quality: 84.2,
    qualityTier: 'silver',
    dataSource: 'mixed',
    featureVersion: 'v2_37features',
    featureCount: 35,
    writtenAt: '2026-01-30T07:41:12Z',
    features: FEATURES.map((feature) => ({
      index: feature.index,
      name: feature.name,
      value:
        feature.index > 34
          ? null
          : feature.index === 5
            ? 130
            : feature.group === 'vegas'
              ? 0
              : 1 + feature.index * 0.73,
      source: feature.group === 'vegas' ? 'none' : feature.index % 4 === 0 ? 'default' : 'phase4',
      outOfRange: feature.index === 5,
    })),
  };
}

export const SNAPSHOTS: readonly CoverageSnapshotInfo[] = [
  {
    id: 's-3',
    name: 'After the incident was understood, before anything was touched (kept for the report)',
    moment: 'manual',
    runId: null,
    savedAt: '2026-02-01T15:20:00Z',
  },
  {
    id: 's-2',
    name: 'After 20260201-150405-7c1f',
    moment: 'after',
    runId: '20260201-150405-7c1f',
    savedAt: '2026-02-01T15:04:41Z',
  },
  {
    id: 's-1',
    name: 'Before 20260201-150405-7c1f',
    moment: 'before',
    runId: '20260201-150405-7c1f',
    savedAt: '2026-02-01T15:04:05Z',
  },
].map(
  (one) => ({ ...one, ...INCIDENT, feature: 'vegas_points_line', warehouse: 'Demo season' }) as CoverageSnapshotInfo,
);

export function makeSnapshot(id: string): CoverageSnapshot {
  const info = SNAPSHOTS.find((one) => one.id === id) ?? SNAPSHOTS[0];
  if (!info) throw new Error('no snapshots');
  const report: CoverageReport = makeReport(info, info.feature);
  if (info.moment === 'before') return { ...info, months: report.months, dates: report.dates };
  return {
    ...info,
    months: report.months.map((month) => ({
      ...month,
      rowsWithValue: Math.floor(month.rowsWithFeature * 0.62),
      match: { numerator: Math.floor(month.match.denominator * 0.994), denominator: month.match.denominator },
    })),
    dates: report.dates.map((date) => ({
      ...date,
      rowsWithValue: Math.floor(date.rowsWithFeature * 0.62),
      match: { numerator: Math.floor(date.match.denominator * 0.994), denominator: date.match.denominator },
    })),
  };
}
