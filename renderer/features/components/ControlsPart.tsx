import { useState, type ReactNode } from 'react';
import {
  Button,
  Checkbox,
  FieldError,
  Input,
  Label,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
  TextField,
  ToggleButton,
} from 'react-aria-components';
import { ActionButton } from '../../components/ActionButton.js';
import { Choice } from '../../components/Choice.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { DayField } from '../../components/DayField.js';
import { Icon } from '../../components/Icon.js';
import { offerUndo } from '../../store/undo.js';
import { RangeBar } from '../../components/range/RangeBar.js';
import { RangePicker } from '../../components/range/RangePicker.js';
import { CALENDAR, RANGE, STATUS, TODAY } from './sample.js';
import { Sample, Samples } from './Sample.js';

const KINDS = [
  ['Plain', 'button'],
  ['Primary', 'button primary'],
  ['Danger', 'button danger'],
  ['Quiet danger', 'button danger-quiet'],
  ['Quiet', 'button quiet'],
] as const;

export function ButtonsPart(): ReactNode {
  const [pressed, setPressed] = useState(true);
  const [acted, setActed] = useState(false);
  return (
    <Samples>
      {KINDS.map(([words, name]) => (
        <Sample key={words} state={words}>
          <Button className={name}>Rebuild</Button>
          <Button className={name} isDisabled>
            Disabled
          </Button>
          <Button className={name} isPending>
            Working…
          </Button>
        </Sample>
      ))}
      <Sample state="Off, and keeps the focus">
        <ActionButton className="button" isDisabled={acted} onPress={() => setActed(true)}>
          {acted ? 'Done' : 'Press it'}
        </ActionButton>
        <Button className="button quiet" onPress={() => setActed(false)}>
          Again
        </Button>
      </Sample>
      <Sample state="Icon alone">
        <Button className="button icon-button" aria-label="Next">
          <Icon name="right" />
        </Button>
        <Button className="button icon-button" aria-label="Next, not possible" isDisabled>
          <Icon name="right" />
        </Button>
        <Button className="button quiet icon-button" aria-label="Previous">
          <Icon name="left" />
        </Button>
      </Sample>
      <Sample state="Switch, on and off">
        <ToggleButton className="button" isSelected={pressed} onChange={setPressed}>
          Follow
        </ToggleButton>
        <ToggleButton className="button" isSelected={!pressed} onChange={(on) => setPressed(!on)}>
          Only warnings
        </ToggleButton>
      </Sample>
      <Sample state="Key">
        <kbd>Ctrl+K</kbd> <kbd>?</kbd>
      </Sample>
    </Samples>
  );
}

const LINES = [
  { value: 'raw', label: 'Raw tables', hint: 'What the feeds sent, as they sent it.' },
  { value: 'context', label: 'Context', hint: 'What the context table keeps of it.' },
] as const;

