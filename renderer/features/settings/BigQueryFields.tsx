import { useState, type ReactNode } from 'react';
import { assertNever } from '../../../shared/assert-never.js';
import { DATASETS, type BigQuerySettings, type Dataset } from '../../../shared/settings.js';
import { Choice } from '../../components/Choice.js';
import { useClient } from '../../store/context.js';
import type { Remedy } from './connection-remedy.js';
import { ConnectionTest } from './ConnectionTest.js';
import { NumberSetting, TextSetting, useEditing } from './fields.js';
import { DATASET_HINTS } from './settings-view.js';

const GB = 1_000_000_000;

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function withDataset(
  datasets: BigQuerySettings['datasets'],
  dataset: Dataset,
  name: string,
): BigQuerySettings['datasets'] {
  const others = Object.fromEntries(Object.entries(datasets).filter(([key]) => key !== dataset));
  return name.trim() === '' ? others : { ...others, [dataset]: name.trim() };
}

/** Project, names, credentials and caps, and the test that walks them. */
export function BigQueryFields(): ReactNode {
  const { draft, edit } = useEditing();
  const client = useClient();
  const { bigquery } = draft;
  const [byFile, setByFile] = useState(bigquery.keyFile !== null);
  const set = (change: Partial<BigQuerySettings>): void => {
    edit({ ...draft, bigquery: { ...bigquery, ...change } });
  };
  const chooseKey = (): void => {
    void client.settings.chooseFile({ what: 'key' }).then((answer) => {
      if (!answer.ok || answer.value === null) return;
      setByFile(true);
      set({ keyFile: answer.value });
    });
  };
  const remedy = (what: Remedy): void => {
    switch (what.kind) {
      case 'field': {
        const input = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(what.path)}"]`);
        input?.closest('details')?.setAttribute('open', '');
        input?.focus();
        return;
      }
      case 'key-file':
        chooseKey();
        return;
      case 'location':
        set({ location: what.location });
        return;
      case 'copy':
        void navigator.clipboard.writeText(what.text);
        return;
      default:
        assertNever(what, 'remedy');
    }
  };
  return (
    <>
      <fieldset className="settings-group">
        <legend>Where the tables are</legend>
        <TextSetting
          path="bigquery.project"
          label="Project"
          hint="The project that is billed, and in which the datasets are looked for."
          value={bigquery.project}
          placeholder="my-project"
          onChange={(project) => {
            set({ project: project.trim() });
          }}
        />
        <TextSetting
          path="bigquery.location"
          label="Location"
          hint="US, EU or a region. Empty: where the first dataset is found."
          value={bigquery.location}
          placeholder="where the datasets are"
          onChange={(location) => {
            set({ location: location.trim() });
          }}
        />
        <p className="hint settings-wide">
          Datasets: fill in only those that have another name than the one shown in grey, as <code>dataset</code> or{' '}
          <code>project.dataset</code>.
        </p>
        {DATASETS.map((dataset) => (
          <TextSetting
            key={dataset}
            path={`bigquery.datasets.${dataset}`}
            label={DATASET_HINTS[dataset]}
            value={bigquery.datasets[dataset] ?? ''}
            placeholder={dataset}
            onChange={(name) => {
              set({ datasets: withDataset(bigquery.datasets, dataset, name) });
            }}
          />
        ))}
      </fieldset>
      <fieldset className="settings-group">
        <legend>Credentials</legend>
        <div className="settings-wide">
          <Choice
            label="Signed in by"
            value={byFile ? 'file' : 'default'}
            onChange={(value) => {
              setByFile(value === 'file');
              if (value === 'default') set({ keyFile: null });
            }}
            items={[
              {
                value: 'default',
                label: 'Application default credentials',
                hint: 'Those this machine is signed in with (gcloud auth application-default login). Backline keeps nothing of them.',
              },
              {
                value: 'file',
                label: 'Key file',
                hint: 'Only its path is saved. The key is read when the warehouse is opened; it is never copied, shown or logged.',
              },
            ]}
          />
        </div>
        {byFile ? (
          <TextSetting
            path="bigquery.keyFile"
            label="Key file of a service account"
            wide
            value={bigquery.keyFile ?? ''}
            placeholder="/path/to/key.json"
            onChange={(path) => {
              set({ keyFile: orNull(path) });
            }}
            choose={chooseKey}
          />
        ) : null}
        <TextSetting
          path="bigquery.impersonate"
          label="Act as a service account"
          hint="Its e-mail. Empty: as yourself."
          wide
          value={bigquery.impersonate ?? ''}
          placeholder="name@project.iam.gserviceaccount.com"
          onChange={(account) => {
            set({ impersonate: orNull(account) });
          }}
        />
      </fieldset>
      <fieldset className="settings-group">
        <legend>Snapshots and cost</legend>
        <TextSetting
          path="bigquery.snapshotDataset"
          label="Snapshot dataset"
          hint="Keeps what stood in the store before a date was rebuilt."
          value={bigquery.snapshotDataset}
          onChange={(snapshotDataset) => {
            set({ snapshotDataset: snapshotDataset.trim() });
          }}
        />
        <NumberSetting
          path="bigquery.snapshotDays"
          label="Days a snapshot is kept"
          hint="BigQuery drops it after that; the date can then no longer be put back."
          value={bigquery.snapshotDays}
          min={1}
          max={3650}
          step={1}
          onChange={(days) => {
            if (days !== null) set({ snapshotDays: days });
          }}
        />
        <NumberSetting
          path="bigquery.maxBytesPerQuery"
          label="Byte cap of a query, GB"
          hint="BigQuery refuses a query that would be billed for more."
          value={bigquery.maxBytesPerQuery / GB}
          min={0}
          digits={3}
          onChange={(value) => {
            if (value !== null && value > 0) set({ maxBytesPerQuery: Math.round(value * GB) });
          }}
        />
        <NumberSetting
          path="maxBytesPerRun"
          label="Byte cap of a run, GB"
          hint="A plan whose estimated reads exceed this is blocked. Empty: no cap. A plan can set its own."
          value={draft.maxBytesPerRun === null ? null : draft.maxBytesPerRun / GB}
          min={0}
          digits={3}
          placeholder="no cap"
          onChange={(value) => {
            edit({ ...draft, maxBytesPerRun: value === null || value === 0 ? null : Math.round(value * GB) });
          }}
        />
      </fieldset>
      <details className="settings-advanced" open={bigquery.apiEndpoint !== null}>
        <summary>Advanced</summary>
        <TextSetting
          path="bigquery.apiEndpoint"
          label="Address of the API"
          hint="A private endpoint or a server on this machine. Empty: BigQuery’s own."
          wide
          value={bigquery.apiEndpoint ?? ''}
          placeholder="https://bigquery.googleapis.com"
          onChange={(address) => {
            set({ apiEndpoint: orNull(address) });
          }}
        />
      </details>
      <ConnectionTest settings={bigquery} onRemedy={remedy} />
    </>
  );
}
