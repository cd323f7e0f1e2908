import { describe, expect, it } from 'vitest';
import { entryGroups, screenEntries, type World } from '../../../../renderer/app/palette/entries.js';
import { formatRoute } from '../../../../renderer/app/routes.js';
import { formatKeys } from '../../../../renderer/app/shortcuts.js';
import { makeRun, makeStatus, summaryOf } from '../support/fixtures.js';

const world = (change: Partial<World>): World => ({
  typed: '',
  warehouse: makeStatus(),
  runs: [],
  players: [],
  months: ['2026-02', '2026-01'],
  ...change,
});

const titles = (change: Partial<World>): readonly string[] => entryGroups(world(change)).map((group) => group.title);

function address(change: Partial<World>, id: string): string | null {
  const entry = entryGroups(world(change))
    .flatMap((group) => group.entries)
    .find((one) => one.id === id);
  return entry?.act.kind === 'go' ? formatRoute(entry.act.route) : null;
}

describe('the palette', () => {
  it('offers screens, actions, runs and months before anything is typed', () => {
    expect(titles({ runs: [summaryOf(makeRun('succeeded', 1))] })).toEqual(['Screens', 'Actions', 'Runs', 'Months']);
  });

  it('reads one date as its players, gaps, diff, plan and checks', () => {
    const typed = '2026-01-12';
    expect(titles({ typed })).toContain('Dates');
    expect(address({ typed }, 'dates-coverage')).toBe('#/coverage?from=2026-01-12&to=2026-01-12&date=2026-01-12');
    expect(address({ typed }, 'dates-plan')).toBe('#/backfill?from=2026-01-12&to=2026-01-12&plan=1');
    expect(address({ typed }, 'dates-checks')).toBe('#/checks?asOf=2026-01-12');
    expect(address({ typed }, 'dates-cause')).toBeNull();
  });

  it('reads a range as one, with its root cause', () => {
    expect(address({ typed: 'last 7 days' }, 'dates-cause')).toBe('#/checks/root-cause?from=2026-01-25&to=2026-01-31');
  });

  it('shows the players that were found, by name, with team and key', () => {
    const players = [{ playerLookup: 'jörgen/1', playerName: 'Jörgen', team: 'BOS', rows: 12 }];
    const found = entryGroups(world({ typed: 'jor', players })).find((group) => group.title === 'Players');
    expect(found?.entries).toMatchObject([{ label: 'Jörgen', note: 'BOS, jörgen/1' }]);
    expect(address({ typed: 'jor', players }, 'player-jörgen/1')).toBe('#/gaps/j%C3%B6rgen%2F1');
  });

  it('offers no dates while the warehouse is not known, and nothing for nonsense', () => {
    expect(titles({ typed: '2026-01-12', warehouse: null })).not.toContain('Dates');
    expect(titles({ typed: 'zzzz' })).toEqual([]);
  });

  it('numbers the screens in the order of the list on the left', () => {
    expect(screenEntries().map((entry) => entry.keys[1])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});

describe('keys', () => {
  it('are told as the platform prints them', () => {
    expect(formatKeys(['mod', 'Shift', 'C'], false)).toBe('Ctrl+Shift+C');
    expect(formatKeys(['mod', 'Shift', 'C'], true)).toBe('⌘⇧C');
  });
});
