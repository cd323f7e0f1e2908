import type { ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { CAUSE_TEXTS, isFault } from '../../../shared/causes.js';
import type { TableQuery } from '../../../shared/tables/table.js';
import { filterWith, withFilter } from '../../components/table-query.js';
import { counted, formatCount } from '../../format/numbers.js';
import type { CauseCount } from './gap-view.js';

/** Gaps by cause. A cause filters the table. */
export function CauseChips(props: {
  readonly counts: readonly CauseCount[];
  readonly normal: boolean;
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
}): ReactNode {
  const { counts, normal, query } = props;
  const chosen = filterWith(query, 'cause', 'is')?.values ?? [];
  const most = Math.max(1, ...counts.map((count) => count.gaps));
  const shown = normal ? counts : counts.filter((count) => isFault(count.cause));
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
    </section>
  );
}

/** What is left out because it is no fault, said with its counts, and the way to see it. */
export function NormalCauses(props: {
  readonly counts: readonly CauseCount[];
  readonly normal: boolean;
  readonly onNormal: (normal: boolean) => void;
}): ReactNode {
  const { normal } = props;
  const left = props.counts.filter((count) => !isFault(count.cause));
  const all = left.reduce((sum, count) => sum + count.gaps, 0);
  if (all === 0) return null;
  const words = left.map((count) => `${CAUSE_TEXTS[count.cause].label.toLowerCase()} ${formatCount(count.gaps)}`);
  return (
    <p className="causes-normal muted">
      {normal ? `No fault, shown with the others: ${words.join(', ')}.` : `No fault, left out: ${words.join(', ')}.`}
      <Button
        className="link"
        onPress={() => {
          props.onNormal(!normal);
        }}
      >
        {normal ? 'Leave them out' : 'Show them too'}
      </Button>
    </p>
  );
}
