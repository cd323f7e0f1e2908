import { describe, expect, it } from 'vitest';
import {
  backfillRoute,
  coverageRoute,
  EMPTY_DRAFT,
  gapsRoute,
  runRoute,
  runsRoute,
  type Route,
} from '../../../renderer/address/routes.js';
import { formatRoute, parseRoute } from '../../../renderer/address/address.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { day } from './support/fixtures.js';

const BY_MATCH = [{ column: 'match_percent', desc: true }];
const NEWEST_FIRST = { ...EVERYTHING, sort: [{ column: 'date', desc: true }] };

describe('addresses', () => {
  const views: readonly Route[] = [
    backfillRoute(EMPTY_DRAFT),
    {
      screen: 'backfill',
      draft: {
        from: day('2025-11-04'),
        to: day('2026-02-01'),
        mode: 'production',
        lines: 'context',
        only: 'stale',
        order: 'newest-first',
        concurrency: 7,
        maxBytes: 5e10,
        allow: ['regression', 'upstream'],
      },
      planned: true,
      filter: 'blocked',
      date: day('2025-12-18'),
      query: { filters: [{ column: 'action', op: 'is', values: ['skip'] }], sort: [], search: '' },
    },
    { screen: 'overview' },
    runsRoute(),
    runsRoute({ filters: [{ column: 'state', op: 'is', values: ['failed'] }], sort: [], search: 'x' }),
    runRoute('20260201/15 04&05', 'result', day('2025-12-18')),
    coverageRoute(),
    coverageRoute({ from: day('2025-10-21'), to: day('2026-02-01'), feature: 'team_pace', month: '2025-12' }),
    coverageRoute({ month: '2025-12', query: NEWEST_FIRST, months: { ...EVERYTHING, sort: BY_MATCH } }),
    coverageRoute({ view: 'heatmap', lines: { filters: [], sort: BY_MATCH, search: 'jr' } }),
    gapsRoute({ group: 'player', query: NEWEST_FIRST, groups: { filters: [], sort: BY_MATCH, search: 'porter' } }),
    coverageRoute({ view: 'heatmap', measure: 'share', days: { from: day('2026-01-15'), to: day('2026-01-05') } }),
  ];
  it.each(views.map((view) => [formatRoute(view), view] as const))('%s leads back to the same view', (hash, view) => {
    expect(parseRoute(hash)).toEqual(view);
  });

  it('leaves out what stands at its default', () => {
    expect(formatRoute(backfillRoute(EMPTY_DRAFT))).toBe('#/backfill');
    expect(formatRoute(coverageRoute())).toBe('#/coverage');
    expect(formatRoute(gapsRoute())).toBe('#/gaps');
  });

  it('opens the Overview for a damaged address and drops single bad values', () => {
    expect(parseRoute('#/nowhere?x=1')).toEqual({ screen: 'overview' });
    expect(parseRoute('')).toEqual({ screen: 'overview' });
    const route = parseRoute('#/backfill?from=2025-02-30&to=2026-02-01&concurrency=99&allow=all,upstream&maxBytes=-1');
    expect(route).toEqual(backfillRoute({ ...EMPTY_DRAFT, to: day('2026-02-01'), allow: ['upstream'] }));
    expect(parseRoute('#/coverage?month=soon')).toEqual(coverageRoute());
  });
});
