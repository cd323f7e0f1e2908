import { afterEach, describe, expect, it } from 'vitest';
import type { GameDate } from '../../../shared/game-date.js';
import type { GapReport } from '../../../shared/lines.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import { DAY, NEXT, boxScore, odds, pros, stored } from '../plan/small-world.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';
import {
  BOX,
  CONTEXT,
  DATE_FORM,
  ODDS,
  PROS,
  STORE,
  UP,
  inContext,
  linesOver,
  played,
  type Lines,
  type Tables,
} from './small-lines.js';

let open: (Lines & TestWarehouse) | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
async function over(...parts: readonly Tables[]): Promise<Lines & TestWarehouse> {
  open = await linesOver(...parts);
  return open;
}

const ANA = 'anavolt';
const range = (from: string, to: string) => ({ from: from as GameDate, to: to as GameDate });
const dateForm = { game_id: DATE_FORM };

describe('evidence', () => {
  const SNAPSHOTS = [
    odds(DAY, ANA, 18.5, { ...dateForm, snapshot_timestamp: `${DAY}T05:00:00Z`, minutes_before_tipoff: 900 }),
    odds(DAY, ANA, 19.5, { ...dateForm, snapshot_timestamp: `${DAY}T06:00:00Z`, minutes_before_tipoff: 840 }),
    odds(DAY, ANA, 25.5, { ...dateForm, bookmaker: 'fanduel', snapshot_timestamp: `${DAY}T09:00:00Z` }),
    odds(DAY, ANA, 0, { ...dateForm, snapshot_timestamp: `${DAY}T10:00:00Z` }),
  ];

  it('marks the chosen snapshots of DraftKings and says the rule', async () => {
    const lines = await over(UP, {
      [BOX]: [played(ANA, 'Ana Volt')],
      [ODDS]: SNAPSHOTS,
      [PROS]: [pros(DAY, ANA, 17.5)],
      [CONTEXT]: [inContext(ANA, 19.5, { processed_at: `${DAY}T05:30:00Z` }), inContext(ANA)],
    });
    const found = await lines.service.evidence(ANA, DAY);
    expect(found.rawRows.map((row) => [row.source, row.line, row.chosen])).toEqual([
      ['odds_api', 18.5, 'opening'],
      ['odds_api', 19.5, 'current'],
      ['odds_api', 25.5, null],
      ['odds_api', 0, null],
      ['bettingpros', 17.5, null],
    ]);
    expect(found.lines.raw).toEqual({ current: 19.5, opening: 18.5, movement: 1 });
    expect(found.rule).toMatch(
      /DraftKings has him: the newest snapshot is the current line, the oldest the opening one/,
    );
    expect(found.contextRows.map((row) => [row.current, row.chosen])).toEqual([
      [null, true],
      [19.5, false],
    ]);
  });

  it('marks a leak, and says so where the chosen snapshot is one', async () => {
    const lines = await over(UP, {
      [BOX]: [played(ANA, 'Ana Volt')],
      [ODDS]: [
        SNAPSHOTS[0] ?? {},
        odds(DAY, ANA, 28.5, { ...dateForm, snapshot_timestamp: `${DAY}T21:00:00Z`, minutes_before_tipoff: -60 }),
      ],
    });
    const found = await lines.service.evidence(ANA, DAY);
    expect(found.rawRows.map((row) => [row.line, row.leak, row.chosen])).toEqual([
      [18.5, false, 'opening'],
      [28.5, true, 'current'],
    ]);
    expect(found.lines.leak).toBe(true);
    expect(found.rule).toContain('leaks the result');
  });

  it('takes both lines from the newest BettingPros row where the Odds API has none', async () => {
    const lines = await over(UP, {
      [BOX]: [played(ANA, 'Ana Volt')],
      [ODDS]: [odds(DAY, ANA, 0, dateForm)],
      [PROS]: [
        pros(DAY, ANA, 15.5, { created_at: `${DAY}T01:00:00Z` }),
        pros(DAY, ANA, 16.5, { opening_line: 0, is_active: false }),
        pros(DAY, ANA, 3.5, { market_type: 'assists', created_at: `${DAY}T09:00:00Z` }),
      ],
    });
    const found = await lines.service.evidence(ANA, DAY);
    const chosen = found.rawRows.filter((row) => row.chosen !== null);
    expect(chosen.map((row) => [row.source, row.line, row.chosen])).toEqual([['bettingpros', 16.5, 'both']]);
    // The movement is taken before an opening of 0 is replaced (parity/quirks 3).
    expect(found.lines.raw).toEqual({ current: 16.5, opening: 16.5, movement: 16.5 });
    expect(found.rule).toContain('newest row of its points market');
  });

  it('names an unknown player and a date without him', async () => {
    const lines = await over(UP);
    const unknown = lines.service.evidence('no\'body, "x"', DAY);
    await expect(unknown).rejects.toMatchObject({ code: 'not_found', subject: 'no\'body, "x"' });
    await expect(lines.service.evidence('other', NEXT)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(NEXT) as string,
    });
  });
});

