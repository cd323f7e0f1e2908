import { afterEach, describe, expect, it } from 'vitest';
import type { Cause } from '../../../shared/causes.js';
import { DAY, NEXT, odds, pros, stored } from '../plan/small-world.js';
import {
  BOX,
  CONTEXT,
  DATE_FORM,
  ODDS,
  PROS,
  STORE,
  UP,
  alias,
  ALIASES,
  inContext,
  linesOver,
  played,
  type Lines,
  type Tables,
} from './small-lines.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';

let open: (Lines & TestWarehouse) | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function over(...parts: readonly Tables[]): Promise<Lines> {
  open = await linesOver(UP, ...parts);
  return open;
}

const ANA = 'anavolt';
const LISTED: Tables = { [BOX]: [played(ANA, 'Ana Volt')] };
const BARE: Tables = { ...LISTED, [STORE]: [stored(DAY, ANA, 0)] };
const EARLY = { snapshot_timestamp: `${DAY}T07:00:00Z` };
const dateForm = { game_id: DATE_FORM };
const tenDigits = { game_id: '0022500543' };

interface Case {
  readonly cause: Cause;
  readonly what: string;
  readonly tables: Tables;
  readonly closed?: boolean;
  readonly fix?: string;
  readonly evidence?: RegExp;
}

const lined = (more = {}): Tables => ({ [ODDS]: [odds(DAY, ANA, 20.5, { ...dateForm, ...EARLY, ...more })] });
const bare = (...parts: readonly Tables[]): Tables => {
  const tables: Record<string, readonly unknown[]> = {};
  for (const part of [BARE, ...parts]) {
    for (const [name, rows] of Object.entries(part)) tables[name] = [...(tables[name] ?? []), ...rows];
  }
  return tables;
};

