import { memo, type ReactNode } from 'react';
import type { DateProgress } from '../../../../shared/backfill.js';
import type { Share } from '../../../../shared/coverage.js';
import { backfillRoute, coverageRoute, EMPTY_DRAFT } from '../../../address/routes.js';
import { formatRoute } from '../../../address/address.js';
import { ActionButton } from '../../../components/ActionButton.js';
import { Badge } from '../../../components/Badge.js';
import { Breakable } from '../../../components/Breakable.js';
import { Facts } from '../../../components/Facts.js';
import { ErrorNote, Note } from '../../../components/feedback.js';
import { MiniHead } from '../../../components/MiniHead.js';
import { Change, ShareFull } from '../../../components/ShareText.js';
import { formatDay, withoutDate } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { asSentence } from '../../../format/names.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { stageOf } from './run-view.js';
import { STEP_WORDS } from './step-words.js';
import { STAGE_LOOKS } from './stage-looks.js';

const PLAYERS_SHOWN = 50;

function countOrDash(value: number | null): string {
  return value === null ? '–' : formatCount(value);
}

function rowsChange({ rowsBefore, rowsWritten }: DateProgress): string {
  if (rowsBefore === null || rowsWritten === null) return '–';
  const change = rowsWritten - rowsBefore;
  return change > 0 ? `+${formatCount(change)}` : formatCount(change);
}

function ShareRow(props: {
  readonly name: string;
  readonly before: Share | null;
  readonly after: Share | null;
}): ReactNode {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td data-align="end">
        <ShareFull share={props.before} />
      </td>
      <td data-align="end">
        <ShareFull share={props.after} />
      </td>
      <td data-align="end">
        <Change before={props.before} after={props.after} />
      </td>
    </tr>
  );
}

/** One date of a run: figures with both sides, step times, warnings, failed players, and putting it back. */
export const DateDetails = memo(function DateDetails(props: {
  readonly progress: DateProgress | null;
  readonly canRestore: boolean;
  /** Asks whether to put it back. */
  readonly onRestore: (progress: DateProgress) => void;
}): ReactNode {
  const { progress } = props;
  if (progress === null) {
    return (
      <aside className="details" aria-label="Date">
        <p className="muted">The plan of this run has no dates.</p>
      </aside>
    );
  }
  return (
    <aside className="details" aria-label="Date">
      <div className="details-head">
        <h2 className="details-title">
          {formatDay(progress.date)} <Badge look={STAGE_LOOKS[stageOf(progress)]} />
        </h2>
        <div className="details-actions">
          <ActionButton
            className="button"
            isDisabled={!progress.restorable || !props.canRestore}
            onPress={() => {
              props.onRestore(progress);
            }}
          >
            Put back
          </ActionButton>
          <a
            className="button"
            href={formatRoute(backfillRoute({ ...EMPTY_DRAFT, from: progress.date, to: progress.date }))}
          >
            New backfill
          </a>
          <a
            className="button"
            href={formatRoute(
              coverageRoute({ from: progress.date, to: progress.date, month: progress.date.slice(0, 7) }),
            )}
          >
            Coverage
          </a>
        </div>
      </div>
      {progress.error ? (
        <ErrorNote error={{ ...progress.error, message: withoutDate(progress.error.message, progress.date) }} />
      ) : null}
      {progress.skipReason === null ? null : <Note tone="idle">{asSentence(progress.skipReason)}</Note>}
      {progress.state === 'restored' ? (
        <Note tone="idle">Put back: what stood there before this run stands again. The figures are what it wrote.</Note>
      ) : null}
      {progress.warnings.map((issue) => (
        <Note tone="warn" key={issue.code + issue.message}>
          <Breakable text={asSentence(withoutDate(issue.message, progress.date))} />
        </Note>
      ))}
      <table className="mini" aria-label="Before and after">
        <MiniHead
          columns={[
            { label: 'Measure' },
            { label: 'Before', end: true },
            { label: 'After', end: true },
            { label: 'Change', end: true },
          ]}
        />
        <tbody>
          <ShareRow name="Match rate" before={progress.matchBefore} after={progress.matchAfter} />
          <ShareRow name="Coverage" before={progress.coverageBefore} after={progress.coverageAfter} />
          <tr>
            <th scope="row">Rows</th>
            <td data-align="end">{countOrDash(progress.rowsBefore)}</td>
            <td data-align="end">{countOrDash(progress.rowsWritten)}</td>
            <td data-align="end">{rowsChange(progress)}</td>
          </tr>
        </tbody>
      </table>
      <Facts
        facts={[
          { name: 'Players listed', value: countOrDash(progress.listed) },
          ...(progress.attempt > 1 ? [{ name: 'Attempt', value: String(progress.attempt) }] : []),
          ...progress.steps.map(({ step, ms }) => ({ name: STEP_WORDS[step], value: formatDuration(ms) })),
        ]}
      />
      {progress.failedPlayers.length > 0 ? (
        <details>
          <summary>{counted(progress.failedPlayers.length, 'player')} without a row</summary>
          <ul className="players">
            {progress.failedPlayers.slice(0, PLAYERS_SHOWN).map((player) => (
              <li key={player.playerLookup}>
                <code>{player.playerLookup}</code> <span className="muted">{player.reason}</span>
              </li>
            ))}
            {progress.failedPlayers.length > PLAYERS_SHOWN ? (
              <li className="muted">
                and {formatCount(progress.failedPlayers.length - PLAYERS_SHOWN)} more; the dates CSV has the count
              </li>
            ) : null}
          </ul>
        </details>
      ) : null}
    </aside>
  );
});
