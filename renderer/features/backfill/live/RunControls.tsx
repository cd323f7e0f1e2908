import { memo, useCallback, useState, type ReactNode } from 'react';
import type { RunDetail } from '../../../../shared/backfill.js';
import { ActionButton } from '../../../components/ActionButton.js';
import { ConfirmDialog } from '../../../components/ConfirmDialog.js';
import { Icon } from '../../../components/Icon.js';
import type { IconName } from '../../../components/icon-name.js';
import { counted } from '../../../format/numbers.js';
import type { RunCommand } from '../../../store/runs-slice.js';
import { useConsole } from '../../../store/context.js';
import { commandsFor } from './run-view.js';

interface CommandLook {
  readonly command: RunCommand;
  readonly label: string;
  readonly icon: IconName;
  readonly hint: string;
}

const COMMANDS: readonly CommandLook[] = [
  { command: 'pause', label: 'Pause', icon: 'pause', hint: 'Starts no new date until resumed.' },
  { command: 'resume', label: 'Resume', icon: 'play', hint: 'Goes on with the dates that are not done.' },
  {
    command: 'stop',
    label: 'Stop after running dates',
    icon: 'stop',
    hint: 'Lets the running dates finish and ends the run.',
  },
  {
    command: 'cancel',
    label: 'Cancel now',
    icon: 'cross',
    hint: 'Gives up the running dates; none is left half written.',
  },
  {
    command: 'retryFailed',
    label: 'Retry failed',
    icon: 'back',
    hint: 'Runs the failed, blocked and cancelled dates again.',
  },
];

/** Counts move with each date; a button is drawn again when it goes on or off. */
const CommandButton = memo(function CommandButton(props: {
  readonly one: CommandLook;
  readonly off: boolean;
  readonly press: (command: RunCommand) => void;
}): ReactNode {
  const { one, press } = props;
  return (
    <ActionButton
      className={one.command === 'cancel' ? 'button danger-quiet' : 'button'}
      isDisabled={props.off}
      onPress={() => {
        press(one.command);
      }}
    >
      <Icon name={one.icon} />
      <span title={one.hint}>{one.label}</span>
    </ActionButton>
  );
});

/** The run's commands. All stand in their place always; those that do not fit the state are off. */
export function RunControls(props: { readonly run: RunDetail }): ReactNode {
  const { run } = props;
  const command = useConsole((state) => state.command);
  const sent = useConsole((state) => state.sent[run.id]);
  const [asking, setAsking] = useState(false);
  const fits = commandsFor(run.state, run.counts);
  const press = useCallback(
    (pressed: RunCommand) => {
      if (pressed === 'cancel') setAsking(true);
      else void command(run.id, pressed);
    },
    [command, run.id],
  );
  return (
    <div className="controls" role="group" aria-label="Run controls">
      {COMMANDS.map((one) => (
        <CommandButton key={one.command} one={one} off={!fits[one.command] || sent !== undefined} press={press} />
      ))}
      <ConfirmDialog
        open={asking}
        title="Cancel the run now?"
        confirm="Cancel the run"
        keep="Keep running"
        danger
        onClose={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          void command(run.id, 'cancel');
        }}
      >
        <p>
          {run.counts.running > 0
            ? `${counted(run.counts.running, 'date')} under way ${run.counts.running === 1 ? 'is' : 'are'} given up and ${run.counts.running === 1 ? 'stays' : 'stay'} as before.`
            : 'No date is under way.'}{' '}
          Dates that are done stay done and can be put back. The run can be resumed later.
        </p>
      </ConfirmDialog>
    </div>
  );
}
