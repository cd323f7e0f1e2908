import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { WAREHOUSE_KINDS, type Settings } from '../../../shared/settings.js';
import { Choice } from '../../components/Choice.js';
import { ErrorNote, Note } from '../../components/feedback.js';
import { isActive } from '../../store/run-mirror.js';
import { useClient, useConsole } from '../../store/context.js';
import { startImport, useImportFlow } from '../../store/import-flow.js';
import { valueOf } from '../../store/resource.js';
import { AskBeforeReads } from './AskBeforeReads.js';
import { BigQueryFields } from './BigQueryFields.js';
import { Changed, TextSetting, useEditing } from './fields.js';
import { changesWarehouse, KIND_TEXTS } from './settings-view.js';

/** Which warehouse the console opens, and everything that opening it needs. */
export function WarehouseSection(props: {
  readonly saved: Settings;
  readonly warehouse: WarehouseStatus | null;
}): ReactNode {
  const { draft, edit } = useEditing();
  const client = useClient();
  const active = useConsole((state) => (valueOf(state.runs) ?? []).find((run) => isActive(run.state)) ?? null);
  const opening = useConsole((state) => state.services?.phase === 'opening' || state.warehouse.state === 'loading');
  const importing = useImportFlow().phase !== 'idle';
  const [problem, setProblem] = useState<ErrorInfo | null>(null);
  const moving = changesWarehouse(props.saved, draft);
  const { kind, file } = draft.warehouse;
  const setFile = (path: string | null): void => {
    edit({ ...draft, warehouse: { kind: 'file', file: path } });
  };
  const chooseFile = (): void => {
    void client.settings.chooseFile({ what: 'warehouse' }).then((answer) => {
      if (!answer.ok) setProblem(answer.error);
      else if (answer.value !== null) setFile(answer.value);
    });
  };
  return (
    <>
      <p>
        In use:{' '}
        {props.warehouse === null ? (
          <span className="muted">
            {opening
              ? 'none yet; the one that is set is being opened'
              : 'none; the one that is set could not be opened'}
          </span>
        ) : (
          <>
            <strong>{props.warehouse.label}</strong> <span className="muted wrap">{props.warehouse.location}</span>
          </>
        )}
      </p>
      {props.warehouse?.engine === 'bigquery' ? <AskBeforeReads /> : null}
      <Choice
        label="Warehouse to open"
        value={kind}
        onChange={(next) => {
          edit({ ...draft, warehouse: { kind: next, file } });
        }}
        items={WAREHOUSE_KINDS.map((value) => ({ value, ...KIND_TEXTS[value] }))}
        mark={<Changed path="warehouse.kind" />}
      />
      {moving ? (
        <Note tone="warn">
          {active === null
            ? props.warehouse === null
              ? 'Saving opens this warehouse; every screen reads its figures then.'
              : 'Saving closes the warehouse in use and opens this one. Every screen reads its figures anew; runs stay with the warehouse they were made on.'
            : `Run ${active.id} is at work. The warehouse can be changed once it has ended or was stopped.`}
        </Note>
      ) : null}
      {problem ? (
        <ErrorNote
          error={problem}
          dismiss={() => {
            setProblem(null);
          }}
        />
      ) : null}
      {kind === 'demo' ? (
        <div className="ways-to-data">
          <Button className="button" isDisabled={importing} onPress={() => void startImport(client)}>
            Import a folder…
          </Button>
          <span className="hint">Your own data: a folder of CSV, NDJSON or Parquet files, one per table.</span>
        </div>
      ) : null}
      {kind === 'file' ? (
        <TextSetting
          path="warehouse.file"
          label="Warehouse file"
          hint="No file yet? Import a folder of CSV, NDJSON or Parquet files, one per table: it asks for the folder and for the file to make of it."
          wide
          value={file ?? ''}
          placeholder="/path/to/warehouse.duckdb"
          onChange={(value) => {
            setFile(value === '' ? null : value);
          }}
          choose={chooseFile}
        >
          <Button className="button" isDisabled={importing} onPress={() => void startImport(client)}>
            Import a folder…
          </Button>
        </TextSetting>
      ) : null}
      {kind === 'bigquery' ? <BigQueryFields /> : null}
    </>
  );
}
