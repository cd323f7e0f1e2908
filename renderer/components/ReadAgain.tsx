import type { ReactNode } from 'react';
import type { BilledRead } from '../store/billed-reads.js';
import { ActionButton } from './ActionButton.js';
import { useAskFirst } from './read-cost.js';

/** Reads again what a screen shows; where that is billed it asks first, with the bytes. */
export function ReadAgain(props: {
  readonly read: BilledRead;
  /** What would be read, within a sentence. */
  readonly what: string;
  /** It is being read, or cannot be. */
  readonly busy: boolean;
  readonly primary?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { read } = props;
  const { ask, dialog } = useAskFirst(read, props.what);
  return (
    <>
      <ActionButton
        className={props.primary ? 'button primary' : 'button'}
        isDisabled={props.busy || !read.agreed}
        onPress={() => {
          ask(props.onPress);
        }}
      >
        {props.children}
      </ActionButton>
      {dialog}
    </>
  );
}
