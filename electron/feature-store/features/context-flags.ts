import type { ContextValues } from './inputs.js';
import type { Labelled } from './labels.js';

function flag(on: boolean): Labelled {
  return { value: on ? 1 : 0, label: 'phase3' };
}

/**
 * Features 15..17 from the context row only: a player outside the context is away, rested and in no playoffs, and is
 * labelled phase3 nevertheless (parity/quirks 11).
 */
export function contextFlags(context: ContextValues): readonly [Labelled, Labelled, Labelled] {
  return [
    flag(context.homeGame === true),
    flag(context.backToBack === true),
    flag(context.seasonPhase?.toLowerCase() === 'playoffs'),
  ];
}

/** The corrected rule for feature 15, not used in this version: the player list knows where the game is played. */
export function homeFlagCorrected(context: ContextValues, listedHome: boolean | null): Labelled {
  return flag(context.homeGame ?? listedHome ?? false);
}