const CASES: readonly Case[] = [
  { cause: 'not_in_context', what: 'a raw line and no context row', tables: bare(lined()), closed: true },
  {
    cause: 'game_id_format',
    what: 'ten-digit id in the Odds API, date form in the context, nothing in BettingPros',
    tables: bare({ [ODDS]: [odds(DAY, ANA, 20.5, { ...EARLY, ...tenDigits })], [CONTEXT]: [inContext(ANA)] }),
    closed: true,
    evidence: /draftkings.*under game 0022500543,.*20260110_BOS_DEN/,
  },
  {
    cause: 'store_from_context',
    what: 'the same with a BettingPros line: the game id is not the reason',
    tables: bare({
      [ODDS]: [odds(DAY, ANA, 20.5, { ...EARLY, ...tenDigits })],
      [PROS]: [pros(DAY, ANA, 20.5)],
      [CONTEXT]: [inContext(ANA)],
    }),
    closed: true,
  },
  {
    cause: 'captured_after_context',
    what: 'all raw rows newer than the context row',
    tables: bare(lined({ snapshot_timestamp: `${DAY}T08:00:01Z` }), { [CONTEXT]: [inContext(ANA)] }),
    closed: true,
  },
  {
    cause: 'store_from_context',
    what: 'one raw row as old as the context row',
    tables: bare(lined({ snapshot_timestamp: `${DAY}T08:00:00Z` }), { [CONTEXT]: [inContext(ANA)] }),
  },
  {
    cause: 'after_tipoff_only',
    what: 'in-game snapshots only',
    tables: bare(lined({ minutes_before_tipoff: -5 }), { [CONTEXT]: [inContext(ANA)] }),
    closed: true,
    fix: 'recapture',
    evidence: /5 minutes after tip-off/,
  },
  {
    cause: 'inactive_offer',
    what: 'BettingPros rows, none open',
    tables: bare({ [PROS]: [pros(DAY, ANA, 9.5, { is_active: false })], [CONTEXT]: [inContext(ANA)] }),
    closed: true,
  },
  {
    cause: 'under_side_only',
    what: 'BettingPros rows of the under side',
    tables: bare({ [PROS]: [pros(DAY, ANA, 9.5, { bet_side: 'under' })], [CONTEXT]: [inContext(ANA)] }),
    closed: true,
  },
  {
    cause: 'other_market_only',
    what: 'BettingPros rows of other markets',
    tables: bare({ [PROS]: [pros(DAY, ANA, 9.5, { market_type: 'assists' })], [CONTEXT]: [inContext(ANA)] }),
    closed: false,
    fix: 'recapture',
    evidence: /assists 9\.5/,
  },
  {
    cause: 'placeholder_or_zero',
    what: 'a raw line of 0',
    tables: bare({ [ODDS]: [odds(DAY, ANA, 0, dateForm)], [CONTEXT]: [inContext(ANA)] }),
    closed: false,
    fix: 'recapture',
    evidence: /has 0\.0/,
  },
  {
    cause: 'placeholder_or_zero',
    what: 'exactly 20.0 from an estimate',
    tables: bare({
      [ODDS]: [odds(DAY, ANA, 20, { ...dateForm, bookmaker: 'estimated' })],
      [CONTEXT]: [inContext(ANA)],
    }),
    fix: 'recapture',
  },
  {
    cause: 'store_from_context',
    what: 'exactly 20.0 from a bookmaker is a line',
    tables: bare({ [ODDS]: [odds(DAY, ANA, 20, dateForm)], [CONTEXT]: [inContext(ANA)] }),
  },
  {
    cause: 'duplicate_rows',
    what: 'two context rows, the newer without a line',
    tables: bare(lined(), { [CONTEXT]: [inContext(ANA, 20.5, { processed_at: `${DAY}T07:30:00Z` }), inContext(ANA)] }),
    closed: true,
    evidence: /2 rows: one of 2026-01-10 07:30 UTC with a line, the newest, of 2026-01-10 08:00 UTC, without/,
  },
  {
    cause: 'context_lookup_failed',
    what: 'no context line on the whole date, many in raw',
    tables: bare(lined(), {
      [CONTEXT]: [inContext(ANA)],
      [ODDS]: Array.from({ length: 10 }, (_, i) => odds(DAY, `many${i}`, 5.5, dateForm)),
    }),
    closed: true,
  },
  {
    cause: 'store_from_context',
    what: 'no context line on the date, few in raw',
    tables: bare(lined(), { [CONTEXT]: [inContext(ANA)] }),
    closed: true,
  },
  {
    cause: 'store_older_than_raw',
    what: 'the context has the line, the store row is older',
    tables: bare(lined(), { [CONTEXT]: [inContext(ANA, 20.5, { processed_at: `${DAY}T12:00:01Z` })] }),
    closed: true,
    evidence: /has 20\.5 of 2026-01-10 12:00 UTC; the ml_feature_store_v2 row of 2026-01-10 12:00 UTC has no line/,
  },
  { cause: 'not_in_store', what: 'a raw line and no store row', tables: { ...LISTED, ...lined() }, closed: true },
  {
    cause: 'not_in_store',
    what: 'a breaker holds the row back',
    tables: {
      ...LISTED,
      ...lined(),
      'nba_orchestration.reprocess_attempts': [
        {
          processor_name: 'ml_feature_store_v2',
          entity_id: ANA,
          analysis_date: DAY,
          attempt_number: 3,
          attempted_at: `${DAY}T01:00:00Z`,
          circuit_breaker_tripped: true,
          circuit_breaker_until: '2099-01-01T00:00:00Z',
        },
      ],
    },
    closed: false,
    fix: 'unblock',
    evidence: /until 2099-01-01/,
  },
  { cause: 'did_not_play', what: 'nothing in raw and no minutes', tables: { [BOX]: [played(ANA, 'Ana Volt', null)] } },
  { cause: 'no_line_offered', what: 'nothing in raw, though he played', tables: LISTED, closed: false, fix: 'none' },
];

describe('the cause of a gap', () => {
  it.each(CASES)('is $cause: $what', async ({ cause, tables, closed, fix, evidence }) => {
    const lines = await over(tables);
    const gap = await lines.gap(ANA);
    expect(gap?.cause).toBe(cause);
    if (closed !== undefined) expect(gap?.closedByRebuild).toBe(closed);
    if (fix !== undefined) expect(gap?.fix).toBe(fix);
    if (evidence) expect(gap?.evidence).toMatch(evidence);
    expect((await lines.row(ANA))?.cause).toBe(cause);
  });

  it('is an outage when a whole feed has no row for the date, whoever played', async () => {
    // BettingPros speaks the day after, so it was captured.
    open = await linesOver({ ...LISTED, [ODDS]: [odds(DAY, 'other', 11.5)], [PROS]: [pros(NEXT, 'other', 11.5)] });
    expect(await open.gap(ANA)).toMatchObject({
      cause: 'source_outage',
      fix: 'recapture',
      evidence: expect.stringMatching(/^bettingpros_player_points_props has no row on 2026-01-10/) as string,
    });
  });

  it('is none when the store has a line, and short arrays have none', async () => {
    const lines = await over(
      { [BOX]: [played(ANA, 'Ana Volt'), played('shortie', 'Short Ie')], ...lined() },
      {
        [STORE]: [stored(DAY, ANA, 20.5), stored(DAY, 'shortie', 20.5, {}, 26)],
        [ODDS]: [odds(DAY, 'shortie', 8.5, dateForm)],
        [CONTEXT]: [inContext('shortie', 8.5)],
      },
    );
    expect(await lines.gap(ANA)).toBeUndefined();
    expect((await lines.row(ANA))?.cause).toBeNull();
    expect((await lines.gap('shortie'))?.evidence).toContain('an array of 26');
  });
});

