import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  GridList,
  GridListItem,
  Popover,
  ToggleButton,
  useDragAndDrop,
} from 'react-aria-components';
import { formatCount } from '../format/numbers.js';
import { ActionButton } from './ActionButton.js';
import { Icon } from './Icon.js';
import { isPinned, withMoved, withPinned, withShown, withStep } from './table-layout.js';
import type { LayoutControls } from './use-table-layout.js';

/** The button above a table that opens its columns: which are shown, in which order, which stay at the left. */
export function ColumnsMenu<T>(props: {
  readonly label: string;
  readonly layout: LayoutControls<T>;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}): ReactNode {
  const { layout, open, onOpen } = props;
  const button = useRef<HTMLButtonElement>(null);
  const away = layout.all.length - layout.shown.length;
  return (
    <>
      <Button
        ref={button}
        className="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => {
          onOpen(!open);
        }}
      >
        Columns{away > 0 ? <span className="num muted">{formatCount(away)} hidden</span> : null}
      </Button>
      <Popover
        className="popover columns-popover"
        triggerRef={button}
        placement="bottom end"
        isOpen={open}
        onOpenChange={onOpen}
      >
        <Dialog className="columns-dialog" aria-label={`Columns of ${props.label}`}>
          <ColumnList label={props.label} layout={layout} />
          <div className="columns-foot">
            <p className="hint">Drag, or Alt with ↑ ↓, moves a column; Space hides it; the pin keeps it at the left.</p>
            <ActionButton className="button" isDisabled={layout.reset === null} onPress={() => layout.reset?.()}>
              Reset
            </ActionButton>
          </div>
        </Dialog>
      </Popover>
    </>
  );
}

function ColumnList<T>(props: { readonly label: string; readonly layout: LayoutControls<T> }): ReactNode {
  const { all, shown, pinnedOfAll, layout, change } = props.layout;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    getAllowedDropOperations: () => ['move'],
    onReorder: ({ keys, target }) => {
      const [moved] = keys;
      if (moved === undefined || target.dropPosition === 'on') return;
      change(withMoved(all, layout, String(moved), target.dropPosition, String(target.key)));
    },
  });

  function toggle(id: string): void {
    const ids = new Set(shown.map((column) => column.id));
    if (!ids.delete(id)) ids.add(id);
    change(withShown(all, layout, ids));
  }

  /** Of the line that has the focus; keys in its buttons are theirs, but for moving it. */
  function onKeyDown(event: KeyboardEvent): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
    const id = line?.dataset['key'];
    const moves = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
    if (id === undefined || (!moves && (event.key !== ' ' || line !== event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    if (moves) change(withStep(all, layout, id, event.key === 'ArrowUp' ? -1 : 1));
    else toggle(id);
  }

  return (
    <div className="columns-list" onKeyDownCapture={onKeyDown}>
      <GridList
        aria-label={`Columns of ${props.label}`}
        items={all.map((column, at) => ({ column, at }))}
        dependencies={[layout, pinnedOfAll]}
        dragAndDropHooks={dragAndDropHooks}
      >
        {({ column, at }) => (
          <GridListItem
            id={column.id}
            textValue={column.header}
            className="columns-item"
            data-last-pinned={at === pinnedOfAll - 1 ? '' : undefined}
          >
            <Button slot="drag" className="columns-grip" aria-label={`Move ${column.header}`}>
              <Icon name="grip" />
            </Button>
            <Checkbox
              className="check"
              aria-label={`Show ${column.header}`}
              isSelected={shown.includes(column)}
              isDisabled={shown.length === 1 && shown.includes(column)}
              onChange={() => {
                toggle(column.id);
              }}
            >
              <span className="box">
                <Icon name="check" size={10} />
              </span>
            </Checkbox>
            <span className="clip" title={column.title ?? column.header}>
              {column.header}
            </span>
            <ToggleButton
              className="columns-pin"
              aria-label={`Keep ${column.header} at the left`}
              isSelected={isPinned(column, layout)}
              onChange={(pin) => {
                change(withPinned(all, layout, column.id, pin));
              }}
            >
              <Icon name="pin" />
            </ToggleButton>
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}
