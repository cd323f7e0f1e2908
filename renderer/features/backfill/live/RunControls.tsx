import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { RunDetail } from '../../../../shared/backfill.js';
import { ConfirmDialog } from '../../../components/ConfirmDialog.js';
import { Icon } from '../../../components/Icon.js';
import type { IconName } from '../../../components/icon-name.js';
import { counted } from '../../../format/numbers.js';
import type { RunCommand } from '../../../store/console-store.js';
import { useConsole } from '../../../store/context.js';
import { commandsFor } from './run-view.js';

const COMMANDS: readonly {
  readonly command: RunCommand;
  readonly label: string;
  readonly icon: IconName;
  readonly hint: string;
}[] = [
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

/** By then a dialog that was answered has faded and tried to give the focus back. */
const DIALOG_GONE_MS = 400;

/** The run's commands. All stand in their place always; those that do not fit the state are off. */
export function RunControls(props: { readonly run: RunDetail }): ReactNode {
  const { run } = props;
  const command = useConsole((state) => state.command);
  const sent = useConsole((state) => state.sent[run.id]);
  const [asking, setAsking] = useState(false);
  const fits = commandsFor(run.state, run.counts);
  const group = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  // A button that was pressed goes off with the state it changed, and a button that is off loses the focus to nothing.
  useEffect(() => {
    if (!pressed.current) return;
    const keep = (): void => {
      const { activeElement, body } = document;
      if (activeElement === body || activeElement === null) group.current?.focus({ preventScroll: true });
      // The question has the focus until it is gone.
      else if (!group.current?.contains(activeElement) && activeElement.closest('[role="alertdialog"]') === null)
        pressed.current = false;
    };
    keep();
    const timer = setTimeout(keep, DIALOG_GONE_MS);
    return () => {
      clearTimeout(timer);
    };
  });
  return (
    <div className="controls" role="group" aria-label="Run controls" ref={group} tabIndex={-1}>
      {COMMANDS.map((one) => (
        <Button
          key={one.command}
          className={one.command === 'cancel' ? 'button danger-quiet' : 'button'}
          isDisabled={!fits[one.command] || sent !== undefined}
          onPress={() => {
            pressed.current = true;
            if (one.command === 'cancel') setAsking(true);
            else void command(run.id, one.command);
          }}
        >
          <Icon name={one.icon} />
          <span title={one.hint}>{one.label}</span>
        </Button>
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
