import { useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import type { MenuGroup } from './menu-entry.js';

/** Where a menu opens, in pixels of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** Under the pointer, or under what has the focus where a key asked for it. */
export function placeOf(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly target: EventTarget;
}): MenuPlace {
  const box = event.target instanceof Element ? event.target.getBoundingClientRect() : null;
  const within =
    box !== null &&
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom;
  return within || box === null
    ? { x: event.clientX, y: event.clientY }
    : { x: box.left + Math.min(24, box.width / 2), y: box.bottom };
}

/** A menu at a place of the window; it closes by choosing, by Escape and by a click elsewhere. */
export function TableMenu(props: {
  readonly label: string;
  readonly at: MenuPlace;
  readonly groups: readonly MenuGroup[];
  readonly onClose: () => void;
}): ReactNode {
  const anchor = useRef<HTMLSpanElement>(null);
  const groups = props.groups.filter(({ entries }) => entries.length > 0);
  return (
    <>
      {createPortal(
        <span ref={anchor} className="menu-anchor" style={{ left: props.at.x, top: props.at.y }} />,
        document.body,
      )}
      <Popover
        className="popover"
        aria-label={props.label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen
        onOpenChange={(open) => {
          if (!open) props.onClose();
        }}
      >
        <Menu className="listbox table-menu" aria-label={props.label} autoFocus="first" onClose={props.onClose}>
          {groups.flatMap((group, at) => [
            ...(at === 0 ? [] : [<Separator key={`before ${group.label}`} className="menu-line" />]),
            <MenuSection key={group.label} aria-label={group.label}>
              {group.entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  className="listbox-item table-menu-item"
                  textValue={entry.label}
                  isDisabled={entry.disabled === true}
                  onAction={entry.act}
                >
                  <span className="clip">{entry.label}</span>
                  {entry.keys === undefined ? null : <kbd>{entry.keys}</kbd>}
                </MenuItem>
              ))}
            </MenuSection>,
          ])}
        </Menu>
      </Popover>
    </>
  );
}
