import type { ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { CAUSE_TEXTS, isFault } from '../../../shared/causes.js';
import type { TableQuery } from '../../../shared/tables/table.js';
import { filterWith, withFilter } from '../../components/table-query.js';
import { counted, formatCount } from '../../format/numbers.js';
import type { CauseCount } from './gap-view.js';

/** Gaps by cause. A cause filters the table; causes that are no fault are left out unless asked for, and that is said. */
export function CauseChips(props: {
  readonly counts: readonly CauseCount[];
  readonly normal: boolean;
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
  readonly onNormal: (normal: boolean) => void;
}): ReactNode {
  const { counts, normal, query } = props;
  const chosen = filterWith(query, 'cause', 'is')?.values ?? [];
  const most = Math.max(1, ...counts.map((count) => count.gaps));
  const shown = normal ? counts : counts.filter((count) => isFault(count.cause));
  const left = counts.filter((count) => !isFault(count.cause));
  const hidden = left.reduce((sum, count) => sum + count.gaps, 0);
  return (
    <section className="causes" aria-label="Causes">
      {shown.map(({ cause, gaps, closable }) => (
        <ToggleButton
          key={cause}
          className="cause-chip"
          data-fault={isFault(cause) || undefined}
          isSelected={chosen.includes(cause)}
          onChange={(selected) => {
            const next = selected ? [...chosen, cause] : chosen.filter((one) => one !== cause);
            props.onQuery(withFilter(query, 'cause', 'is', next.length === 0 ? null : next));
          }}
        >
          <span className="cause-bar" style={{ width: `${(gaps / most) * 100}%` }} aria-hidden="true" />
          <span
            className="cause-text"
            title={`${CAUSE_TEXTS[cause].meaning} ${counted(closable, 'gap')} of ${formatCount(gaps)} closed by a rebuild.`}
          >
            {CAUSE_TEXTS[cause].label} <span className="num muted">{formatCount(gaps)}</span>
          </span>
        </ToggleButton>
      ))}
      {hidden === 0 ? null : (
        <p className="causes-normal muted">
          {normal
            ? `${counted(hidden, 'player and date', 'players and dates')} of these ${hidden === 1 ? 'is' : 'are'} no fault.`
            : `No fault, left out: ${left.map((count) => `${CAUSE_TEXTS[count.cause].label.toLowerCase()} ${formatCount(count.gaps)}`).join(', ')}.`}{' '}
          <Button
            className="button quiet"
            onPress={() => {
              props.onNormal(!normal);
            }}
          >
            {normal ? 'Leave them out' : 'Show them too'}
          </Button>
        </p>
      )}
    </section>
  );
}
