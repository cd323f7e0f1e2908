import type { ReactNode } from 'react';
import {
  Button,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { LINE_SIDES, type LineSide } from '../../../shared/lines.js';
import { Icon } from '../../components/Icon.js';
import { SIDE_HINTS, SIDE_WORDS, type Sides } from './line-diff-view.js';

/** Which two sources are compared, and how far apart two lines may be and still be the same. */
export function SideControls(props: {
  readonly sides: Sides;
  readonly tolerance: number;
  readonly onSides: (sides: Sides) => void;
  readonly onTolerance: (tolerance: number) => void;
}): ReactNode {
  const { sides, onSides } = props;
  // Choosing what stands on the other side swaps the two: a source is never compared with itself.
  const choose = (at: keyof Sides, side: LineSide): void => {
    const other = at === 'left' ? 'right' : 'left';
    if (side === sides[other]) onSides({ left: sides.right, right: sides.left });
    else onSides({ ...sides, [at]: side });
  };
  return (
    <div className="side-controls">
      <SideSelect label="Compare" value={sides.left} onChange={(side) => choose('left', side)} />
      <Button
        className="button icon-button"
        aria-label="Swap the two sides"
        onPress={() => {
          onSides({ left: sides.right, right: sides.left });
        }}
      >
        <Icon name="swap" />
      </Button>
      <SideSelect label="with" value={sides.right} onChange={(side) => choose('right', side)} />
      <NumberField
        className="inline-field"
        value={props.tolerance}
        minValue={0}
        maxValue={10}
        step={0.01}
        formatOptions={{ minimumFractionDigits: 2, maximumFractionDigits: 2 }}
        onChange={(value) => {
          if (Number.isFinite(value)) props.onTolerance(Number(value.toFixed(2)));
        }}
      >
        <Label className="field-label">Tolerance, points</Label>
        <Group className="stepper">
          <Button slot="decrement" className="button icon-button">
            −
          </Button>
          <Input className="input number" />
          <Button slot="increment" className="button icon-button">
            +
          </Button>
        </Group>
      </NumberField>
      <span className="hint">
        Differences are {SIDE_WORDS[sides.right]} minus {SIDE_WORDS[sides.left]}.
      </span>
    </div>
  );
}

function SideSelect(props: {
  readonly label: string;
  readonly value: LineSide;
  readonly onChange: (side: LineSide) => void;
}): ReactNode {
  return (
    <Select
      className="select inline-field"
      selectedKey={props.value}
      onSelectionChange={(key) => {
        const side = LINE_SIDES.find((one) => one === key);
        if (side !== undefined) props.onChange(side);
      }}
    >
      <Label className="field-label">{props.label}</Label>
      <Button className="button side-button">
        <SelectValue>{() => SIDE_WORDS[props.value]}</SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox">
          {LINE_SIDES.map((side) => (
            <ListBoxItem key={side} id={side} textValue={SIDE_WORDS[side]} className="listbox-item">
              {SIDE_WORDS[side]} <span className="muted">{SIDE_HINTS[side]}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
