import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface ChoiceItem<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** A few exclusive options in one row; the sentence under it, where there is one, explains the one that is chosen. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly items: readonly ChoiceItem<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly compact?: boolean;
  /** Stands beside the label: what there is to tell of the field. */
  readonly mark?: ReactNode;
}): ReactNode {
  const chosen = props.items.find((item) => item.value === props.value);
  return (
    <RadioGroup
      className="field"
      value={props.value}
      orientation="horizontal"
      {...(props.compact ? { 'aria-label': props.label } : {})}
      onChange={(value) => {
        const item = props.items.find((one) => one.value === value);
        if (item) props.onChange(item.value);
      }}
    >
      {props.compact ? null : (
        <Label className="field-label">
          {props.label} {props.mark}
        </Label>
      )}
      <div className="segments">
        {props.items.map((item) => (
          <Radio key={item.value} value={item.value} className="segment">
            {item.label}
          </Radio>
        ))}
      </div>
      {props.compact || chosen?.hint === undefined ? null : <p className="hint">{chosen.hint}</p>}
    </RadioGroup>
  );
}
