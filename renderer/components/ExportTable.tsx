import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { counted } from '../format/numbers.js';
import { ActionButton } from './ActionButton.js';
import { Icon } from './Icon.js';

/** The button that writes a table to a file. Where its columns were arranged it asks whether the file is to follow. */
export function ExportTable(props: {
  /** In their order; null where nothing was arranged. */
  readonly shown: readonly string[] | null;
  readonly isDisabled: boolean;
  /** Null: every column that the table has. */
  readonly onExport: (columns: readonly string[] | null) => void;
}): ReactNode {
  const { shown, isDisabled, onExport } = props;
  if (shown === null) {
    return (
      <ActionButton
        className="button"
        isDisabled={isDisabled}
        onPress={() => {
          onExport(null);
        }}
      >
        Export…
      </ActionButton>
    );
  }
  return (
    <MenuTrigger>
      <ActionButton className="button" isDisabled={isDisabled}>
        Export <Icon name="down" size={10} />
      </ActionButton>
      <Popover
        className="popover"
        placement="bottom end"
        boundaryElement={document.getElementById('screen') ?? document.body}
      >
        <Menu
          className="listbox export-menu"
          aria-label="Columns of the file"
          onAction={(which) => {
            if (!isDisabled) onExport(which === 'shown' ? shown : null);
          }}
        >
          <MenuItem id="shown" className="listbox-item">
            {`The ${counted(shown.length, 'column')} shown, in their order…`}
          </MenuItem>
          <MenuItem id="all" className="listbox-item">
            All columns…
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
