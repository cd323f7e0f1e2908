import { describe, expect, it } from 'vitest';
import {
  failed,
  failureOf,
  jobFailure,
  retryAfter,
  withoutSecrets,
} from '../../../electron/warehouse/bigquery/failure.js';
import { queryJobId, snapshotTableId, writeJobId } from '../../../electron/warehouse/bigquery/job-ids.js';
import { jobLabels } from '../../../electron/warehouse/bigquery/labels.js';
import {
  isPassing,
  PATIENCE,
  waitMs,
  withPatience,
  type RetryParts,
} from '../../../electron/warehouse/bigquery/retry.js';

/** A clock that only moves when somebody sleeps. */
function parts(totalMs: number): RetryParts & { readonly waits: number[]; readonly lines: string[] } {
  const waits: number[] = [];
  const lines: string[] = [];
  let now = 0;
  return {
    waits,
    lines,
    patience: { ...PATIENCE, firstMs: 100, longestMs: 1_000, totalMs },
    log: (line) => lines.push(line),
    now: () => now,
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  };
}

const passing = failed({ status: 503, reason: 'backendError', message: 'try again' });

describe('retries', () => {
  it('wait twice as long each time, are told, and end with the patience', async () => {
    const clock = parts(2_000);
    await expect(withPatience(clock, 'reading x', () => Promise.reject(passing))).rejects.toBe(passing);
    expect(clock.waits).toEqual([75, 150, 300, 600, 750]);
    expect(clock.lines[0]).toBe('reading x: try again (backendError); again in 0.1 s, retry 1');
  });

  it('honour Retry-After, and give up at once when it is beyond the patience', async () => {
    const clock = parts(5_000);
    let tries = 0;
    const work = async (): Promise<number> => {
      tries += 1;
      if (tries === 1) throw failed({ status: 429, retryAfterMs: 3_000, message: 'slow down' });
      return tries;
    };
    expect(await withPatience(clock, 'x', work)).toBe(2);
    expect(clock.waits).toEqual([3_000]);
    const late = failed({ status: 429, retryAfterMs: 60_000, message: 'slow down' });
    await expect(withPatience(clock, 'x', () => Promise.reject(late))).rejects.toBe(late);
    expect(clock.waits).toHaveLength(1);
  });

  it('leave between half and the whole of a wait to chance', () => {
    expect(waitMs(3, PATIENCE, () => 0)).toBe(2_000);
    expect(waitMs(3, PATIENCE, () => 1)).toBe(4_000);
    expect(waitMs(40, PATIENCE, () => 1)).toBe(PATIENCE.longestMs);
  });

  it.each([
    [{ status: 500 }, true],
    [{ status: 503, reason: 'backendError' }, true],
    [{ status: 403, reason: 'rateLimitExceeded' }, true],
    [{ reason: 'jobRateLimitExceeded' }, true],
    [{ network: 'ECONNRESET' }, true],
    [{ network: 'ETIMEDOUT' }, true],
    [{ status: 400, reason: 'invalidQuery' }, false],
    [{ status: 401 }, false],
    [{ status: 403, reason: 'accessDenied' }, false],
    [{ status: 403, reason: 'quotaExceeded' }, false],
    [{ status: 429, reason: 'quotaExceeded' }, false],
    [{ status: 404 }, false],
    [{ status: 412 }, false],
    [{ network: 'CERT_HAS_EXPIRED' }, false],
    [{ auth: 'invalid_grant', status: 400 }, false],
  ])('%o passes: %s', (failure, expected) => {
    expect(isPassing(failed({ message: 'x', ...failure }).failure)).toBe(expected);
  });

  it('are none for a defect', async () => {
    const clock = parts(2_000);
    const defect = new TypeError('x is undefined');
    await expect(withPatience(clock, 'x', () => Promise.reject(defect))).rejects.toBe(defect);
    expect(clock.waits).toEqual([]);
  });
});

describe('failures', () => {
  it('read status, reason and Retry-After off what the client throws', () => {
    const thrown = Object.assign(new Error('many lines\nof text'), {
      code: 403,
      errors: [{ reason: 'rateLimitExceeded', message: 'Exceeded rate limits' }],
      response: { statusCode: 403, headers: { 'retry-after': '7' } },
    });
    expect(failureOf(thrown, 0)).toMatchObject({
      status: 403,
      reason: 'rateLimitExceeded',
      network: null,
      message: 'Exceeded rate limits',
      retryAfterMs: 7_000,
    });
    expect(retryAfter('Thu, 01 Jan 1970 00:00:09 GMT', 4_000)).toBe(5_000);
    expect(retryAfter('soon', 0)).toBeNull();
  });

  it('say what a job says beyond its result', () => {
    const job = {
      status: {
        errorResult: { reason: 'invalid', message: 'Error while reading data\nmore' },
        errors: [{ message: 'Error while reading data\nmore' }, { message: 'row 3: no such field: x' }],
      },
    };
    expect(jobFailure(job)?.failure).toMatchObject({
      reason: 'invalid',
      message: 'Error while reading data; row 3: no such field: x',
    });
    expect(jobFailure({ status: { state: 'DONE' } })).toBeNull();
  });

  it('keep no secret', () => {
    const text =
      'via http://me:pass@proxy:3128 Bearer abc.def ya29.a0AfH6 eyJhbGci.eyJpc3Mi.sig -----BEGIN PRIVATE KEY-----\nMIIE';
    const shown = withoutSecrets(text);
    for (const secret of ['pass', 'abc.def', 'a0AfH6', 'eyJpc3Mi', 'MIIE']) expect(shown).not.toContain(secret);
    expect(shown).toContain('proxy:3128');
  });
});

describe('labels and ids', () => {
  it('fit the service', () => {
    const labels = jobLabels({
      run: '20260202-101112-AB12',
      Date: '2026-01-31',
      '1x': 'Ü b',
      empty: '',
      long: 'x'.repeat(99),
    });
    expect(labels).toEqual({
      app: 'backline',
      run: '20260202-101112-ab12',
      date: '2026-01-31',
      k1x: '--b',
      long: 'x'.repeat(63),
    });
  });

  it('of a write follow from its id alone and differ by turn', () => {
    expect(writeJobId('r/2026-01-31/1', 0)).toBe(writeJobId('r/2026-01-31/1', 0));
    const ids = ['r/2026-01-31/1', 'r-2026-01-31-1', 'r/2026-01-31/2'].map((id) => writeJobId(id, 0));
    expect(new Set([...ids, writeJobId('r/2026-01-31/1', 1)]).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,1024}$/);
    expect(snapshotTableId('r/2026-01-31')).toMatch(/^\w+$/);
    expect(snapshotTableId('r/2026-01-31')).not.toBe(snapshotTableId('r/2026_01_31'));
  });

  it('of a query are its own each time and readable', () => {
    const id = queryJobId('plan-freshness', { run: 'r1', step: 'read' });
    expect(id(1)).toMatch(/^backline_r1_read_plan-freshness_[0-9a-f-]+_1$/);
    expect(id(2)).not.toBe(id(1));
    expect(queryJobId('plan-freshness', undefined)(1)).not.toBe(queryJobId('plan-freshness', undefined)(1));
  });
});
