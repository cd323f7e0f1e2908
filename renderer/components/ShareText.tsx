import type { ReactNode } from 'react';
import { ratioOf, type Share } from '../../shared/coverage.js';
import { describeShare, formatCount, formatPoints, formatShare, shareChange } from '../format/numbers.js';

/** A percentage that says what it counted: on hover, and to a screen reader. */
export function ShareText(props: {
  readonly share: Share | null;
  readonly counts: string;
  readonly muted?: boolean;
}): ReactNode {
  const { share, counts } = props;
  if (share === null) return <span className="muted">–</span>;
  const said = describeShare(share, counts);
  return (
    <span className={props.muted ? 'num muted' : 'num'} title={said}>
      {formatShare(share)}
      <span className="sr-only">, {said}</span>
    </span>
  );
}

function percent(share: Share | null): string {
  const ratio = share && ratioOf(share);
  return ratio === null ? '–' : (ratio * 100).toFixed(1);
}

/** Two moments of one share in one cell, `47.0 → 98.4 %`; `words` name the moments. */
export function ShareStep(props: {
  readonly before: Share | null;
  readonly after: Share | null;
  readonly counts: string;
  readonly words: readonly [string, string];
}): ReactNode {
  const { before, after, counts, words } = props;
  const say = (share: Share | null): string =>
    share ? `${formatShare(share)}, ${describeShare(share, counts)}` : 'not known';
  const said = `${words[0]}: ${say(before)}\n${words[1]}: ${say(after)}`;
  return (
    <span className="num" title={said}>
      <span aria-hidden="true">
        <span className="muted">{percent(before)} →</span> {after === null ? '–' : formatShare(after)}
      </span>
      <span className="sr-only">{said}</span>
    </span>
  );
}

/** The figures themselves, for details and totals: `98.4 % 369 / 375`. */
export function ShareFull(props: { readonly share: Share | null }): ReactNode {
  const { share } = props;
  if (share === null) return <span className="muted">–</span>;
  return (
    <span className="num">
      {formatShare(share)}{' '}
      <span className="muted">
        {formatCount(share.numerator)} / {formatCount(share.denominator)}
      </span>
    </span>
  );
}

export function Change(props: { readonly before: Share | null; readonly after: Share | null }): ReactNode {
  const points = shareChange(props.before, props.after);
  const tone = points === null || Math.abs(points) < 0.05 ? 'idle' : points > 0 ? 'ok' : 'bad';
  return (
    <span className="num tone" data-tone={tone}>
      {formatPoints(points)}
    </span>
  );
}
