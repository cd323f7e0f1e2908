import { createContext, useContext, type ReactNode } from 'react';
import { Button, Checkbox, FieldError, Input, Label, NumberField, Text, TextField } from 'react-aria-components';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { Settings } from '../../../shared/settings.js';
import { Icon } from '../../components/Icon.js';
import { asSentence } from '../../format/names.js';
import { fieldMessage } from './settings-view.js';

export interface Editing {
  readonly draft: Settings;
  readonly edit: (draft: Settings) => void;
  /** Paths of the fields that are changed and not saved. */
  readonly changed: readonly string[];
  /** The last refusal; its subject names the field. */
  readonly refused: ErrorInfo | null;
}

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('useEditing outside of the settings');
  return editing;
}

/** What a field has to tell: that it is changed, and why it was refused. */
export function useField(path: string): { readonly changed: boolean; readonly problem: string | null } {
  const { changed, refused } = useEditing();
  const changedHere = changed.some((one) => one === path || one.startsWith(`${path}.`));
  return { changed: changedHere, problem: refused?.subject === path ? asSentence(fieldMessage(refused)) : null };
}

export function Changed(props: { readonly path: string }): ReactNode {
  const { changed } = useField(props.path);
  return changed ? <span className="changed">changed</span> : null;
}

/** One line of text; empty stands for null where the setting has one. */
export function TextSetting(props: {
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly placeholder?: string;
  readonly wide?: boolean;
  readonly onChange: (value: string) => void;
  /** Fills the field by a dialog. */
  readonly choose?: (() => void) | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  const { problem } = useField(props.path);
  return (
    <TextField
      className={props.wide ? 'setting setting-wide' : 'setting'}
      value={props.value}
      isInvalid={problem !== null}
      onChange={props.onChange}
    >
      <Label className="field-label">
        {props.label} <Changed path={props.path} />
      </Label>
      <div className="setting-line">
        <Input
          className="input"
          data-field={props.path}
          spellCheck="false"
          autoComplete="off"
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        />
        {props.choose ? (
          <Button className="button" onPress={props.choose}>
            Choose…
          </Button>
        ) : null}
        {props.children}
      </div>
      {problem === null ? null : <FieldError className="setting-error">{problem}</FieldError>}
      {props.hint === undefined ? null : (
        <Text slot="description" className="hint">
          {props.hint}
        </Text>
      )}
    </TextField>
  );
}

/** A figure; null shows as empty. */
export function NumberSetting(props: {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: number | null;
  readonly min: number;
  readonly max?: number;
  /** What a value is rounded to; left out, any figure stands as it is typed. */
  readonly step?: number;
  readonly digits?: number;
  readonly placeholder?: string;
  readonly onChange: (value: number | null) => void;
}): ReactNode {
  const { problem } = useField(props.path);
  return (
    <NumberField
      className="setting"
      value={props.value ?? Number.NaN}
      minValue={props.min}
      {...(props.max === undefined ? {} : { maxValue: props.max })}
      {...(props.step === undefined ? {} : { step: props.step })}
      isInvalid={problem !== null}
      formatOptions={{ maximumFractionDigits: props.digits ?? 0 }}
      onChange={(value) => {
        props.onChange(Number.isFinite(value) ? value : null);
      }}
    >
      <Label className="field-label">
        {props.label} <Changed path={props.path} />
      </Label>
      <div className="setting-line">
        <Input
          className="input number"
          data-field={props.path}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        />
      </div>
      {problem === null ? null : <FieldError className="setting-error">{problem}</FieldError>}
      {props.hint === undefined ? null : (
        <Text slot="description" className="hint">
          {props.hint}
        </Text>
      )}
    </NumberField>
  );
}

export function CheckSetting(props: {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}): ReactNode {
  return (
    <Checkbox className="check" isSelected={props.value} onChange={props.onChange}>
      <span className="box">
        <Icon name="check" size={10} />
      </span>
      <span>
        {props.label} <Changed path={props.path} />
        <span className="hint setting-hint">{props.hint}</span>
      </span>
    </Checkbox>
  );
}
