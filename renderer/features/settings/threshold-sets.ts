import type { CheckId, ThresholdSet } from '../../../shared/checks.js';

export interface SetDifference {
  readonly check: CheckId;
  readonly name: string;
  /** What the set asks for, and why it is so. */
  readonly in: Readonly<Record<ThresholdSet, { readonly limits: string; readonly why: string }>>;
}

const MATCH_LIMITS = 'ok from 90 %, warning from 80 %, critical below; alerts below 80 %';

/** The checks that the two sets judge differently (domain: vegas section 8); a test holds each limit to the rules. */
export const SET_DIFFERENCES: readonly SetDifference[] = [
  {
    check: 'c1_seven_days',
    name: 'Coverage of seven days, and by month',
    in: {
      original: {
        limits: 'ok from 80 %, warning from 50 %, critical below; alerts below 80 %',
        why: 'Takes for granted that nearly every row can have a line.',
      },
      corrected: {
        limits: 'ok from 35 %, warning from 20 %, critical below; alerts below 20 %',
        why: 'Books post lines for 37 to 50 % of the players who play.',
      },
    },
  },
  {
    check: 'c4_players_against_lines',
    name: 'Players against context lines',
    in: {
      original: {
        limits: 'alerts below 50 % of the players in the box score',
        why: 'Alerts on nearly every day.',
      },
      corrected: {
        limits: 'warning below 90 % of the players with a raw line; never alerts',
        why: 'Says which line source a rebuild may use; it is no fault of the store.',
      },
    },
  },
  {
    check: 'c5_match_rate',
    name: 'Match rate, raw to store',
    in: {
      original: {
        limits: MATCH_LIMITS,
        why: 'Counts every store row with a line, also one without a raw line.',
      },
      corrected: {
        limits: MATCH_LIMITS,
        why: 'Counts only players with a raw line.',
      },
    },
  },
];
