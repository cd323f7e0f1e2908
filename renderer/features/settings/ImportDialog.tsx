import { useEffect, useState, type ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay, ProgressBar } from 'react-aria-components';
import { assertNever } from '../../../shared/assert-never.js';
import type { ImportProgress, ImportResult } from '../../../shared/console.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { useNavigate, useRoute } from '../../address/use-route.js';
import { ErrorNote } from '../../components/feedback.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useClient, useConsole } from '../../store/context.js';
import { cancelImport, closeImport, startImport, useImportFlow, type ImportFlow } from '../../store/import-flow.js';
import { openFile } from './choose-warehouse.js';

type Shown = Exclude<ImportFlow, { phase: 'idle' | 'choosing' }>;

const TITLES: Readonly<Record<Shown['phase'], string>> = {
  running: 'Importing a folder',
  done: 'The folder was imported',
  failed: 'Nothing was imported',
};

/** Files of a folder on their way into a new warehouse, and how that ended; over whatever screen is open. */
export function ImportDialog(): ReactNode {
  const flow = useImportFlow();
  const route = useRoute();
  // A link in it leads to another view, which it would cover.
  useEffect(closeImport, [route]);
  const shown = flow.phase === 'idle' || flow.phase === 'choosing' ? null : flow;
  return (
    <ModalOverlay
      className="overlay"
      isOpen={shown !== null}
      isKeyboardDismissDisabled={shown?.phase === 'running'}
      onOpenChange={(open) => {
        if (!open) closeImport();
      }}
    >
      <Modal className="modal wide">
        <Dialog className="dialog">
          {shown === null ? null : (
            <>
              <Heading slot="title" className="dialog-title">
                {TITLES[shown.phase]}
              </Heading>
              <Phase flow={shown} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Phase(props: { readonly flow: Shown }): ReactNode {
  const { flow } = props;
  switch (flow.phase) {
    case 'running':
      return <Running progress={flow.progress} cancelling={flow.cancelling} />;
    case 'done':
      return <Done result={flow.result} />;
    case 'failed':
      return <Failed error={flow.error} />;
    default:
      return assertNever(flow, 'phase');
  }
}

/** The share of files that are through, and of the one at work its bytes; each file counts alike. */
function percentOf({ fileNumber, fileCount, fraction }: ImportProgress): number {
  return fileCount === 0 ? 0 : Math.round((100 * (Math.max(0, fileNumber - 1) + fraction)) / fileCount);
}

function Running(props: { readonly progress: ImportProgress; readonly cancelling: boolean }): ReactNode {
  const client = useClient();
  const { folder, file, fileNumber, fileCount, rows } = props.progress;
  const percent = percentOf(props.progress);
  return (
    <>
      <div className="dialog-body">
        <p className="wrap">{folder}</p>
        <ProgressBar aria-label="Import" className="bar" value={percent}>
          <span className="bar-part" data-tone="live" style={{ flexBasis: `${percent}%` }} />
        </ProgressBar>
        <p className="num wrap">
          {file === ''
            ? 'Looking at the folder…'
            : `File ${formatCount(fileNumber)} of ${formatCount(fileCount)}: ${file}, ${counted(rows, 'row')}`}
        </p>
        <p className="muted">Every row is checked. All files are imported, or none.</p>
      </div>
      <div className="dialog-actions">
        <Button className="button" autoFocus isDisabled={props.cancelling} onPress={() => void cancelImport(client)}>
          {props.cancelling ? 'Cancelling…' : 'Cancel the import'}
        </Button>
      </div>
    </>
  );
}

function Done(props: { readonly result: ImportResult }): ReactNode {
  const { file, loaded, skipped, withoutFile } = props.result;
  const client = useClient();
  const go = useNavigate();
  const settings = useConsole((state) => state.settings);
  const settingsDraft = useConsole((state) => state.settingsDraft);
  const editSettings = useConsole((state) => state.editSettings);
  const saveSettings = useConsole((state) => state.saveSettings);
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<ErrorInfo | null>(null);
  const rows = loaded.reduce((sum, one) => sum + one.rows, 0);
  const open = (): void => {
    setOpening(true);
    setProblem(null);
    void openFile(client, { settings, settingsDraft, editSettings, saveSettings }, file).then((error) => {
      setOpening(false);
      setProblem(error);
      if (error !== null) return;
      closeImport();
      go({ screen: 'overview' });
    });
  };
  return (
    <>
      <div className="dialog-body import-result">
        <p className="wrap">
          {counted(loaded.length, 'file')}, {counted(rows, 'row')} in <strong>{file}</strong>
        </p>
        <table className="mini" aria-label="Imported files">
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">File</th>
              <th scope="col" data-align="end">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {loaded.map((one) => (
              <tr key={one.file}>
                <th scope="row">
                  <code>{one.table}</code>
                </th>
                <td>{one.file}</td>
                <td data-align="end" className="num">
                  {formatCount(one.rows)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {withoutFile.length === 0 ? null : (
          <p>
            <span className="changed">{counted(withoutFile.length, 'table')} without a file, so without rows:</span>{' '}
            <span className="muted wrap">{withoutFile.join(', ')}</span>
          </p>
        )}
        {skipped.length === 0 ? null : (
          <details>
            <summary>{counted(skipped.length, 'file')} of the folder left out</summary>
            <ul>
              {skipped.map((one) => (
                <li key={one.file}>
                  {one.file}: {one.reason}
                </li>
              ))}
            </ul>
          </details>
        )}
        {problem === null ? null : <ErrorNote error={problem} />}
      </div>
      <div className="dialog-actions">
        <Button className="button" onPress={closeImport}>
          Not now
        </Button>
        <Button className="button primary" autoFocus isDisabled={opening} onPress={open}>
          {opening ? 'Opening…' : 'Open this warehouse'}
        </Button>
      </div>
    </>
  );
}

function Failed(props: { readonly error: ErrorInfo }): ReactNode {
  const client = useClient();
  const { error } = props;
  return (
    <>
      <div className="dialog-body">
        {error.code === 'cancelled' ? (
          <p>The import was cancelled. No warehouse file was made.</p>
        ) : (
          <ErrorNote error={error} />
        )}
      </div>
      <div className="dialog-actions">
        <Button className="button" autoFocus onPress={closeImport}>
          Close
        </Button>
        <Button className="button" onPress={() => void startImport(client)}>
          Choose a folder again…
        </Button>
      </div>
    </>
  );
}
