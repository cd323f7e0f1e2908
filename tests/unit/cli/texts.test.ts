import { describe, expect, it } from 'vitest';
import { blockerText, planText } from '../../../electron/cli/plan-text.js';
import { whyText } from '../../../electron/cli/run-text.js';
import { day, makePlan, makePlanDate, makeOptions, makeProgress } from '../renderer/support/fixtures.js';

const blocker = { code: 'row_loss', override: 'row-loss', message: '3 of 24 stored rows would be lost' } as const;

describe('texts of the command line', () => {
  it('adds the flag that lets a blocker pass to what the services say in neutral words', () => {
    expect(blockerText(blocker)).toBe('row_loss: 3 of 24 stored rows would be lost (allow with --allow row-loss)');
    expect(blockerText({ code: 'schema', message: 'other columns' })).toBe('schema: other columns');
    const plan = makePlan(makeOptions(), { plan: { blockers: [blocker] } });
    expect(planText(plan)).toContain('(allow with --allow row-loss)');
  });

  it('adds it to a date that was blocked, and to no other failure', () => {
    const blocked = makeProgress(makePlanDate(day('2025-12-02')), 'blocked', 'guard');
    const error = { code: 'blocked', message: 'rows would be lost', subject: 'row-loss', retryable: false } as const;
    expect(whyText({ ...blocked, error })).toBe('at guard: rows would be lost (allow with --allow row-loss)');
    expect(whyText({ ...blocked, error: { ...error, subject: '2025-12-02' } })).toBe('at guard: rows would be lost');
    expect(whyText({ ...blocked, error: { ...error, code: 'internal' } })).toBe('at guard: rows would be lost');
  });
});
