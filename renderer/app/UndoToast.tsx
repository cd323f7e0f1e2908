import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../components/Icon.js';
import { hideTold, undoLast, useUndo } from '../store/undo.js';
import { formatKeys } from '../format/keys.js';

/** How long the words stay when nobody points at them; the key goes on working after that. */
const SHOWN_MS = 10_000;

/** What was just done, with the button that takes it back. */
export function UndoToast(props: { readonly mac: boolean }): ReactNode {
  const { told, done } = useUndo();
  const [held, setHeld] = useState(false);
  const id = told?.id ?? null;
  useEffect(() => {
    if (id === null || held) return undefined;
    const timer = setTimeout(() => {
      hideTold(id);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [id, held]);
  const offer = told?.undoes ?? null;
  return (
    <div className="toast-place" role="status">
      {told === null ? null : (
        <div
          className="toast"
          onPointerEnter={() => {
            setHeld(true);
          }}
          onPointerLeave={() => {
            setHeld(false);
          }}
        >
          <span className="toast-words">{told.words}.</span>
          {offer !== null && offer === done.at(-1) ? (
            <Button className="button" onPress={() => void undoLast()}>
              Undo <kbd>{formatKeys(['mod', 'Z'], props.mac)}</kbd>
            </Button>
          ) : null}
          <Button
            className="button quiet icon-button"
            aria-label="Put this message away"
            onPress={() => {
              setHeld(false);
              hideTold(told.id);
            }}
          >
            <Icon name="cross" size={12} />
          </Button>
        </div>
      )}
    </div>
  );
}
