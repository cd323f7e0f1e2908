import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from '../../components/Icon.js';
import { agreeToAll, useAgreedToAll } from '../../store/billed-reads.js';

/** Where the yes to all reads of a session is given, and taken back. It is no setting: it ends with the window. */
export function AskBeforeReads(): ReactNode {
  const all = useAgreedToAll();
  return (
    <div className="settings-wide">
      <Checkbox
        className="check"
        isSelected={!all}
        onChange={(asks) => {
          agreeToAll(!asks);
        }}
      >
        <span className="box">
          <Icon name="check" size={10} />
        </span>
        <span>Ask before a screen reads what is billed</span>
      </Checkbox>
      <p className="hint">
        {all
          ? 'Screens read without asking until Backline is closed. The cap of a query still holds.'
          : 'Each says what it would be billed. Takes effect at once; the next start asks again.'}
      </p>
    </div>
  );
}
