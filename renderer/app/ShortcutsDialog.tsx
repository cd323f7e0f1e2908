import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { formatKeys } from '../format/keys.js';
import { shortcutsOf } from './shortcuts.js';

/** So that the keys which scroll work at once, and what is read first is the list. */
function focusList(list: HTMLElement | null): void {
  list?.focus({ preventScroll: true });
}

/** All keys of the console, opened by the question mark. */
export function ShortcutsDialog(props: {
  readonly open: boolean;
  readonly mac: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={props.open}
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className="modal wide">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            Keys
          </Heading>
          <div className="dialog-body shortcuts" tabIndex={0} role="group" aria-label="All keys" ref={focusList}>
            <div className="shortcuts-columns">
              {shortcutsOf(props.mac).map((group) => (
                <section key={group.title} aria-label={group.title}>
                  <h3>{group.title}</h3>
                  <dl>
                    {group.shortcuts.map((shortcut) => (
                      <div key={shortcut.words}>
                        <dt>
                          <kbd>{formatKeys(shortcut.keys, props.mac)}</kbd>
                        </dt>
                        <dd>{shortcut.words}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ))}
            </div>
          </div>
          <div className="dialog-actions">
            <Button className="button" onPress={props.onClose}>
              Close
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
