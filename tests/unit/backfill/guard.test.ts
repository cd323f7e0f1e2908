import { describe, expect, it } from 'vitest';
import { guardDate, type GuardFacts } from '../../../electron/backfill/guard.js';
import { day } from './plan-fixture.js';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

/** A healthy rebuild of the incident's kind of date: all who played, lines for the usual share. */
const healthy: GuardFacts = {
  date: day('2026-01-15'),
  lines: 'raw',
  listed: 300,
  listedInContext: 130,
  listedInRaw: 148,
  matchAfter: share(148, 150),
  before: { rows: 280, coverage: share(120, 280), match: share(118, 150) },
  after: { rows: 300, coverage: share(148, 300), match: share(148, 150) },
  lostPlayers: [],
  upstream: [{ table: 'player_daily_cache', rows: 290, served: share(290, 300), state: 'ready' }],
};

const codes = (facts: GuardFacts, allow: Parameters<typeof guardDate>[1] = []) => {
  const { blockers, warnings } = guardDate(facts, allow);
  return { blockers: blockers.map(({ code }) => code), warnings: warnings.map(({ code }) => code) };
};

describe('guard', () => {
  it('lets a repair pass', () => {
    expect(codes(healthy)).toEqual({ blockers: [], warnings: [] });
  });

  it('blocks a lower match rate, with both figures in the sentence and the override beside it', () => {
    const facts = { ...healthy, after: { ...healthy.after, match: share(100, 150) } };
    const [blocker] = guardDate(facts, []).blockers;
    expect(blocker).toMatchObject({ code: 'match_regression', override: 'regression' });
    expect(blocker?.message).toContain('78.7 % (118 of 150)');
    expect(blocker?.message).toContain('66.7 % (100 of 150)');
    expect(blocker?.message).not.toContain('--allow');
  });

  it('tolerates two points and not more', () => {
    const drop = (to: number): GuardFacts => ({
      ...healthy,
      before: { ...healthy.before, match: share(100, 100) },
      after: { ...healthy.after, match: share(to, 100) },
    });
    expect(codes(drop(98)).blockers).toEqual([]);
    expect(codes(drop(97)).blockers).toEqual(['match_regression']);
  });

  it('tells a share that falls because players are added from one that falls because lines are lost', () => {
    const before = { rows: 150, coverage: share(148, 150), match: share(148, 150) };
    expect(codes({ ...healthy, before })).toEqual({ blockers: [], warnings: ['coverage_diluted'] });
    const after = { ...healthy.after, coverage: share(120, 300) };
    expect(codes({ ...healthy, before, after }).blockers).toEqual(['coverage_regression']);
  });

  it('gives no verdict where nothing was counted before', () => {
    const before = { rows: 0, coverage: share(0, 0), match: share(0, 0) };
    expect(codes({ ...healthy, before, after: { ...healthy.after, match: share(0, 0) } }).blockers).toEqual([]);
  });

  it('blocks the loss of stored rows and names the players', () => {
    const lostPlayers = Array.from({ length: 7 }, (_, i) => ({ playerLookup: `player${i}`, why: 'no longer listed' }));
    const [blocker] = guardDate({ ...healthy, lostPlayers }, []).blockers;
    expect(blocker).toMatchObject({ code: 'row_loss', override: 'row-loss' });
    expect(blocker?.message).toContain('7 of 280 stored rows');
    expect(blocker?.message).toContain('player0 (no longer listed)');
    expect(blocker?.message).toContain('and 2 more');
  });

  it('blocks the incident: all players, lines of the expected few, though raw has more', () => {
    const incident: GuardFacts = {
      ...healthy,
      lines: 'context',
      listedInContext: 62,
      matchAfter: share(62, 150),
      after: { rows: 300, coverage: share(62, 300), match: share(62, 150) },
      before: { rows: 0, coverage: share(0, 0), match: share(0, 150) },
    };
    const [blocker] = guardDate(incident, []).blockers;
    expect(blocker).toMatchObject({ code: 'source_mismatch', override: 'source-mismatch' });
    expect(blocker?.message).toContain('20.7 % (62 of 300)');
    expect(blocker?.message).toContain('the raw tables have 148');
    // A normal day by C4 alone: under half of the list has a line, yet nearly every raw line is served.
    expect(codes({ ...incident, listedInContext: 140, matchAfter: share(140, 150) }).blockers).toEqual([]);
  });

  it('blocks raw tables that are empty while the context has lines, and warns when nobody has any', () => {
    const empty = { ...healthy, before: { ...healthy.before, match: share(0, 0), coverage: share(0, 280) } };
    const noRaw = {
      ...empty,
      listedInRaw: 0,
      matchAfter: share(0, 0),
      after: { rows: 300, coverage: share(0, 300), match: share(0, 0) },
    };
    expect(codes(noRaw).blockers).toEqual(['source_mismatch']);
    expect(codes({ ...noRaw, listedInContext: 0 })).toEqual({ blockers: [], warnings: ['no_lines'] });
  });

  it('blocks missing and expired phase 4 tables and warns of thin ones', () => {
    const table = (state: 'missing' | 'expired' | 'thin') => ({ table: 't', rows: 0, served: share(0, 300), state });
    expect(codes({ ...healthy, upstream: [table('missing'), table('expired'), table('thin')] })).toEqual({
      blockers: ['upstream_missing', 'upstream_expired'],
      warnings: ['upstream_thin'],
    });
  });

  it('turns exactly the allowed blockers into warnings that keep the figures', () => {
    const facts = {
      ...healthy,
      after: { ...healthy.after, match: share(100, 150) },
      lostPlayers: [{ playerLookup: 'player1', why: 'no longer listed' }],
    };
    expect(codes(facts, ['row-loss'])).toEqual({ blockers: ['match_regression'], warnings: ['row_loss'] });
    const { blockers, warnings } = guardDate(facts, ['row-loss', 'regression']);
    expect(blockers).toEqual([]);
    expect(warnings[0]?.message).toMatch(/^let pass by the override regression: .*118 of 150/);
  });
});
