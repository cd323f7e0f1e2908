import type { ReactNode } from 'react';
import { CAUSE_TEXTS, isFault, type Cause } from '../../shared/causes.js';
import type { DateRange } from '../../shared/game-date.js';
import { EVERYTHING } from '../../shared/tables/table.js';
import { formatRoute } from '../address/address.js';
import { gapsRoute } from '../address/routes.js';

/** A cause by its name, with its meaning on hover; it leads to the gaps of the range that have it. */
export function CauseLink(props: { readonly cause: Cause; readonly range: DateRange }): ReactNode {
  const { cause, range } = props;
  const route = gapsRoute({
    from: range.from,
    to: range.to,
    normal: !isFault(cause),
    query: { ...EVERYTHING, filters: [{ column: 'cause', op: 'is', values: [cause] }] },
  });
  return (
    <a href={formatRoute(route)} title={CAUSE_TEXTS[cause].meaning}>
      {CAUSE_TEXTS[cause].label}
    </a>
  );
}
