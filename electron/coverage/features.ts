import { BacklineError } from '../../shared/errors.js';
import { FEATURE_COUNT, FEATURE_NAMES } from '../../shared/feature-catalogue.js';

export const LINE_FEATURE = 'vegas_points_line';

/** Arrays shorter than this are left out of every share, whatever the feature (domain: vegas section 8). */
const SHORTEST_ARRAY = 33;

/** Lines, for which 0 and below is "no line" (domain: vegas trap 5). */
const LINES: readonly string[] = [LINE_FEATURE, 'vegas_opening_line'];

export interface CoverageFeature {
  readonly name: string;
  readonly index: number;
  /** Elements an array needs to be counted. */
  readonly minLength: number;
  readonly positiveOnly: boolean;
}

/** @throws BacklineError `bad_input` naming a feature that `v2_37features` does not have. */
export function coverageFeature(name: string): CoverageFeature {
  const index = FEATURE_NAMES.indexOf(name);
  if (index < 0) {
    throw new BacklineError('bad_input', `--feature: "${name}" is not one of the ${FEATURE_COUNT} features`, {
      subject: '--feature',
      remedy: `Known features: ${FEATURE_NAMES.join(', ')}.`,
    });
  }
  return { name, index, minLength: Math.max(SHORTEST_ARRAY, index + 1), positiveOnly: LINES.includes(name) };
}
