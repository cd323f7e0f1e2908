import type { ReactNode } from 'react';
import type { Share } from '../../shared/coverage.js';
import { describeShare, formatPoints, formatShare, shareChange } from '../format/numbers.js';

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

/** The figures themselves, for details and totals: `98.4 % (369 / 375)`. */
export function ShareFull(props: { readonly share: Share | null }): ReactNode {
  const { share } = props;
  if (share === null) return <span className="muted">–</span>;
  return (
    <span className="num">
      {formatShare(share)}{' '}
      <span className="muted">
        {share.numerator.toLocaleString('en-US')} / {share.denominator.toLocaleString('en-US')}
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
