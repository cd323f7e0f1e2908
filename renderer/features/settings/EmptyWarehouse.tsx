import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { formatRoute } from '../../address/address.js';
import { settingsRoute } from '../../address/routes.js';
import { Note } from '../../components/feedback.js';
import { useClient, useConsole } from '../../store/context.js';
import { startImport, useImportFlow } from '../../store/import-flow.js';
import { proposeKind } from './choose-warehouse.js';

/** The two ways to data of one's own, wherever somebody has none before him. */
export function WaysToData(): ReactNode {
  const client = useClient();
  const settings = useConsole((state) => state.settings);
  const settingsDraft = useConsole((state) => state.settingsDraft);
  const editSettings = useConsole((state) => state.editSettings);
  const importing = useImportFlow().phase !== 'idle';
  return (
    <>
      <a
        className="button"
        href={formatRoute(settingsRoute('warehouse'))}
        onClick={() => {
          proposeKind({ settings, settingsDraft, editSettings }, 'bigquery');
        }}
      >
        Connect BigQuery
      </a>
      <Button className="button" isDisabled={importing} onPress={() => void startImport(client)}>
        Import a folder…
      </Button>
    </>
  );
}

/** Above every screen of a warehouse without a schedule: why there is nothing to see, and what to do. */
export function EmptyWarehouse(props: { readonly label: string }): ReactNode {
  return (
    <Note tone="warn">
      <p>
        {props.label} has no schedule: not one game is known, so there are no dates to count, to judge or to rebuild.
        Open a warehouse that has nbac_schedule and the tables beside it.
      </p>
      <p className="ways-to-data">
        <WaysToData />
        <a className="button quiet" href={formatRoute(settingsRoute('warehouse'))}>
          Choose another warehouse
        </a>
      </p>
    </Note>
  );
}
