import { useState, type FocusEvent, type ReactNode } from 'react';
import { Button, type ButtonProps } from 'react-aria-components';

/** The focus is not given up: the window itself lost it, or a question that this button asked has it for a while. */
function staysIn({ target, relatedTarget }: FocusEvent): boolean {
  return (
    target === document.activeElement ||
    (relatedTarget instanceof Element && relatedTarget.closest('[role="dialog"], [role="alertdialog"]') !== null)
  );
}

/**
 * A button that what it does puts off for a while, or for good. Off while it has the focus it keeps it, as the platform's
 * own `disabled` does not: whoever works by keyboard goes on from there instead of from the top of the page.
 */
export function ActionButton(props: ButtonProps): ReactNode {
  const { isDisabled: off = false, onPress, onFocus, onBlur, ...rest } = props;
  const [held, setHeld] = useState(false);
  const reachable = off && held;
  return (
    <Button
      {...rest}
      isDisabled={off && !held}
      {...(reachable ? { 'aria-disabled': true } : {})}
      onPress={(event) => {
        if (!off) onPress?.(event);
      }}
      onFocus={(event) => {
        setHeld(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setHeld(staysIn(event));
        onBlur?.(event);
      }}
    />
  );
}
