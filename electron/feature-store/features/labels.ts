/** Where a value came from; kept while a row is built, for the score (domain: features section 2). */
export type SourceLabel =
  | 'phase4'
  | 'phase3'
  | 'default'
  | 'missing'
  | 'calculated'
  | 'vegas'
  | 'opponent_history'
  | 'minutes_ppm'
  | 'fallback';

export interface Labelled {
  /** Null is no value; NaN is passed on as it is (parity/quirks 7). */
  readonly value: number | null;
  readonly label: SourceLabel;
}

export function calculated(value: number): Labelled {
  return { value, label: 'calculated' };
}