describe('the page of a player', () => {
  it('has every date his team played or a table knows him, states, points and other spellings', async () => {
    const at = (date: string, player: string, more = {}) =>
      boxScore(date, player, { player_full_name: 'Ana Volt Jr.', minutes_played: 20, ...more });
    const lines = await over({
      [BOX]: [
        at(DAY, 'anavoltjr'),
        at(NEXT, 'mate', { player_full_name: 'Mate' }),
        at('2026-01-12', 'anavoltjr', { minutes_played: null }),
        at('2026-01-13', 'anavoltjr'),
        at('2026-01-14', 'else', { team_abbr: 'MIA', opponent_team_abbr: 'LAL' }),
        at('2026-01-15', 'anavoltjr', { minutes_played: null }),
      ],
      [STORE]: [
        stored(DAY, 'anavoltjr', 18.5),
        stored('2026-01-13', 'anavoltjr', 0),
        stored('2026-01-15', 'anavoltjr', 0),
      ],
      [ODDS]: [
        odds(DAY, 'anavoltjr', 18.5),
        odds('2026-01-15', 'anavoltjr', 16.5),
        odds('2026-01-13', 'anavolt', 17.5, { player_name: 'Ana Volt' }),
      ],
      [PROS]: [pros('2026-01-13', 'anavolt', 17.5)],
      [CONTEXT]: [inContext('anavoltjr', 18.5), { ...inContext('anavoltjr'), game_date: '2026-01-13' }],
    });
    const page = await lines.service.player('anavoltjr', range('2026-01-01', '2026-01-19'));
    expect(page.playerName).toBe('Ana Volt Jr.');
    expect(page.teams).toEqual(['BOS']);
    expect(page.days.map((day) => [day.date, day.state, day.cause])).toEqual([
      [DAY, 'line', null],
      [NEXT, 'did_not_play', 'did_not_play'],
      ['2026-01-12', 'did_not_play', 'source_outage'],
      ['2026-01-13', 'no_line', 'suffix_or_alias'],
      // He was offered and sat out: what Gaps counts as a fault is none the less one here.
      ['2026-01-15', 'not_in_context', 'not_in_context'],
    ]);
    expect(page.points.map((point) => [point.date, point.source, point.line])).toEqual([
      [DAY, 'odds_api', 18.5],
      [DAY, 'context', 18.5],
      [DAY, 'store', 18.5],
      ['2026-01-15', 'odds_api', 16.5],
    ]);
    expect(page.nameMatches).toEqual([
      { playerLookup: 'anavolt', source: 'odds_api', rule: 'suffix', line: 17.5, dates: 1 },
      { playerLookup: 'anavolt', source: 'bettingpros', rule: 'suffix', line: 17.5, dates: 1 },
    ]);
    // The other way round: the spelling leads to the player.
    const other = await lines.service.player('anavolt', range('2026-01-01', '2026-01-19'));
    expect(other.nameMatches).toEqual([
      { playerLookup: 'anavoltjr', source: 'context', rule: 'suffix', line: null, dates: 1 },
    ]);
    const nobody = lines.service.player('nobody', range('2026-01-01', '2026-01-19'));
    await expect(nobody).rejects.toMatchObject({ code: 'not_found', subject: 'nobody' });
  });
});