export function FieldsPart(): ReactNode {
  const [lines, setLines] = useState<(typeof LINES)[number]['value']>('raw');
  const [day, setDay] = useState(TODAY);
  const [checked, setChecked] = useState(true);
  return (
    <Samples>
      <Sample state="Text">
        <TextField className="setting">
          <Label className="field-label">Project</Label>
          <Input className="input" placeholder="my-project" />
          <Text slot="description" className="hint">
            The project that is billed.
          </Text>
        </TextField>
      </Sample>
      <Sample state="Not valid">
        <TextField className="setting" isInvalid defaultValue="my project">
          <Label className="field-label">Project</Label>
          <Input className="input" />
          <FieldError className="setting-error">A project has no blanks in its name.</FieldError>
        </TextField>
      </Sample>
      <Sample state="Disabled">
        <TextField className="setting" isDisabled defaultValue="my-project">
          <Label className="field-label">Project</Label>
          <Input className="input" />
        </TextField>
      </Sample>
      <Sample state="Choice">
        <Choice label="Lines" items={LINES} value={lines} onChange={setLines} />
      </Sample>
      <Sample state="Choice without words">
        <Choice label="Lines, compact" items={LINES} value={lines} onChange={setLines} compact />
      </Sample>
      <Sample state="Check, on and off">
        <div className="checks">
          <Checkbox className="check" isSelected={checked} onChange={setChecked}>
            <span className="box">
              <Icon name="check" size={10} />
            </span>
            <span>Keep a snapshot first</span>
          </Checkbox>
          <Checkbox className="check" isSelected={!checked} onChange={(on) => setChecked(!on)}>
            <span className="box">
              <Icon name="check" size={10} />
            </span>
            <span>Allow fewer rows</span>
          </Checkbox>
        </div>
      </Sample>
      <Sample state="Day">
        <DayField label="As of" value={day} max={TODAY} onChange={setDay} />
      </Sample>
      <Sample state="Range" wide>
        <RangePicker
          from={RANGE.from}
          to={RANGE.to}
          today={TODAY}
          calendar={CALENDAR}
          error={null}
          onChange={() => undefined}
        />
      </Sample>
      <Sample state="Range with its presets" wide>
        <RangeBar range={{ ...RANGE, wrong: null }} warehouse={STATUS} onChange={() => undefined} />
      </Sample>
      <Sample state="Range, empty" wide>
        <RangePicker from={null} to={null} today={TODAY} calendar={CALENDAR} error={null} onChange={() => undefined} />
      </Sample>
      <Sample state="Range, not valid" wide>
        <RangePicker
          from={RANGE.to}
          to={RANGE.from}
          today={TODAY}
          calendar={CALENDAR}
          error="The first date lies after the last."
          onChange={() => undefined}
        />
      </Sample>
    </Samples>
  );
}

export function OverlaysPart(): ReactNode {
  const [asked, setAsked] = useState<'plain' | 'danger' | null>(null);
  const close = (): void => {
    setAsked(null);
  };
  return (
    <Samples>
      <Sample state="Question">
        <Button className="button" onPress={() => setAsked('plain')}>
          Ask
        </Button>
        <Button className="button danger-quiet" onPress={() => setAsked('danger')}>
          Ask before harm
        </Button>
        <ConfirmDialog
          open={asked !== null}
          title={asked === 'danger' ? 'Put back 14 dates?' : 'Stop after the running dates?'}
          confirm={asked === 'danger' ? 'Put back' : 'Stop'}
          keep="Keep"
          danger={asked === 'danger'}
          onConfirm={close}
          onClose={close}
        >
          <p>Nothing happens: this is a sample.</p>
        </ConfirmDialog>
      </Sample>
      <Sample state="Menu">
        <MenuTrigger>
          <Button className="button">
            Open the menu <Icon name="down" size={10} />
          </Button>
          <Popover className="popover">
            <Menu className="listbox" aria-label="Sample menu">
              <MenuItem className="listbox-item">Copy</MenuItem>
              <MenuItem className="listbox-item">Save as CSV…</MenuItem>
              <MenuItem className="listbox-item" isDisabled>
                Not possible here
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      </Sample>
      <Sample state="Short message with undo">
        <Button
          className="button"
          onPress={() => {
            offerUndo('Sample changed', () => undefined);
          }}
        >
          Do something small
        </Button>
      </Sample>
      <Sample state="Tabs" wide>
        <Tabs>
          <TabList className="tab-list" aria-label="Sample tabs">
            <Tab id="progress" className="tab">
              Progress
            </Tab>
            <Tab id="result" className="tab">
              Result
            </Tab>
            <Tab id="log" className="tab" isDisabled>
              Disabled
            </Tab>
          </TabList>
          <TabPanel id="progress" className="sample-panel">
            The first view.
          </TabPanel>
          <TabPanel id="result" className="sample-panel">
            The second view.
          </TabPanel>
        </Tabs>
      </Sample>
    </Samples>
  );
}
