import { describe, expect, it } from 'vitest';
import { unreadableLeftOut } from '../../../renderer/components/rows-left-out.js';
import { leftOutOf } from '../../../renderer/features/gaps/gap-view.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { SeasonNotCaptured } from '../../../shared/lines.js';
import { day } from './support/fixtures.js';

describe('rows that a table has not', () => {
  const damaged: ErrorInfo = {
    code: 'bad_rows',
    message: 'the journal b.jsonl is damaged at line 3: this is not JSON',
    remedy: 'Put the file right.',
    retryable: false,
  };

  it('are told with the file and what helps, and nothing where all could be read or is not known yet', () => {
    expect(unreadableLeftOut([damaged], 'run')).toEqual({
      sentence: '1 run cannot be read and is not listed.',
      details: ['the journal b.jsonl is damaged at line 3: this is not JSON. Put the file right.'],
    });
    expect(unreadableLeftOut([damaged, damaged], 'snapshot')?.sentence).toBe(
      '2 snapshots cannot be read and are not listed.',
    );
    expect(unreadableLeftOut([], 'run')).toBeNull();
    expect(unreadableLeftOut(null, 'run')).toBeNull();
  });

  it('are players and dates of a season nobody captured; one silent feed leaves nobody out', () => {
    const season = (change: Partial<SeasonNotCaptured>): SeasonNotCaptured => ({
      season: '2023-24',
      feeds: ['odds_api', 'bettingpros'],
      from: day('2023-11-07'),
      to: day('2024-02-01'),
      dates: 80,
      leftOut: 1_200,
      ...change,
    });
    expect(leftOutOf({ notCaptured: [season({}), season({ season: '2022-23', leftOut: 34 })] })).toEqual({
      sentence: '1,234 players and dates without a line are left out: no feed was captured then.',
      details: [expect.stringContaining('captured in 2023-24'), expect.stringContaining('captured in 2022-23')],
    });
    expect(leftOutOf({ notCaptured: [season({ feeds: ['bettingpros'], leftOut: 0 })] })).toBeNull();
    expect(leftOutOf({ notCaptured: [] })).toBeNull();
  });
});
