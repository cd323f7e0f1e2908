import { useState, type ReactNode } from 'react';
import type { DateProgress } from '../../../../shared/backfill.js';
import type { GameDate } from '../../../../shared/game-date.js';
import { ConfirmDialog } from '../../../components/ConfirmDialog.js';
import { counted, formatCount } from '../../../format/numbers.js';

/** The question before a date of a run returns to what stood there before. */
export function PutBackDate(props: {
  /** Null: nothing is asked. */
  readonly progress: DateProgress | null;
  readonly onClose: () => void;
  readonly onConfirm: (date: GameDate) => void;
}): ReactNode {
  const { progress } = props;
  // While the dialog fades it still says what it asked.
  const [asked, setAsked] = useState(progress);
  if (progress !== null && progress !== asked) setAsked(progress);
  if (asked === null) return null;
  return (
    <ConfirmDialog
      open={progress !== null}
      title={`Put back ${asked.date}?`}
      confirm="Put back"
      keep="Leave it"
      onClose={props.onClose}
      onConfirm={() => {
        props.onConfirm(asked.date);
      }}
    >
      <p>
        The {counted(asked.rowsBefore ?? 0, 'row')} that stood there before this run{' '}
        {asked.rowsBefore === 1 ? 'replaces' : 'replace'} the {formatCount(asked.rowsWritten ?? 0)} written.
      </p>
    </ConfirmDialog>
  );
}