describe('ranges', () => {
  it('without any data, of the future, or of the first 14 days give no gaps', async () => {
    const lines = await over({
      [BOX]: [boxScore('2025-10-25', ANA, { minutes_played: 20 }), boxScore('2026-01-25', ANA)],
      [ODDS]: [odds('2025-10-25', ANA, 5.5)],
    });
    for (const wanted of [range('2025-07-01', '2025-07-02'), range('2026-01-21', '2026-02-01')]) {
      expect(await lines.service.gaps(wanted)).toMatchObject({
        gaps: [],
        playerDates: 0,
        closable: { numerator: 0, denominator: 0 },
      });
      expect((await lines.service.diff(wanted)).rows).toEqual([]);
    }
    expect((await lines.service.gaps(range('2025-10-20', '2025-10-30'))).gaps).toEqual([]);
    const bootstrap = await lines.service.diff(range('2025-10-20', '2025-10-30'));
    expect(bootstrap.rows.map((row) => [row.raw?.current, row.inStore, row.cause])).toEqual([[5.5, false, null]]);
  });

  describe('of a season in which', () => {
    const PAST = ['2025-01-05', '2025-01-06', '2025-01-07'];
    const past = (player: string, more = {}): TableRow[] =>
      PAST.map((date) => boxScore(date, player, { minutes_played: 20, ...more }));
    const whole = range('2024-10-20', '2025-06-30');
    const BOTH = ['odds_api', 'bettingpros'];
    /** Without him by whom a feed speaks. */
    const causesOf = ({ gaps }: GapReport) =>
      gaps.filter(({ playerLookup }) => playerLookup !== 'other').map(({ date, cause }) => [date, cause]);

    it('nothing was captured state it once, however short the range', async () => {
      const lines = await over({ [BOX]: [...past(ANA), boxScore('2024-10-25', ANA)] });
      const season = { season: '2024-25', feeds: BOTH, from: '2025-01-05' };
      expect(await lines.service.gaps(whole)).toMatchObject({
        gaps: [],
        playerDates: 0,
        notCaptured: [{ ...season, to: '2025-01-07', dates: 3, leftOut: 3 }],
      });
      expect(await lines.service.gaps(range('2025-01-05', '2025-01-05'))).toMatchObject({
        gaps: [],
        notCaptured: [{ ...season, to: '2025-01-05', dates: 1, leftOut: 1 }],
      });
      const diff = await lines.service.diff(whole);
      expect(diff.rows.map(({ cause }) => cause)).toEqual([null, null, null, null]);
    });

    it('one feed was not captured hold only the silence of the other against it', async () => {
      const lines = await over({
        [BOX]: [...past(ANA), ...past('benno', { minutes_played: null })],
        [ODDS]: [odds('2025-01-05', 'other', 5.5), odds('2025-01-06', 'other', 5.5)],
      });
      const report = await lines.service.gaps(whole);
      expect(causesOf(report)).toEqual([
        ['2025-01-05', 'no_line_offered'],
        ['2025-01-05', 'did_not_play'],
        ['2025-01-06', 'no_line_offered'],
        ['2025-01-06', 'did_not_play'],
        ['2025-01-07', 'source_outage'],
        ['2025-01-07', 'source_outage'],
      ]);
      expect(report.gaps.map(({ evidence }) => evidence).join()).not.toContain('bettingpros');
      expect(report.notCaptured).toEqual([
        { season: '2024-25', feeds: ['bettingpros'], from: '2025-01-05', to: '2025-01-07', dates: 3, leftOut: 0 },
      ]);
      // A date is judged as within its season, whatever is asked.
      for (const date of PAST) {
        const alone = await lines.service.gaps(range(date, date));
        expect(causesOf(alone)).toEqual(causesOf(report).filter(([of]) => of === date));
      }
      expect((await lines.service.evidence(ANA, '2025-01-07' as GameDate)).evidence).toMatch(
        /^odds_api_player_points_props has no row on 2025-01-07; /,
      );
    });

    it('both feeds spoke once call every other date an outage', async () => {
      const lines = await over({
        [BOX]: past(ANA),
        [ODDS]: [odds('2025-01-05', 'other', 5.5)],
        [PROS]: [pros('2025-03-01', 'other', 5.5)],
      });
      const report = await lines.service.gaps(range('2025-01-05', '2025-01-07'));
      expect([report.notCaptured, causesOf(report).map(([, cause]) => cause)]).toEqual([
        [],
        Array(3).fill('source_outage'),
      ]);
    });

    it('a feed has not spoken yet ask the season before whether anybody captures it', async () => {
      const tables: Tables = { [BOX]: [played(ANA, 'Ana Volt')], [ODDS]: [odds(DAY, 'other', 5.5)] };
      const now = range(DAY, DAY);
      const mute = await over(tables);
      const report = await mute.service.gaps(now);
      expect(causesOf(report)).toEqual([[DAY, 'no_line_offered']]);
      expect(report.notCaptured).toMatchObject([{ season: '2025-26', feeds: ['bettingpros'] }]);
      await mute.close();
      const broken = await over(tables, { [PROS]: [pros('2025-01-05', 'other', 5.5)] });
      const outage = await broken.service.gaps(now);
      expect(causesOf(outage)).toEqual([[DAY, 'source_outage']]);
      expect(outage.notCaptured).toEqual([]);
    });
  });

  it('may hold a key twice in the store and names that no key rule expects', async () => {
    const names = ['o\'neal, "x"\nb', '=1+1', '-2', '@at', '+plus', 'מוטי', 'josé\u0301'];
    const lines = await over(UP, {
      [BOX]: names.map((name) => played(name, `${name} ${name}`)),
      [ODDS]: names.map((name) => odds(DAY, name, 9.5, dateForm)),
      [CONTEXT]: [inContext('=1+1', 9.5), inContext('=1+1', 9.5)],
      [STORE]: [
        stored(DAY, '=1+1', 0, { created_at: `${DAY}T20:00:00Z` }),
        stored(DAY, '=1+1', 9.5),
        stored(DAY, '-2', 0),
        stored(DAY, '-2', 0),
      ],
    });
    for (const name of names) expect((await lines.row(name))?.raw?.current, name).toBe(9.5);
    // A row with a line counts, as in the match rate, whichever is newer.
    expect(await lines.gap('=1+1')).toBeUndefined();
    expect(await lines.row('=1+1')).toMatchObject({ duplicates: 2, store: { current: 9.5 } });
    expect(await lines.gap('-2')).toMatchObject({ cause: 'not_in_context' });
    expect(await lines.row('-2')).toMatchObject({ duplicates: 1 });
  });
});
