import { describe, expect, it } from 'vitest';
import { entryGroups, screenEntries, type Entry, type World } from '../../../../renderer/app/palette/entries.js';
import { usedEntries, withUse } from '../../../../renderer/app/palette/used.js';
import { formatRoute } from '../../../../renderer/address/address.js';
import { formatKeys } from '../../../../renderer/format/keys.js';
import { makeRun, makeStatus, summaryOf } from '../support/fixtures.js';

const world = (change: Partial<World>): World => ({
  typed: '',
  warehouse: makeStatus(),
  runs: [],
  players: [],
  months: ['2026-02', '2026-01'],
  used: [],
  undoes: null,
  onScreen: [],
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

  it('reads what to do before the dates to do it with', () => {
    const first = (typed: string): string | undefined => entryGroups(world({ typed }))[0]?.entries[0]?.label;
    expect(first('gaps 2026-01-12')).toBe('Gaps: 2026-01-12');
    expect(first('plan last 7 days')).toBe('Plan a backfill: Last 7 days');
    expect(first('root cause jan 2026')).toBe('Root cause: January 2026');
    expect(titles({ typed: 'frobnicate 2026-01-12' })).toEqual([]);
  });

  it('offers the buttons of the screen, and what fits best first', () => {
    const button = (label: string, note = ''): Entry => {
      const id = `on-screen ${note} ${label}`;
      return { id, label, note, keys: [], act: { kind: 'press', id } };
    };
    const onScreen = [button('See the gaps', 'What can be repaired'), button('Open the plan', 'What can be repaired')];
    const first = (typed: string): string | undefined => entryGroups(world({ typed, onScreen }))[0]?.entries[0]?.label;
    expect(first('plan')).toBe('Open the plan');
    expect(first('gaps')).toBe('Gaps');
    expect(first('')).toBe('Overview');
    expect(titles({ onScreen })).toContain('On this screen');
    expect(withUse(null, button('Open the plan'))).toBeNull();
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

  it('says how dates could go on while they are typed', () => {
    expect(address({ typed: 'last' }, 'phrase-last 7 days')).toBe('#/coverage?from=2026-01-25&to=2026-01-31');
    expect(titles({ typed: 'la' })).toContain('Dates');
    expect(titles({ typed: 'l' })).not.toContain('Dates');
  });

  it('opens a copied address', () => {
    const typed = 'app://backline/index.html#/gaps?from=2026-01-12&to=2026-01-12&group=cause';
    expect(address({ typed }, 'address')).toBe('#/gaps?from=2026-01-12&to=2026-01-12&group=cause');
    expect(titles({ typed: '#/overview' })).toContain('Copied address');
    expect(titles({ typed: '#/no-such-screen' })).not.toContain('Copied address');
  });

  it('finds a month by its name too', () => {
    expect(address({ typed: 'jan' }, 'month-2026-01')).toBe('#/coverage?from=2026-01-01&to=2026-01-31&month=2026-01');
  });

  it('tells a run at work what it can be told, and nothing else', () => {
    const running = summaryOf(makeRun('running', 1));
    const acts = (typed: string, runs = [running]): readonly unknown[] =>
      entryGroups(world({ typed, runs }))
        .filter(({ title }) => title === 'Run at work')
        .flatMap(({ entries }) => entries.map(({ act }) => act));
    expect(acts('pause')).toEqual([{ kind: 'run', runId: running.id, command: 'pause' }]);
    expect(acts('stop')).toEqual([{ kind: 'run', runId: running.id, command: 'stop' }]);
    expect(acts('resume')).toEqual([]);
    expect(acts('pause', [summaryOf(makeRun('succeeded', 1))])).toEqual([]);
  });

  it('offers to take back what was done last, by its words', () => {
    const found = entryGroups(world({ typed: 'undo', undoes: 'Settings saved' })).flatMap(({ entries }) => entries);
    expect(found[0]).toMatchObject({ label: 'Undo: Settings saved', act: { kind: 'do', action: 'undo' } });
    expect(titles({ typed: 'undo' })).toEqual([]);
  });

  it.each([
    ['dark', 'appearance-dark'],
    ['import', 'import-folder'],
    ['bigquery', 'connect-bigquery'],
    ['refresh', 'reload'],
    ['daily', 'settings-checks'],
    ['delimiter', 'settings-exports'],
    ['keys', 'shortcuts'],
  ])('an action is found by "%s"', (typed, id) => {
    const found = entryGroups(world({ typed })).flatMap(({ entries }) => entries.map((entry) => entry.id));
    expect(found).toContain(id.startsWith('settings') ? id : `action-${id}`);
  });

  it('numbers the screens in the order of the list on the left', () => {
    expect(screenEntries().map((entry) => entry.keys[1])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});

describe('what was chosen before', () => {
  const screens = screenEntries();
  const used = (...ids: readonly number[]): string | null =>
    ids.reduce<string | null>((text, at) => withUse(text, screens[at] as Entry), null);
  const labels = (text: string | null): readonly string[] => usedEntries(text).map(({ label }) => label);

  it('comes first while nothing is typed, often and lately first, and is not shown twice', () => {
    expect(labels(used(0, 3, 3, 4))).toEqual(['Coverage', 'Gaps', 'Overview']);
    const groups = entryGroups(world({ used: usedEntries(used(3, 4)) }));
    expect(groups[0]).toMatchObject({
      title: 'Used lately',
      entries: [{ label: 'Gaps', keys: ['mod', '5'] }, { label: 'Coverage' }],
    });
    const all = groups.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(new Set(all).size).toBe(all.length);
    expect(titles({ typed: 'ga', used: usedEntries(used(3)) })).not.toContain('Used lately');
  });

  it('leads where it led, also to a player found by typing', () => {
    const players = [{ playerLookup: 'jörgen/1', playerName: 'Jörgen', team: 'BOS', rows: 12 }];
    const [one] = entryGroups(world({ typed: 'jör', players })).flatMap(({ entries }) => entries);
    const [again] = usedEntries(withUse(null, one as Entry));
    expect(again).toMatchObject({ label: 'Jörgen', act: { kind: 'go', route: { playerLookup: 'jörgen/1' } } });
  });

  it('forgets what is damaged, of another version, or belonged to its moment', () => {
    expect(usedEntries('{"a":')).toEqual([]);
    expect(usedEntries('[{"id":"x"},3]')).toEqual([]);
    const gone = { id: 'a', label: 'Gone', note: '', what: 'no-such-action', times: 1, last: 1 };
    expect(usedEntries(JSON.stringify([gone]))).toEqual([]);
    const pause: Entry = {
      id: 'p',
      label: 'Pause',
      note: '',
      keys: [],
      act: { kind: 'run', runId: 'r', command: 'pause' },
    };
    expect(withUse(null, pause)).toBeNull();
  });
});

describe('keys', () => {
  it('are told as the platform prints them', () => {
    expect(formatKeys(['mod', 'Shift', 'C'], false)).toBe('Ctrl+Shift+C');
    expect(formatKeys(['mod', 'Shift', 'C'], true)).toBe('⌘⇧C');
  });
});
