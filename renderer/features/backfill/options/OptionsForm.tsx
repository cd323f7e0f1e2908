import type { ReactNode } from 'react';
import { Button, Checkbox, CheckboxGroup, Group, Input, Label, NumberField } from 'react-aria-components';
import { GUARD_OVERRIDES, MAX_CONCURRENCY } from '../../../../shared/backfill.js';
import type { WarehouseStatus } from '../../../../shared/console.js';
import type { Draft } from '../../../address/routes.js';
import { Choice } from '../../../components/Choice.js';
import { Icon } from '../../../components/Icon.js';
import { MODES, ORDERS, OVERRIDES, SELECTIONS, SOURCES } from './option-texts.js';

const GB = 1_000_000_000;

export function OptionsForm(props: {
  readonly draft: Draft;
  readonly engine: WarehouseStatus['engine'];
  readonly onChange: (change: Partial<Draft>) => void;
}): ReactNode {
  const { draft, onChange } = props;
  const embedded = props.engine === 'duckdb';
  return (
    <div className="options">
      <Choice
        label="Mode"
        items={MODES}
        value={draft.mode}
        onChange={(mode) => {
          onChange({ mode });
        }}
      />
      <Choice
        label="Line source"
        items={SOURCES}
        value={draft.lines}
        onChange={(lines) => {
          onChange({ lines });
        }}
      />
      <Choice
        label="Which dates"
        items={SELECTIONS}
        value={draft.only}
        onChange={(only) => {
          onChange({ only });
        }}
      />
      <Choice
        label="Order"
        items={ORDERS}
        value={draft.order}
        onChange={(order) => {
          onChange({ order });
        }}
      />
      <NumberField
        className="field"
        value={draft.concurrency}
        minValue={1}
        maxValue={MAX_CONCURRENCY}
        step={1}
        onChange={(value) => {
          if (Number.isInteger(value)) onChange({ concurrency: value });
        }}
      >
        <Label className="field-label">Dates at the same time</Label>
        <Group className="stepper">
          <Button slot="decrement" className="button icon-button" aria-label="Fewer">
            −
          </Button>
          <Input className="input number" />
          <Button slot="increment" className="button icon-button" aria-label="More">
            +
          </Button>
        </Group>
        <p className="hint">
          1 to {MAX_CONCURRENCY}. More is faster until the warehouse is the limit; each date stays atomic.
        </p>
      </NumberField>
      <NumberField
        className="field"
        value={draft.maxBytes === null ? Number.NaN : draft.maxBytes / GB}
        minValue={0}
        step={1}
        isDisabled={embedded}
        onChange={(value) => {
          onChange({ maxBytes: Number.isFinite(value) && value > 0 ? value * GB : null });
        }}
      >
        <Label className="field-label">Byte cap, GB</Label>
        <Group className="stepper">
          <Input className="input number" placeholder={embedded ? 'not billed' : 'no cap'} />
        </Group>
        <p className="hint">
          {embedded
            ? 'An embedded warehouse bills nothing, so there is nothing to cap.'
            : 'The run is refused when its estimated reads exceed this. Empty is no cap.'}
        </p>
      </NumberField>
      <CheckboxGroup
        className="field options-wide"
        value={[...draft.allow]}
        onChange={(value) => {
          onChange({ allow: GUARD_OVERRIDES.filter((one) => value.includes(one)) });
        }}
      >
        <Label className="field-label">Let the guard pass</Label>
        <div className="checks">
          {GUARD_OVERRIDES.map((override) => (
            <Checkbox key={override} value={override} className="check">
              <span className="box">
                <Icon name="check" size={10} />
              </span>
              <span>
                {OVERRIDES[override].label}
                <span className="hint"> {OVERRIDES[override].hint}</span>
              </span>
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
    </div>
  );
}