describe('another spelling', () => {
  it.each([
    ['a suffix', 'anavoltjr', 'Ana Volt Jr.', 'anavolt', 'Ana Volt', 'suffix'],
    ['the alias table', 'anavolt', 'Ana Volt', 'annievolt', 'Annie Voltova', 'alias'],
    ['a written-out suffix', 'robbirkjr', 'Rob Birk Jr.', 'robbirkjunior', 'Rob Birk Junior', 'normalised'],
    ['a dotless i', 'aliyildiz', 'Ali Yıldız', 'aliyldz', 'Ali Yıldız', 'normalised'],
    ['a short first name', 'herbertvolt', 'Herbert Volt', 'herbvolt', 'Herb Volt', 'nickname'],
    ['a short form of its own', 'robertvolt', 'Robert Volt', 'bobvolt', 'Bob Volt', 'nickname'],
  ])('is found by %s', async (_, key, name, other, otherName, rule) => {
    const lines = await over({
      [BOX]: [played(key, name)],
      [STORE]: [stored(DAY, key, 0)],
      [CONTEXT]: [inContext(key)],
      [ODDS]: [odds(DAY, other, 14.5, { ...dateForm, player_name: otherName })],
      [ALIASES]: [alias('annievolt', 'anavolt')],
    });
    expect(await lines.gap(key)).toMatchObject({
      cause: 'suffix_or_alias',
      fix: 'match_names',
      closedByRebuild: false,
      nameMatch: { playerLookup: other, source: 'odds_api', rule, line: 14.5 },
    });
    // The other key is no player of its own, but it stands in the diff as what it is.
    expect(await lines.gap(other)).toBeUndefined();
    expect((await lines.row(other))?.cause).toBe('suffix_or_alias');
  });

  it.each([
    ['one letter apart', 'anavolts', 'Ana Volts', {}],
    [
      'of a short first name in another team',
      'anabelvolt',
      'Anabel Volt',
      { home_team_abbr: 'LAL', away_team_abbr: 'MIA' },
    ],
    ['by an alias out of use', 'voltana', 'Volt Ana', {}],
  ])('is not a key %s', async (_, other, otherName, more) => {
    const lines = await over({
      ...bare({ [CONTEXT]: [inContext(ANA)] }),
      [ODDS]: [odds(DAY, other, 14.5, { ...dateForm, player_name: otherName, ...more })],
      [ALIASES]: [alias('voltana', ANA, false)],
    });
    expect(await lines.gap(ANA)).toMatchObject({ cause: 'no_line_offered', nameMatch: null });
    expect(await lines.gap(other)).toMatchObject({ cause: 'not_in_store', fix: 'match_names', closedByRebuild: false });
  });

  it('is not one that is listed himself, or that fits two', async () => {
    const lines = await over({
      [BOX]: [
        played('tomvoltjr', 'Tom Volt Jr.'),
        played('tomvolt', 'Tom Volt'),
        played('edbirkjr', 'Ed Birk Jr.'),
        played('edbirksr', 'Ed Birk Sr.'),
      ],
      [CONTEXT]: ['tomvoltjr', 'tomvolt', 'edbirkjr', 'edbirksr'].map((key) => inContext(key)),
      [STORE]: ['tomvoltjr', 'tomvolt', 'edbirkjr', 'edbirksr'].map((key) => stored(DAY, key, 0)),
      [ODDS]: [odds(DAY, 'tomvolt', 14.5, dateForm), odds(DAY, 'edbirk', 7.5, dateForm)],
    });
    for (const key of ['tomvoltjr', 'edbirkjr', 'edbirksr']) {
      expect(await lines.gap(key), key).toMatchObject({ cause: 'no_line_offered', nameMatch: null });
    }
    expect(await lines.gap('edbirk')).toMatchObject({ cause: 'not_in_store' });
  });

  it('in the context explains a player who is not in it', async () => {
    const lines = await over({
      [BOX]: [played('anavoltjr', 'Ana Volt Jr.')],
      [STORE]: [stored(DAY, 'anavoltjr', 0)],
      [ODDS]: [odds(DAY, 'anavoltjr', 14.5, dateForm)],
      [CONTEXT]: [inContext('anavolt')],
    });
    expect(await lines.gap('anavoltjr')).toMatchObject({
      cause: 'not_in_context',
      closedByRebuild: true,
      nameMatch: { playerLookup: 'anavolt', source: 'context', rule: 'suffix', line: null },
    });
  });
});
