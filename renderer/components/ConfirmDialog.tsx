import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** Asks before something that cannot be taken back by the same button. Focus starts on the harmless answer. */
export function ConfirmDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly confirm: string;
  readonly keep: string;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
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
      <Modal className="modal">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title" className="dialog-title">
            {props.title}
          </Heading>
          <div className="dialog-body">{props.children}</div>
          <div className="dialog-actions">
            <Button className="button" autoFocus onPress={props.onClose}>
              {props.keep}
            </Button>
            <Button
              className={props.danger ? 'button danger' : 'button primary'}
              onPress={() => {
                props.onClose();
                props.onConfirm();
              }}
            >
              {props.confirm}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
